package org.lidless.footage.recording.probe;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.lidless.domain.CameraSource;
import org.lidless.domain.Problem;
import org.lidless.footage.media.VideoParameters;
import org.lidless.footage.media.rtsp.RtspEnd;
import org.lidless.footage.recording.CameraProbe;
import org.lidless.world.World;

/// What a camera offers, after a look at it.
///
/// @param isRecordable whether pictures came that a recorder would store
/// @param lines        what it offers, what it gets wrong and what is done about it, in words
/// @param problem      why it ended
public record CameraLook(
        boolean isRecordable,
        Optional<String> codec,
        Optional<Integer> width,
        Optional<Integer> height,
        List<String> lines,
        Optional<Problem> problem) {

    public CameraLook {
        lines = List.copyOf(lines);
    }

    /// Calls a camera as the recorder would; takes as long as it says, or until the camera is through with us.
    public static CameraLook at(World world, CameraSource camera, long us) {
        var said = new Conversation();
        var seen = new Measure();
        CameraProbe.Outcome outcome = new CameraProbe(world, camera, seen, said).look(us);
        StringWriter text = new StringWriter();
        Findings.print(new PrintWriter(text, true), camera, said, seen, outcome);
        Optional<VideoParameters> parameters = seen.parameters();
        return new CameraLook(
                outcome.playing() && seen.samples() > 0,
                parameters.map(each -> String.valueOf(each.codec())),
                parameters.map(VideoParameters::width),
                parameters.map(VideoParameters::height),
                text.toString().lines().toList(),
                outcome.end().map(RtspEnd::problem));
    }
}
