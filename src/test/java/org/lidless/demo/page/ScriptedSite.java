package org.lidless.demo.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lidless.wire.CameraStatus;
import org.lidless.wire.CameraStatus.Charge;
import org.lidless.wire.CameraStatus.Guard;
import org.lidless.wire.FootageReport;
import org.lidless.wire.FootageReport.StretchReport;

/// A site that tells what a test wrote down: cameras `cam-1` and so on, in turn at home with `r1` and `r2`.
final class ScriptedSite implements Watched {

    static final Instant BEGIN = Instant.parse("2026-11-22T08:00:00Z");

    final SortedMap<String, List<StretchReport>> stretches = new TreeMap<>();
    private final int cameras;

    ScriptedSite(int cameras) {
        this.cameras = cameras;
    }

    static StretchReport have(int fromS, int toS, String node) {
        return StretchReport.have(BEGIN.plusSeconds(fromS), BEGIN.plusSeconds(toS), toS - fromS, node);
    }

    static StretchReport away(int fromS, int toS, String node) {
        return StretchReport.away(BEGIN.plusSeconds(fromS), BEGIN.plusSeconds(toS), toS - fromS, node, "s1");
    }

    static StretchReport gap(int fromS, int toS, String cause) {
        return StretchReport.gap(BEGIN.plusSeconds(fromS), BEGIN.plusSeconds(toS), toS - fromS, cause);
    }

    @Override
    public List<Recorder> recorders() {
        return List.of(
                new Recorder("r1", false, true), new Recorder("r2", false, true), new Recorder("s1", true, true));
    }

    @Override
    public SortedMap<String, String> homes() {
        SortedMap<String, String> homes = new TreeMap<>();
        cameras().forEach(camera -> homes.put(camera, homes.size() % 2 == 0 ? "r1" : "r2"));
        return homes;
    }

    @Override
    public List<String> cameras() {
        List<String> names = new ArrayList<>();
        for (int camera = 1; camera <= cameras; camera++) {
            names.add("cam-" + camera);
        }
        return names;
    }

    @Override
    public SortedMap<String, CameraStatus> managed() {
        SortedMap<String, CameraStatus> all = new TreeMap<>();
        homes().forEach((camera, home) -> all.put(
                camera,
                CameraStatus.of(camera, "main", "recording", true, BEGIN)
                        .with(new Charge(Optional.empty(), Optional.of(home), Optional.of(3L), Optional.of(home)))
                        .with(new Guard(
                                Optional.of("s1"),
                                Optional.of("shadowed"),
                                Optional.of(!camera.equals("cam-2")),
                                Optional.of("nothing")))));
        return all;
    }

    @Override
    public Optional<FootageReport> footage(String camera) {
        return Optional.ofNullable(stretches.get(camera))
                .map(all -> new FootageReport(
                        FootageReport.VERSION,
                        camera,
                        "main",
                        all.getFirst().from(),
                        all.getLast().to(),
                        all.getFirst().from(),
                        all.getLast().to(),
                        all,
                        false));
    }
}
