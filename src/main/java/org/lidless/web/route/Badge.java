package org.lidless.web.route;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Comparator;
import java.util.List;
import org.lidless.wire.CameraStatus;

/// How a camera is, in one word; the worst comes last.
enum Badge {
    PROTECTED("protected"),
    STANDING_IN("standing-in"),
    AT_RISK("at-risk"),
    NOT_RECORDING("not-recording");

    private final String word;

    Badge(String word) {
        this.word = word;
    }

    @JsonValue
    String word() {
        return word;
    }

    /// By what a management server says of it: whether it is recorded now, whether somebody could take over now,
    /// and whether its usual recorder has it. Of one that nobody wants recorded at this hour nothing can be
    /// missing.
    static Badge of(CameraStatus camera) {
        if (camera.state().equals(CameraStatus.OFF)) {
            return PROTECTED;
        }
        if (!camera.recording()) {
            return NOT_RECORDING;
        }
        boolean isGuarded = camera.guard().ready().orElse(false);
        if (!isGuarded) {
            return AT_RISK;
        }
        return camera.charge().isStandingIn() ? STANDING_IN : PROTECTED;
    }

    static Badge worst(List<Badge> all) {
        return all.stream().max(Comparator.naturalOrder()).orElse(PROTECTED);
    }
}
