package org.lidless.footage.media.rtsp;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lidless.footage.media.SampleSink;
import org.lidless.footage.media.rtp.RtpCounts;
import org.lidless.footage.media.rtp.RtpReceiver;
import org.lidless.footage.media.rtp.VideoTrack;

/// The media side of a session: gives packets to the receiver, sends its reports, and judges silence. A receiver
/// report goes out every 4 s (some cameras stop without one), the first after 2 s.
final class Media {

    private static final long FIRST_REPORT_US = 2_000_000;
    private static final long REPORT_US = 4_000_000;

    private final SampleSink sink;
    private final int ownSsrc;
    private final Outbox outbox;
    private final RtspPatience patience;
    private @Nullable RtpReceiver receiver;
    private final CompanionMedia companions;
    private boolean datagrams;
    private int rtpChannel;
    private int rtcpChannel;
    private long unassigned;
    private long playingSinceUs = Long.MAX_VALUE;
    private boolean isFinished;
    private long reportDueUs = Long.MAX_VALUE;
    private long samplesSeen;
    private long sampleUs;

    Media(SampleSink sink, int ownSsrc, Outbox outbox, RtspPatience patience) {
        this.sink = sink;
        this.companions = new CompanionMedia(sink);
        this.ownSsrc = ownSsrc;
        this.outbox = outbox;
        this.patience = patience;
    }

    /// SETUP is answered: packets may come from now on, even before PLAY is answered.
    void expect(VideoTrack track, TransportAnswer transport, RtspReader reader, long nowUs) {
        if (transport.interleaved()) {
            reader.expectChannels(Math.max(transport.rtpChannel(), transport.rtcpChannel()));
        }
        datagrams = !transport.interleaved();
        rtpChannel = transport.rtpChannel();
        rtcpChannel = transport.rtcpChannel();
        receiver = new RtpReceiver(track.withSsrc(transport.ssrc()), sink, datagrams, ownSsrc, nowUs);
    }

    void begin(long nowUs) {
        playingSinceUs = nowUs;
        sampleUs = nowUs;
        reportDueUs = nowUs + FIRST_REPORT_US;
    }

    void frame(ByteBuffer in, int channel, int start, int end, long nowUs) {
        RtpReceiver to = receiver;
        if (isFinished) {
            return;
        }
        if (to == null || datagrams) {
            unassigned++;
        } else if (channel == rtpChannel) {
            to.rtp(in, start, end, nowUs);
        } else if (channel == rtcpChannel) {
            to.rtcp(in, start, end, nowUs);
        } else if (!companions.frame(in, channel, start, end, nowUs)) {
            unassigned++;
        }
    }

    /// The tracks that go with the video.
    CompanionMedia companions() {
        return companions;
    }

    /// How these fare, and those that were not set up.
    List<CompanionView> companions(CompanionSetup setup, long nowUs) {
        List<CompanionView> all = companions.views(playingSinceUs, patience.silenceUs(), nowUs);
        all.addAll(setup.others());
        return all;
    }

    /// @param pair of ports that it came to; 0 is the video's
    void datagram(int pair, boolean rtcp, ByteBuffer packet, long nowUs) {
        RtpReceiver to = receiver;
        if (to == null || !datagrams) {
            unassigned++;
        } else if (pair > 0) {
            unassigned += rtcp || companions.datagram(pair, packet, nowUs) ? 0 : 1;
        } else if (rtcp) {
            to.rtcp(packet, packet.position(), packet.limit(), nowUs);
        } else {
            to.rtp(packet, packet.position(), packet.limit(), nowUs);
        }
        packet.position(packet.limit());
    }

    /// Sends a report when it is due, and lets late datagrams go.
    void onTimer(long nowUs) {
        RtpReceiver to = receiver;
        if (to == null) {
            return;
        }
        to.onTimer(nowUs);
        companions.onTimer(nowUs);
        if (nowUs < reportDueUs) {
            return;
        }
        reportDueUs = nowUs + REPORT_US;
        Optional<ByteBuffer> report = to.receiverReport(nowUs);
        if (report.isEmpty()) {
            return;
        }
        if (datagrams) {
            outbox.datagram(report.get());
        } else {
            outbox.frame(rtcpChannel, report.get());
        }
    }

    /// Why the media is not as it must be, if so.
    Optional<RtspEnd> verdict(long nowUs, Endings endings) {
        RtpReceiver from = receiver;
        if (from == null || playingSinceUs == Long.MAX_VALUE) {
            return Optional.empty();
        }
        if (isStopped()) {
            return Optional.of(endings.stopped());
        }
        if (nowUs >= silentAtUs(from)) {
            boolean ever = from.packets() > 0;
            long seconds = (ever ? patience.silenceUs() : patience.firstMediaUs()) / 1_000_000;
            return Optional.of(endings.silent(ever, seconds, datagrams));
        }
        long samples = from.counts(0, 0).samples();
        if (samples != samplesSeen || from.packets() == 0) {
            samplesSeen = samples;
            sampleUs = nowUs;
        }
        if (nowUs - sampleUs >= patience.firstMediaUs() + patience.silenceUs()) {
            return Optional.of(endings.garbage("packets come, but there is no picture in them"));
        }
        return Optional.empty();
    }

    private long silentAtUs(RtpReceiver from) {
        return from.packets() == 0
                ? playingSinceUs + patience.firstMediaUs()
                : Math.max(from.lastMediaUs(), playingSinceUs) + patience.silenceUs();
    }

    long nextTimerUs() {
        RtpReceiver from = receiver;
        if (from == null) {
            return Long.MAX_VALUE;
        }
        long silent = playingSinceUs == Long.MAX_VALUE ? Long.MAX_VALUE : silentAtUs(from);
        long late = Math.min(from.nextTimerUs(), companions.nextTimerUs());
        return Math.min(Math.min(reportDueUs, silent), late);
    }

    /// Whether the camera said goodbye.
    boolean isStopped() {
        RtpReceiver from = receiver;
        return from != null && from.isBye();
    }

    boolean anyCame() {
        RtpReceiver from = receiver;
        return from != null && from.packets() > 0;
    }

    void finish() {
        RtpReceiver from = receiver;
        isFinished = true;
        if (from != null) {
            companions.finish();
            from.flush();
        }
    }

    RtpCounts counts(long garbage) {
        RtpReceiver from = receiver;
        return from == null
                ? new RtpCounts(0, 0, 0, 0, unassigned, garbage, 0, 0, 0)
                : from.counts(unassigned, garbage);
    }
}
