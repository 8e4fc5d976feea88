package org.lidless.footage.media.rtsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.lidless.footage.media.rtp.CompanionOffer;
import org.lidless.footage.media.rtsp.CompanionView.Standing;

/// Sets up the tracks that go with the video, one after the other, in the same session and by the same way. Whatever
/// the camera answers, or does not, the video goes on: a track that cannot be set up is left out.
///
/// Over datagrams each has a pair of ports of its own, which the shell binds before it is asked for. By multicast each
/// has a group or a port of its own, which the camera says and the shell joins afterwards ([#toJoin]).
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
    private Optional<MulticastGroup> videoGroup = Optional.empty();
    private @Nullable Placed unjoined;
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

    /// The video is set up so.
    void begin(TransportAnswer video) {
        isInterleaved = video.interleaved();
        videoChannel = video.rtpChannel();
        channel = (Math.max(video.rtpChannel(), video.rtcpChannel()) | 1) + 1;
        next = 0;
        videoGroup = video.group();
    }

    /// Whether there is one to ask for.
    boolean hasNext() {
        return next < wanted.size() && channel <= CHANNEL_MAX;
    }

    /// Whether a pair of ports is needed before [#send].
    boolean wantsPorts() {
        return !isInterleaved && videoGroup.isEmpty();
    }

    /// Asks for the next one.
    ///
    /// @param rtpPort the even one of the pair that was bound for it, over datagrams
    void send(int rtpPort, long nowUs) {
        String way = videoGroup.isPresent() ? "RTP/AVP;multicast" : alone(rtpPort);
        pairs += wantsPorts() ? 1 : 0;
        asked++;
        String url = ControlUrl.candidates(base, wanted.get(next).control().orElse(""))
                .getFirst();
        requests.send("SETUP", url, RtspHeaders.NONE.with("Transport", way), nowUs);
    }

    private String alone(int rtpPort) {
        return isInterleaved
                ? "RTP/AVP/TCP;unicast;interleaved=" + channel + "-" + (channel + 1)
                : "RTP/AVP;unicast;client_port=" + rtpPort + "-" + (rtpPort + 1);
    }

    /// The camera answered.
    void answered(RtspMessage.Response answer) {
        SessionDescription.Further each = wanted.get(next);
        TransportAnswer told =
                TransportAnswer.parse(answer.headers().first("Transport").orElse(""), isInterleaved);
        if (answer.status() / 100 == 2
                && told.interleaved() == isInterleaved
                && told.group().isPresent() == videoGroup.isPresent()
                && !isTaken(told.group())) {
            place(each.offer().orElseThrow(), told);
        } else {
            leave(each, Standing.REFUSED);
        }
        next++;
        channel += 2;
    }

    /// Whether another track comes to that group and port already.
    private boolean isTaken(Optional<MulticastGroup> group) {
        return group.isPresent()
                && (group.equals(videoGroup)
                        || placed.stream()
                                .anyMatch(other -> other.transport().group().equals(group)));
    }

    private void place(CompanionOffer offer, TransportAnswer told) {
        int on = told.rtpChannel();
        boolean isTaken = on == videoChannel
                || on == videoChannel + 1
                || placed.stream().anyMatch(other -> other.channel() == on);
        if (told.group().isPresent()) {
            unjoined = new Placed(offer, told, on, placed.size() + 1);
        } else {
            placed.add(new Placed(offer, told, isTaken ? channel : on, pairs));
        }
    }

    /// The group that the shell must join before it goes on.
    Optional<MulticastGroup> toJoin() {
        return Optional.ofNullable(unjoined).flatMap(each -> each.transport().group());
    }

    /// The shell has joined it.
    void joined() {
        Placed each = unjoined;
        unjoined = null;
        if (each != null) {
            placed.add(each);
        }
    }

    /// The camera does not answer, or there are no ports: no more of this.
    void giveUp() {
        if (unjoined != null) {
            unjoined = null;
            leave(wanted.get(next - 1), Standing.REFUSED);
        }
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
