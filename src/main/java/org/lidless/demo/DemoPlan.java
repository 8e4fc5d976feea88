package org.lidless.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// What a demo is made of: its nodes and cameras by name, who is at home where, and what happens to them. Pure.
///
/// @param cameras   how many, `cam-1` and so on
/// @param primaries how many, `r1` and so on; the cameras are spread over them in turn
/// @param standbys  how many, `s1` and so on
/// @param seconds   how long is recorded round each kill
/// @param kills     how many, of the primaries in turn
/// @param shared    whether all recorders write to one shared pool
record DemoPlan(int cameras, int primaries, int standbys, int seconds, int kills, boolean shared) {

    static final String MANAGEMENT = "m1";
    static final int CAMERAS_MAX = 64;
    static final int PRIMARIES_MAX = 8;
    static final int STANDBYS_MAX = 8;
    static final int SECONDS_MIN = 4;
    static final int SECONDS_MAX = 3_600;
    static final int KILLS_MAX = 1_000;

    DemoPlan {
        check("--cameras", cameras, 1, CAMERAS_MAX);
        check("--primaries", primaries, 1, PRIMARIES_MAX);
        check("--standbys", standbys, 1, STANDBYS_MAX);
        check("--seconds", seconds, SECONDS_MIN, SECONDS_MAX);
        check("--kills", kills, 0, KILLS_MAX);
    }

    private static void check(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s must be %d to %d, not %d", option, min, max, value));
        }
    }

    List<String> cameraNames() {
        return names("cam-", cameras);
    }

    List<String> primaryNames() {
        return names("r", primaries);
    }

    List<String> standbyNames() {
        return names("s", standbys);
    }

    /// Primaries, then standbys.
    List<String> recorderNames() {
        List<String> all = new ArrayList<>(primaryNames());
        all.addAll(standbyNames());
        return all;
    }

    boolean isStandby(String recorder) {
        return standbyNames().contains(recorder);
    }

    /// Whose camera this is when all is well.
    String homeOf(String camera) {
        return primaryNames().get(cameraNames().indexOf(camera) % primaries);
    }

    List<String> camerasOf(String primary) {
        return cameraNames().stream()
                .filter(camera -> homeOf(camera).equals(primary))
                .toList();
    }

    /// Who is killed at a kill, counted from 0: primaries in turn, those without a camera left out.
    String victim(int kill) {
        List<String> busy = primaryNames().stream()
                .filter(each -> !camerasOf(each).isEmpty())
                .toList();
        return busy.get(kill % busy.size());
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> prefix + number)
                .toList();
    }
}
