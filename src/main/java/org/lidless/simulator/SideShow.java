package org.lidless.simulator;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Sends what one camera has beside its pictures, to every session that has set it up. Owned by the simulator's loop.
final class SideShow {

    /// When the loop was held up for longer, the units of that time were never made.
    private static final long LATE_UNITS_MAX = 200;

    private final List<SideTrack> tracks;
    private final Ledger ledger;
    private final long[] next;

    SideShow(List<SideTrack> tracks, Ledger ledger) {
        this.tracks = List.copyOf(tracks);
        this.ledger = ledger;
        this.next = new long[tracks.size()];
    }

    /// Sends all units that have ended since the last time.
    ///
    /// @param sinceUs time since the camera began
    void send(long sinceUs, List<MediaSession> sessions) throws IOException {
        for (int track = 0; track < tracks.size(); track++) {
            SideTrack each = tracks.get(track);
            long end = each.ended(sinceUs);
            next[track] = Math.max(next[track], end - LATE_UNITS_MAX);
            while (next[track] < end) {
                send(track, next[track]++, sessions);
            }
        }
    }

    private void send(int track, long unit, List<MediaSession> sessions) throws IOException {
        SideTrack each = tracks.get(track);
        List<Payload> payloads = each.units().payloads(unit);
        List<String> offered = new ArrayList<>();
        List<String> dropped = new ArrayList<>();
        for (MediaSession session : sessions) {
            if (payloads.isEmpty()) {
                continue;
            }
            switch (session.sendBeside(track, unit * each.unitTicks(), payloads)) {
                case OFFERED -> offered.add(session.id());
                case DROPPED -> dropped.add(session.id());
                case NOT_MEANT -> {}
            }
        }
        if (!offered.isEmpty() || !dropped.isEmpty()) {
            ledger.beside(track, unit, offered, dropped);
        }
    }
}
