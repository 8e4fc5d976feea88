package org.lidless.footage.media.rtsp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lidless.footage.media.SampleSink;
import org.lidless.footage.media.rtp.CompanionReceiver;
import org.lidless.footage.media.rtsp.CompanionView.Standing;

/// The tracks that go with the video while it plays: gives each its packets, and judges how it fares. Nothing that they
/// do ends the session.
final class CompanionMedia {

    private final SampleSink sink;
    /// By the channel of their RTP, or by their pair of ports.
    private final Map<Integer, CompanionReceiver> receivers = new TreeMap<>();
    private boolean isInterleaved = true;

    CompanionMedia(SampleSink sink) {
        this.sink = sink;
    }

    /// Some were set up: packets may come from now on.
    void expect(CompanionSetup setup, RtspReader reader) {
        for (CompanionSetup.Placed each : setup.placed()) {
            isInterleaved = each.transport().interleaved();
            if (isInterleaved) {
                reader.expectChannels(each.channel() + 1);
            }
            receivers.computeIfAbsent(
                    isInterleaved ? each.channel() : each.pair(),
                    _ -> new CompanionReceiver(each.offer(), sink, !isInterleaved));
        }
    }

    /// Takes what came on a channel; false when it is nobody's.
    boolean frame(ByteBuffer in, int channel, int start, int end, long nowUs) {
        CompanionReceiver to = isInterleaved ? receivers.get(channel) : null;
        if (to != null) {
            to.rtp(in, start, end, nowUs);
        }
        return to != null || (isInterleaved && receivers.containsKey(channel - 1));
    }

    /// Takes a datagram of RTP; false when it is nobody's.
    boolean datagram(int pair, ByteBuffer packet, long nowUs) {
        CompanionReceiver to = isInterleaved ? null : receivers.get(pair);
        if (to != null) {
            to.rtp(packet, packet.position(), packet.limit(), nowUs);
        }
        return to != null;
    }

    /// Lets late datagrams go.
    void onTimer(long nowUs) {
        receivers.values().forEach(each -> each.onTimer(nowUs));
    }

    /// When [#onTimer] is due; `Long.MAX_VALUE` when it is not.
    long nextTimerUs() {
        return receivers.values().stream()
                .mapToLong(CompanionReceiver::nextTimerUs)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /// No packet will follow.
    void finish() {
        receivers.values().forEach(CompanionReceiver::flush);
    }

    /// How each fares.
    ///
    /// @param playingSinceUs when the session began to play; `Long.MAX_VALUE` while it does not
    /// @param silenceUs      how long it may be silent
    List<CompanionView> views(long playingSinceUs, long silenceUs, long nowUs) {
        List<CompanionView> views = new ArrayList<>();
        for (CompanionReceiver each : receivers.values()) {
            views.add(new CompanionView(
                    each.isAudio(),
                    each.track().codec().word(),
                    standing(each, playingSinceUs, silenceUs, nowUs),
                    each.frames(),
                    each.dropped(),
                    each.lastUs()));
        }
        return views;
    }

    private static Standing standing(CompanionReceiver of, long playingSinceUs, long silenceUs, long nowUs) {
        if (of.frames() > 0 && nowUs - of.lastUs() <= silenceUs) {
            return Standing.ARRIVING;
        }
        if (playingSinceUs == Long.MAX_VALUE || nowUs - playingSinceUs <= silenceUs) {
            return Standing.WAITING;
        }
        if (of.packets() > 0 && nowUs - of.lastPacketUs() <= silenceUs) {
            return Standing.UNREADABLE;
        }
        return of.isAudio() ? Standing.SILENT : Standing.WAITING;
    }
}
