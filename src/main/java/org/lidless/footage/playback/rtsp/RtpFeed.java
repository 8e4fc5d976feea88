package org.lidless.footage.playback.rtsp;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lidless.footage.media.CompanionFrame;
import org.lidless.footage.media.ParameterSet;
import org.lidless.footage.media.Sample;
import org.lidless.footage.media.VideoCodec;
import org.lidless.footage.media.VideoParameters;
import org.lidless.footage.media.codec.ParameterSets;
import org.lidless.footage.media.mp4.CompanionAxis;
import org.lidless.footage.media.rtp.CompanionPayloads;
import org.lidless.footage.media.rtp.Payloads;
import org.lidless.footage.media.rtp.RtpSender;
import org.lidless.footage.media.rtp.VideoPayloads;
import org.lidless.footage.playback.live.LiveItem.Picture;
import org.lidless.footage.timeline.alignment.SampleMark;

/// Makes the RTP of a session's tracks of the samples that a viewer is brought, and says in sender reports which
/// moment is which. One thread.
public final class RtpFeed {

    /// How often tracks are reported on, of the camera's time.
    static final long REPORT_US = 5_000_000;

    private static final int LENGTH_BYTES = 4;

    private final RtspTracks tracks;
    private final RtpAxis axis;
    private final Map<Integer, RtpSender> senders = new TreeMap<>();
    private final Map<Integer, CompanionAxis> places = new TreeMap<>();
    private final Map<Integer, Long> reportedUs = new TreeMap<>();
    private VideoParameters told;
    private @Nullable SampleMark last;

    /// @param isLive whether what is missing takes as long as it lasted
    public RtpFeed(RtspTracks tracks, boolean isLive) {
        this.tracks = tracks;
        this.axis = new RtpAxis(isLive);
        this.told = tracks.video();
    }

    /// A track is wanted, and its packets go there.
    public void add(int track, RtpSender sender) {
        senders.put(track, sender);
        if (track > 0) {
            places.put(track, new CompanionAxis(tracks.beside().get(track - 1)));
        }
    }

    /// RTP time at which a track goes on.
    public long nextTime(int track) {
        RtpSender sender = senders.get(track);
        if (sender == null) {
            throw new IllegalArgumentException("track " + track + " is not wanted");
        }
        long rate = track == 0
                ? Sample.TICKS_PER_SECOND
                : tracks.beside().get(track - 1).rate();
        return sender.time(axis.next() * rate / Sample.TICKS_PER_SECOND);
    }

    /// What comes next goes on where the last sample ended, whatever lies between.
    public void resume() {
        axis.resume();
    }

    /// When the sample that went last is decoded, site time, µs; -1 before the first.
    public long lastUs() {
        SampleMark known = last;
        return known == null ? -1 : known.decodeUs();
    }

    /// Whether a session that was described as this one was can bring this sample.
    public boolean fits(Picture picture) {
        return picture.sample().parameters().codec() == tracks.video().codec();
    }

    /// Sends a sample and what goes with it.
    public void take(Picture picture) {
        Sample placed = axis.place(picture);
        last = picture.sample().mark();
        RtpSender video = senders.get(0);
        if (video != null) {
            VideoParameters now = picture.sample().parameters();
            long ticks = placed.presentationTicks();
            if (picture.key() && !now.equals(told)) {
                if (!ParameterSets.meanTheSame(told, now)) {
                    parameters(now, video, ticks);
                }
                told = now;
            }
            VideoPayloads.cut(now.codec(), picture.sample().bytes(), VideoPayloads.BYTES_USUAL, video.at(ticks));
            report(0, placed.timeUs(), ticks);
        }
        for (CompanionFrame frame : placed.companions()) {
            companion(frame, placed);
        }
    }

    /// Others than were described: a player learns of them in band, before the key sample.
    private static void parameters(VideoParameters now, RtpSender video, long ticks) {
        Payloads unmarked = (bytes, _, later) -> video.at(ticks).next(bytes, false, later);
        boolean hasUnits = now.codec() == VideoCodec.H264 || now.codec() == VideoCodec.H265;
        for (ParameterSet set : hasUnits ? now.parameterSets() : List.<ParameterSet>of()) {
            ByteBuffer one = ByteBuffer.allocate(LENGTH_BYTES + set.size());
            one.putInt(set.size()).put(set.bytes()).flip();
            VideoPayloads.cut(now.codec(), one, VideoPayloads.BYTES_USUAL, unmarked);
        }
    }

    private void companion(CompanionFrame frame, Sample placed) {
        int track = 1 + tracks.beside().indexOf(frame.of());
        RtpSender sender = senders.get(track);
        CompanionAxis place = places.get(track);
        if (track == 0 || sender == null || place == null) {
            return;
        }
        long begin = place.place(frame, placed);
        if (begin != CompanionAxis.TWICE) {
            CompanionPayloads.cut(frame, VideoPayloads.BYTES_USUAL, sender.at(begin));
            report(track, frame.timeUs(), begin);
        }
    }

    private void report(int track, long wallUs, long ticks) {
        Long before = reportedUs.get(track);
        RtpSender sender = senders.get(track);
        if (sender != null && (before == null || Math.abs(wallUs - before) >= REPORT_US)) {
            reportedUs.put(track, wallUs);
            sender.report(wallUs, ticks);
        }
    }

    /// Nothing more comes.
    public void end() {
        senders.values().forEach(RtpSender::bye);
    }
}
