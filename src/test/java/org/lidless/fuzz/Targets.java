package org.lidless.fuzz;

import java.util.ArrayList;
import java.util.List;
import org.lidless.control.site.SiteFuzz;
import org.lidless.footage.media.codec.ParameterSetFuzz;
import org.lidless.footage.media.mp4.MovieFuzz;
import org.lidless.footage.media.rtp.RtpFuzz;
import org.lidless.footage.media.rtsp.HeaderFuzz;
import org.lidless.footage.media.rtsp.RtspFuzz;
import org.lidless.footage.recording.MemoryFuzz;
import org.lidless.footage.storage.StorageFuzz;
import org.lidless.footage.storage.journal.JournalFuzz;
import org.lidless.node.settings.SettingsFuzz;
import org.lidless.wire.ControlFuzz;
import org.lidless.wire.node.WireFuzz;

/// Every parser that reads what others wrote.
final class Targets {

    private Targets() {}

    /// @throws java.util.NoSuchElementException when there is none of that name
    static Target of(String name) {
        return all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static List<Target> all() {
        List<Target> all = new ArrayList<>();
        all.addAll(RtspFuzz.targets());
        all.addAll(HeaderFuzz.targets());
        all.addAll(RtpFuzz.targets());
        all.addAll(ParameterSetFuzz.targets());
        all.addAll(MovieFuzz.targets());
        all.addAll(StorageFuzz.targets());
        all.addAll(JournalFuzz.targets());
        all.addAll(MemoryFuzz.targets());
        all.addAll(WireFuzz.targets());
        all.addAll(ControlFuzz.targets());
        all.addAll(SiteFuzz.targets());
        all.addAll(SettingsFuzz.targets());
        return all;
    }
}
