package org.lidless.node.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.lidless.control.site.CameraProfile;
import org.lidless.control.site.Capacity;
import org.lidless.control.site.GroupName;
import org.lidless.control.site.RecorderProfile;
import org.lidless.domain.CameraCare;
import org.lidless.domain.Protection;
import org.lidless.domain.RecordingHours;

/// Reads how cameras are to be kept safe: each recorder's group and capacity, each camera's rate,
/// protection, hours and how long it is kept.
final class ProfileReader {

    static final List<String> RECORDER_KEYS = List.of("group", "streams", "megabits", "ring", "disk");
    private static final List<String> KEEP_KEYS = List.of("keep-days", "keep-bytes", "guaranteed-hours");
    static final List<String> CAMERA_KEYS = Stream.concat(
                    Stream.of("megabits", "protection", "schedule"), KEEP_KEYS.stream())
            .toList();

    private static final int STREAMS_MAX = 100_000;
    private static final int MEGABITS_MAX = 1_000_000;
    private static final int CAMERA_MEGABITS_MAX = CameraProfile.KILOBITS_MAX / 1000;
    private static final List<Protection> WANTED = List.of(Protection.SHADOWED, Protection.COLD, Protection.NONE);

    private final Complaints complaints;
    private final Values values;
    private final RetentionReader retention;

    ProfileReader(Complaints complaints, Values values) {
        this.complaints = complaints;
        this.values = values;
        this.retention = new RetentionReader(complaints, values);
    }

    /// What a recorder's keys say; a wrong value is complained of and left out.
    RecorderProfile recorder(Keys keys) {
        GroupName group = values.name("group", keys.optional("group", GroupName.ONLY.value()), GroupName::new)
                .orElse(GroupName.ONLY);
        OptionalInt streams = number(keys, "streams", STREAMS_MAX);
        OptionalInt megabits = number(keys, "megabits", MEGABITS_MAX);
        OptionalLong kilobits =
                megabits.isPresent() ? OptionalLong.of(megabits.getAsInt() * 1000L) : OptionalLong.empty();
        return new RecorderProfile(
                group,
                new Capacity(
                        streams,
                        kilobits,
                        values.size("ring", keys.text("ring"), 1),
                        values.size("disk", keys.text("disk"), 1)));
    }

    private OptionalInt number(Keys keys, String key, int most) {
        return keys.text(key).map(text -> values.number(key, text, 0, most)).orElse(OptionalInt.empty());
    }

    /// What a camera's keys say; a wrong value is complained of and left out.
    CameraProfile camera(Keys keys) {
        int kilobits = keys.text("megabits").flatMap(this::kilobits).orElse(CameraProfile.PLAIN.kilobits());
        Protection wanted = keys.text("protection").flatMap(this::protection).orElse(CameraProfile.PLAIN.wanted());
        return new CameraProfile(kilobits, wanted, care(keys));
    }

    private CameraCare care(Keys keys) {
        boolean isSaid = KEEP_KEYS.stream().anyMatch(keys::has);
        return new CameraCare(
                isSaid ? retention.rule(keys, "keep-days", "keep-bytes") : Optional.empty(),
                keys.text("schedule").flatMap(this::hours));
    }

    private Optional<RecordingHours> hours(Text text) {
        try {
            return Optional.of(RecordingHours.parse(text.value()));
        } catch (IllegalArgumentException wrong) {
            complaints.invalid(
                    text.place(), "schedule", "\"" + text.value() + "\"", String.valueOf(wrong.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<Integer> kilobits(Text text) {
        if (text.value().matches("[0-9]{1,4}(\\.[0-9]{1,3})?")) {
            int kilobits = (int) Math.round(Double.parseDouble(text.value()) * 1000);
            if (kilobits >= 1 && kilobits <= CameraProfile.KILOBITS_MAX) {
                return Optional.of(kilobits);
            }
        }
        complaints.invalid(
                text.place(),
                "megabits",
                "\"" + text.value() + "\"",
                "Mbit/s, more than 0 and at most " + CAMERA_MEGABITS_MAX + ", for example 4 or 0.5");
        return Optional.empty();
    }

    private Optional<Protection> protection(Text text) {
        for (Protection each : WANTED) {
            if (each.word().equals(text.value().toLowerCase(Locale.ROOT))) {
                return Optional.of(each);
            }
        }
        complaints.invalid(text.place(), "protection", "\"" + text.value() + "\"", "shadowed, cold or none");
        return Optional.empty();
    }
}
