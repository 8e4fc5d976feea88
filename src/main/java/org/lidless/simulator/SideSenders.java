package org.lidless.simulator;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The tracks beside the pictures that one client has set up: how each is numbered, and where it goes.
final class SideSenders {

    private record Sending(TransportChoice to, RtpSender sender) {}

    private final SortedMap<Integer, Sending> byTrack = new TreeMap<>();

    /// Whether this track, from 0, is set up.
    boolean has(int track) {
        return byTrack.containsKey(track);
    }

    void add(int track, TransportChoice to, RtpSender sender) {
        byTrack.put(track, new Sending(to, sender));
    }

    /// Sends a unit.
    ///
    /// @param ticks on the track's clock, at which it begins
    MediaSession.Outcome send(int track, long ticks, List<Payload> payloads, MediaSession.Line line) {
        Sending one = byTrack.get(track);
        if (one == null) {
            return MediaSession.Outcome.NOT_MEANT;
        }
        List<ByteBuffer> packets = one.sender().packets(ticks, payloads);
        return line.sendBeside(one.to(), packets) ? MediaSession.Outcome.OFFERED : MediaSession.Outcome.DROPPED;
    }
}
