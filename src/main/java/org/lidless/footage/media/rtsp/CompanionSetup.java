package org.lidless.footage.media.rtsp;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.lidless.footage.media.rtp.CompanionOffer;
import org.lidless.footage.media.rtsp.CompanionView.Standing;

/// Sets up the tracks that go with the video, one after the other, in the same session and by the same way. Whatever
/// the camera answers, or does not, the video goes on: a track that cannot be set up is left out.
///
/// Over datagrams each has a pair of ports of its own, which the shell binds before it is asked for.
final class CompanionSetup {

    /// How long the video waits for the answer, µs.
    static final long ANSWER_US = 2_000_000;

    private static final int CHANNEL_MAX = 254;

    /// A track that was set up.
    ///
    /// @param transport what the camera answered
    /// @param channel   of its RTP, when interleaved
    /// @param pair      of ports that it comes to over datagrams, from 1; 0 is the video's
    record Placed(CompanionOffer offer, TransportAnswer transport, int channel, int pair) {}

    private final Requests requests;
    private final boolean isAudioWanted;
    private final boolean isLeftOut;
    private final List<Placed> placed = new ArrayList<>();
    private final List<CompanionView> others = new ArrayList<>();
    private List<SessionDescription.Further> wanted = List.of();
    private String base = "";
    private boolean isInterleaved;
    private int videoChannel;
    private int next;
    private int channel;
    private int pairs;
    private int asked;

    /// @param isAudioWanted whether the settings want sound
    /// @param isLeftOut     whether an earlier session brought no picture when it asked for more
    CompanionSetup(Requests requests, boolean isAudioWanted, boolean isLeftOut) {
        this.requests = requests;
        this.isAudioWanted = isAudioWanted;
        this.isLeftOut = isLeftOut;
    }

    /// What the description offers.
    void offer(List<SessionDescription.Further> further, String baseUrl) {
        List<SessionDescription.Further> takes = new ArrayList<>();
        for (SessionDescription.Further each : further) {
            if (each.isAudio() && !isAudioWanted) {
                leave(each, Standing.OFF);
            } else if (each.offer().isEmpty()) {
                leave(each, Standing.UNKNOWN);
            } else if (isLeftOut) {
                leave(each, Standing.LEFT_OUT);
            } else {
                takes.add(each);
            }
        }
        wanted = takes;
        base = baseUrl;
    }

    private void leave(SessionDescription.Further each, Standing why) {
        others.add(new CompanionView(each.isAudio(), each.name(), why, 0, 0, Long.MIN_VALUE));
    }

    /// The video is set up so. To a group, no companions are asked for.
    void begin(TransportAnswer video) {
        isInterleaved = video.interleaved();
        videoChannel = video.rtpChannel();
        channel = (Math.max(video.rtpChannel(), video.rtcpChannel()) | 1) + 1;
        next = 0;
        if (video.group().isPresent()) {
            giveUp();
        }
    }

    /// Whether there is one to ask for.
    boolean hasNext() {
        return next < wanted.size() && channel <= CHANNEL_MAX;
    }

    /// Whether a pair of ports is needed before [#send].
    boolean wantsPorts() {
        return !isInterleaved;
    }

    /// Asks for the next one.
    ///
    /// @param rtpPort the even one of the pair that was bound for it, over datagrams
    void send(int rtpPort, long nowUs) {
        String way = isInterleaved
                ? "RTP/AVP/TCP;unicast;interleaved=" + channel + "-" + (channel + 1)
                : "RTP/AVP;unicast;client_port=" + rtpPort + "-" + (rtpPort + 1);
        pairs += isInterleaved ? 0 : 1;
        asked++;
        String url = ControlUrl.candidates(base, wanted.get(next).control().orElse(""))
                .getFirst();
        requests.send("SETUP", url, RtspHeaders.NONE.with("Transport", way), nowUs);
    }

    /// The camera answered.
    void answered(RtspMessage.Response answer) {
        SessionDescription.Further each = wanted.get(next);
        TransportAnswer told =
                TransportAnswer.parse(answer.headers().first("Transport").orElse(""), isInterleaved);
        if (answer.status() / 100 == 2
                && told.interleaved() == isInterleaved
                && told.group().isEmpty()) {
            int on = told.rtpChannel();
            boolean isTaken = on == videoChannel
                    || on == videoChannel + 1
                    || placed.stream().anyMatch(other -> other.channel() == on);
            placed.add(new Placed(each.offer().orElseThrow(), told, isTaken ? channel : on, pairs));
        } else {
            leave(each, Standing.REFUSED);
        }
        next++;
        channel += 2;
    }

    /// The camera does not answer, or there are no ports: no more of this.
    void giveUp() {
        wanted.subList(Math.min(next, wanted.size()), wanted.size()).forEach(each -> leave(each, Standing.REFUSED));
        next = wanted.size();
    }

    /// Those that were set up.
    List<Placed> placed() {
        return placed;
    }

    /// The camera's port of a track that comes to this pair.
    OptionalInt serverRtpPort(int pair) {
        return placed.stream()
                .filter(each -> each.pair() == pair)
                .map(each -> each.transport().rtpPort())
                .findFirst()
                .orElse(OptionalInt.empty());
    }

    /// Those that were not, and why.
    List<CompanionView> others() {
        return others;
    }

    /// Whether the camera was asked for any.
    boolean hasAsked() {
        return asked > 0;
    }
}
