package org.lidless.fuzz;

import java.util.ArrayList;
import java.util.List;
import org.lidless.footage.media.codec.ParameterSetFuzz;
import org.lidless.footage.media.mp4.MovieFuzz;
import org.lidless.footage.media.rtp.RtpFuzz;
import org.lidless.footage.media.rtsp.RtspFuzz;
import org.lidless.footage.storage.StorageFuzz;

/// Every parser that reads what others wrote.
final class Targets {

    private Targets() {}

    static List<Target> all() {
        List<Target> all = new ArrayList<>();
        all.addAll(RtspFuzz.targets());
        all.addAll(RtpFuzz.targets());
        all.addAll(ParameterSetFuzz.targets());
        all.addAll(MovieFuzz.targets());
        all.addAll(StorageFuzz.targets());
        return all;
    }
}
