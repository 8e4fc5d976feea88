package org.lidless.control.site;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.lidless.domain.CameraCare;
import org.lidless.domain.Protection;
import org.lidless.domain.RecordingHours;
import org.lidless.domain.RetentionRule;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Profiles as keys of a JSON object, each written only where it differs from the plain one: `docs/formats/facts.md`.
final class ProfileJson {

    private ProfileJson() {}

    static void write(RecorderProfile profile, ObjectNode to) {
        if (!profile.group().equals(GroupName.ONLY)) {
            to.put("group", profile.group().value());
        }
        profile.capacity().streams().ifPresent(most -> to.put("streams", most));
        profile.capacity().kilobits().ifPresent(most -> to.put("kilobits", most));
        profile.capacity().ringBytes().ifPresent(most -> to.put("ring-bytes", most));
        profile.capacity().diskBytes().ifPresent(most -> to.put("disk-bytes", most));
    }

    static RecorderProfile readRecorder(JsonNode from) {
        GroupName group = from.has("group") ? new GroupName(SiteJson.text(from, "group")) : GroupName.ONLY;
        OptionalInt streams =
                from.has("streams") ? OptionalInt.of(from.required("streams").intValue()) : OptionalInt.empty();
        return new RecorderProfile(
                group,
                new Capacity(streams, most(from, "kilobits"), most(from, "ring-bytes"), most(from, "disk-bytes")));
    }

    private static OptionalLong most(JsonNode from, String key) {
        return from.has(key) ? OptionalLong.of(SiteJson.number(from, key)) : OptionalLong.empty();
    }

    static void write(CameraProfile profile, ObjectNode to) {
        if (profile.kilobits() != CameraProfile.PLAIN.kilobits()) {
            to.put("kilobits", profile.kilobits());
        }
        if (profile.wanted() != CameraProfile.PLAIN.wanted()) {
            to.put("protection", profile.wanted().word());
        }
        profile.care().retention().ifPresent(rule -> {
            rule.ageMaxUs().ifPresent(us -> to.put("keep-us", us));
            rule.bytesMax().ifPresent(bytes -> to.put("keep-bytes", bytes));
            to.put("guaranteed-us", rule.guaranteedUs());
        });
        profile.care().hours().ifPresent(hours -> to.put("hours", hours.toString()));
    }

    static CameraProfile readCamera(JsonNode from) {
        int kilobits = from.has("kilobits") ? from.required("kilobits").intValue() : CameraProfile.PLAIN.kilobits();
        Protection wanted = from.has("protection")
                ? Protection.valueOf(SiteJson.text(from, "protection").toUpperCase(Locale.ROOT))
                : CameraProfile.PLAIN.wanted();
        return new CameraProfile(kilobits, wanted, readCare(from));
    }

    private static CameraCare readCare(JsonNode from) {
        Optional<RetentionRule> rule = from.has("guaranteed-us")
                ? Optional.of(new RetentionRule(
                        most(from, "keep-us"), most(from, "keep-bytes"), SiteJson.number(from, "guaranteed-us")))
                : Optional.empty();
        return new CameraCare(
                rule,
                from.has("hours") ? Optional.of(RecordingHours.parse(SiteJson.text(from, "hours"))) : Optional.empty());
    }
}
