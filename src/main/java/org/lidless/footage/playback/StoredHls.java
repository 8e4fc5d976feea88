package org.lidless.footage.playback;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.media.Sample;
import org.lidless.footage.media.VideoCodec;
import org.lidless.footage.media.mp4.PlayerMovie;
import org.lidless.footage.timeline.Item;
import org.lidless.footage.timeline.Item.SampleItem;
import org.lidless.footage.timeline.SampleReader;
import org.lidless.footage.timeline.Stretch;
import org.lidless.footage.timeline.Timeline;
import org.lidless.footage.timeline.alignment.SampleMark;

/// Stored footage for players of HTTP Live Streaming: a playlist of a whole span, and its segments, made when they are
/// asked for and never kept. A segment is what is decoded between two moments: nothing need be read to know where
/// segments begin, and any server answers the same. One of them need not begin with a key sample, but the first one and
/// the first behind each gap do. Video alone. Any thread.
public final class StoredHls {

    /// The longest playlist.
    public static final long SPAN_MAX_US = 86_400_000_000L;

    /// How long a segment is, at most.
    public static final long SEGMENT_US = 6_000_000;

    private final Timeline timeline;

    public StoredHls(Timeline timeline) {
        this.timeline = timeline;
    }

    /// Addresses of files beside the playlist.
    ///
    /// @param suffix put behind each
    private record Names(long baseUs, String suffix) {

        String head(long fromUs) {
            return "h" + fromUs + ".mp4" + suffix;
        }

        String segment(TimeSpan span) {
            return "s" + baseUs + "-" + span.fromUs() + "-" + span.toUs() + ".mp4" + suffix;
        }
    }

    /// The playlist of a span (RFC 8216 section 4.3). What is missing or away is left out: there the playlist has a
    /// discontinuity, the moment at which it goes on, and what is missing and why as a date range
    /// (section 4.3.2.7).
    ///
    /// @param suffix put behind each address
    /// @throws ProblemException when the span is too long, or nothing of it can be played
    public String playlist(StreamId stream, TimeSpan span, String suffix) {
        if (span.isEmpty() || span.durationUs() > SPAN_MAX_US) {
            throw ProblemCode.REQUEST_REFUSED.because(
                    "A playlist is longer than nothing and at most a day.",
                    "Safe: nothing was changed.",
                    "Ask for a shorter one, or start an export.");
        }
        Sample first =
                first(stream, span).orElseThrow(() -> nothing(stream, span)).sample();
        TimeSpan whole = new TimeSpan(Math.min(span.fromUs(), decodeUs(first)), span.toUs());
        List<Stretch> stretches = timeline.of(stream, whole);
        var out = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-PLAYLIST-TYPE:VOD\n");
        out.append("#EXT-X-TARGETDURATION:").append(SEGMENT_US / 1_000_000).append("\n#EXT-X-MEDIA-SEQUENCE:0\n");
        Names names = new Names(whole.fromUs(), suffix);
        boolean isBegun = false;
        for (Stretch each : stretches) {
            if (each instanceof Stretch.Have have) {
                have(have.span(), names, isBegun, out);
                isBegun = true;
            } else {
                lacking(each, out);
            }
        }
        return out.append("#EXT-X-ENDLIST\n").toString();
    }

    private static void have(TimeSpan span, Names names, boolean isCut, StringBuilder out) {
        out.append(isCut ? "#EXT-X-DISCONTINUITY\n" : "");
        out.append("#EXT-X-MAP:URI=\"").append(names.head(span.fromUs())).append("\"\n");
        out.append("#EXT-X-PROGRAM-DATE-TIME:").append(moment(span.fromUs())).append('\n');
        for (long atUs = span.fromUs(); atUs < span.toUs(); atUs += SEGMENT_US) {
            TimeSpan segment = new TimeSpan(atUs, Math.min(span.toUs(), atUs + SEGMENT_US));
            out.append("#EXTINF:").append(seconds(segment)).append(",\n");
            out.append(names.segment(segment)).append('\n');
        }
    }

    private static void lacking(Stretch stretch, StringBuilder out) {
        String cause = switch (stretch) {
            case Stretch.Have have -> throw new IllegalArgumentException("nothing is lacking in " + have);
            case Stretch.Missing missing ->
                "CLASS=\"org.lidless.gap\",X-CAUSE=\"" + missing.cause().word() + "\"";
            case Stretch.Away away -> "CLASS=\"org.lidless.away\",X-HOLDER=\"" + away.holder() + "\"";
        };
        TimeSpan span = stretch.span();
        out.append("#EXT-X-DATERANGE:ID=\"").append(span.fromUs()).append("\",START-DATE=\"");
        out.append(moment(span.fromUs())).append("\",DURATION=").append(seconds(span));
        out.append(',').append(cause).append('\n');
    }

    private static String moment(long us) {
        return TimeSpan.instant(us / 1_000 * 1_000).toString();
    }

    private static String seconds(TimeSpan span) {
        return String.format(Locale.ROOT, "%.5f", span.durationUs() / 1e6);
    }

    /// The sample with which reading a span begins; empty when nothing of it can be played so.
    private Optional<SampleItem> first(StreamId stream, TimeSpan span) {
        try (SampleReader reader = timeline.read(stream, span)) {
            for (Optional<Item> item = reader.next(); item.isPresent(); item = reader.next()) {
                if (item.get() instanceof SampleItem sample) {
                    return Optional.of(sample).filter(each -> each.parameters().codec() != VideoCodec.MJPEG);
                }
            }
        }
        return Optional.empty();
    }

    private static long decodeUs(Sample sample) {
        return sample.timeUs() - SampleMark.usOf(sample.presentationTicks() - sample.decodeTicks());
    }

    /// The beginning (`ftyp`, `moov`) for segments from a moment on.
    public ByteBuffer head(StreamId stream, long fromUs) {
        TimeSpan span = new TimeSpan(fromUs, fromUs + SEGMENT_US);
        return PlayerMovie.videoHead(
                first(stream, span).orElseThrow(() -> nothing(stream, span)).parameters());
    }

    /// Where a segment goes.
    public interface Outlet {
        OutputStream open() throws IOException;
    }

    /// Writes a segment, sample by sample: memory is that of one.
    ///
    /// @param baseUs where the playlist begins: times count from there
    /// @param outlet asked when the first sample is there
    /// @throws ProblemException when there is none
    public void segment(StreamId stream, long baseUs, TimeSpan span, Outlet outlet) throws IOException {
        try (SampleReader reader = timeline.read(stream, span)) {
            Cut cut = new Cut(baseUs, span, outlet);
            for (Optional<Item> item = reader.next(); item.isPresent(); item = reader.next()) {
                if (item.get() instanceof SampleItem sample) {
                    cut.take(sample);
                }
            }
            cut.end();
            if (!cut.isBegun()) {
                throw nothing(stream, span);
            }
        }
    }

    /// Cuts one segment: each sample lasts until the next one, so one is held back. One thread.
    private static final class Cut {

        private final long baseUs;
        private final TimeSpan span;
        private final Outlet outlet;
        private final List<OutputStream> opened = new ArrayList<>(1);
        private final List<Held> held = new ArrayList<>(1);
        private int sequence;

        /// A sample and a copy of its bytes.
        private record Held(Sample sample, ByteBuffer bytes) {}

        Cut(long baseUs, TimeSpan span, Outlet outlet) {
            this.baseUs = baseUs;
            this.span = span;
            this.outlet = outlet;
        }

        boolean isBegun() {
            return !opened.isEmpty();
        }

        /// What comes before the span was only read to find the samples that belong to it.
        void take(SampleItem item) throws IOException {
            Sample sample = item.sample();
            long decodeUs = decodeUs(sample);
            if (decodeUs < span.fromUs() || decodeUs < baseUs) {
                return;
            }
            long lead = sample.presentationTicks() - sample.decodeTicks();
            long ticks = SampleMark.ticksOf(decodeUs - baseUs);
            if (!held.isEmpty()) {
                ticks = Math.max(ticks, held.getFirst().sample().decodeTicks() + 1);
                write(ticks);
            }
            ByteBuffer bytes = ByteBuffer.allocate(item.bytes().remaining());
            bytes.put(item.bytes().duplicate()).flip();
            held.add(new Held(sample.at(ticks, ticks + lead), bytes));
        }

        private void write(long untilTicks) throws IOException {
            Held each = held.removeFirst();
            Sample is = each.sample();
            Sample lasting = new Sample(
                    is.number(),
                    is.decodeTicks(),
                    is.presentationTicks(),
                    is.timeUs(),
                    (int) Math.min(Integer.MAX_VALUE, untilTicks - is.decodeTicks()),
                    is.key(),
                    is.size());
            if (opened.isEmpty()) {
                opened.add(outlet.open());
            }
            ByteBuffer made = PlayerMovie.videoFragment(0, ++sequence, lasting, each.bytes());
            opened.getFirst().write(made.array(), made.arrayOffset() + made.position(), made.remaining());
        }

        void end() throws IOException {
            if (!held.isEmpty()) {
                Sample last = held.getFirst().sample();
                write(last.decodeTicks() + Math.max(1, last.durationTicks()));
            }
        }
    }

    private static ProblemException nothing(StreamId stream, TimeSpan span) {
        return ProblemCode.NOTHING_FOUND.because(
                "There is nothing of " + stream + " in " + span + " that can be played by HLS.",
                "The timeline says what is missing there, and why; MJPEG plays over the live socket only.",
                "Look at the timeline for what there is.");
    }
}
