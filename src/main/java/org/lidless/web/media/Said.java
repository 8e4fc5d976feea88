package org.lidless.web.media;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.lidless.domain.CameraId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.RunId;
import org.lidless.domain.StreamId;
import org.lidless.domain.StreamKind;
import org.lidless.footage.timeline.alignment.SampleMark;
import org.lidless.wire.Json;
import org.lidless.wire.JsonFault;
import tools.jackson.core.JacksonException;

/// What a client says on its socket; docs/formats/live.md.
///
/// @param what open, replay, pace, step, seek or close
record Said(
        @JsonProperty("do") String what,
        int id,
        Optional<String> camera,
        Optional<String> stream,
        Optional<Boolean> sound,
        Optional<After> after,
        Optional<Long> fromUs,
        Optional<Double> speed,
        Optional<Integer> by) {

    /// The longest that is read.
    static final int BYTES_MAX = 4096;

    private static final double SPEED_MAX = 32;

    /// What a client has seen last.
    ///
    /// @param run    16 hexadecimal digits
    /// @param hash   the same
    /// @param axisUs where that is on its axis
    record After(String run, long number, String hash, long captureUs, long axisUs) {

        SampleMark mark() {
            try {
                return new SampleMark(
                        RunId.parse(run), number, 0, 0, captureUs, 0, false, Long.parseUnsignedLong(hash, 16));
            } catch (IllegalArgumentException noSample) {
                throw wrong("\"after\" names no sample: " + noSample.getMessage() + ".");
            }
        }
    }

    /// @throws ProblemException when it is nothing that a client says
    static Said read(String text) {
        if (text.length() > BYTES_MAX) {
            throw wrong("A message of " + text.length() + " characters is longer than any that is known.");
        }
        try {
            Said said = Json.decode(text.getBytes(StandardCharsets.UTF_8), Said.class);
            if (said == null || said.what() == null || said.id() < 1) {
                throw wrong("A message needs \"do\", and \"id\" from 1 on.");
            }
            return said;
        } catch (JacksonException garbage) {
            throw wrong("The message is not understood: " + JsonFault.of(garbage) + ".");
        }
    }

    static ProblemException wrong(String what) {
        return ProblemCode.REQUEST_REFUSED.because(
                what, "Safe: nothing was changed.", "docs/formats/live.md has all messages.");
    }

    StreamId streamId() {
        try {
            return new StreamId(new CameraId(camera.orElse("")), StreamKind.of(stream.orElse(StreamKind.MAIN.word())));
        } catch (IllegalArgumentException noStream) {
            throw wrong(noStream.getMessage() + ".");
        }
    }

    boolean hasSound() {
        return sound.orElse(false);
    }

    long from() {
        return fromUs.filter(us -> us >= 0).orElseThrow(() -> wrong("\"fromUs\" is missing, or before 1970."));
    }

    double pace() {
        double wanted = speed.orElse(1.0);
        if (!(Math.abs(wanted) <= SPEED_MAX)) {
            throw wrong("\"speed\" is from -32 to 32.");
        }
        return wanted;
    }
}
