package org.lidless.web.media;

import java.util.List;
import java.util.Locale;
import org.lidless.domain.TimeSpan;
import org.lidless.wire.Rfc3339;

/// Playlists of HTTP Live Streaming (RFC 8216 and *HTTP Live Streaming 2nd Edition*, with its low-latency
/// parts). Pure.
final class HlsPlaylist {

    /// A player stays so many parts behind the newest.
    private static final int HOLD_BACK_PARTS = 3;
    /// Parts are named for the newest segments only.
    private static final int WITH_PARTS = 3;

    private HlsPlaylist() {}

    /// @param segments oldest first, the last one growing
    /// @param seconds  how long segments are at most, rounded; always the same
    /// @param partUs   how long parts are
    /// @param cutsGone how many discontinuities have left the list
    /// @param suffix   put behind each address
    static String of(List<HlsSegment> segments, long seconds, long partUs, long cutsGone, String suffix) {
        StringBuilder out = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:9\n");
        out.append("#EXT-X-TARGETDURATION:").append(seconds).append('\n');
        out.append("#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=")
                .append(seconds(HOLD_BACK_PARTS * partUs))
                .append('\n');
        out.append("#EXT-X-PART-INF:PART-TARGET=").append(seconds(partUs)).append('\n');
        out.append("#EXT-X-MEDIA-SEQUENCE:")
                .append(segments.getFirst().number())
                .append('\n');
        out.append("#EXT-X-DISCONTINUITY-SEQUENCE:").append(cutsGone).append('\n');
        String head = "";
        for (int i = 0; i < segments.size(); i++) {
            HlsSegment each = segments.get(i);
            if (each.isCut()) {
                out.append("#EXT-X-DISCONTINUITY\n");
            }
            if (!each.head().equals(head)) {
                head = each.head();
                out.append("#EXT-X-MAP:URI=\"h")
                        .append(head)
                        .append(".mp4")
                        .append(suffix)
                        .append("\"\n");
            }
            out.append("#EXT-X-PROGRAM-DATE-TIME:")
                    .append(Rfc3339.millis(TimeSpan.instant(each.timeUs())))
                    .append('\n');
            segment(out, each, i >= segments.size() - WITH_PARTS, suffix);
        }
        HlsSegment last = segments.getLast();
        out.append("#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"p")
                .append(last.number())
                .append('.')
                .append(last.parts().size())
                .append(".mp4")
                .append(suffix)
                .append("\"\n");
        return out.toString();
    }

    private static void segment(StringBuilder out, HlsSegment each, boolean withParts, String suffix) {
        for (int i = 0; withParts && i < each.parts().size(); i++) {
            HlsSegment.Part part = each.parts().get(i);
            out.append("#EXT-X-PART:DURATION=").append(seconds(part.durationUs()));
            out.append(",URI=\"p")
                    .append(each.number())
                    .append('.')
                    .append(i)
                    .append(".mp4")
                    .append(suffix);
            out.append(part.independent() ? "\",INDEPENDENT=YES\n" : "\"\n");
        }
        if (each.durationUs() >= 0) {
            out.append("#EXTINF:").append(seconds(each.durationUs())).append(",\n");
            out.append('s').append(each.number()).append(".mp4").append(suffix).append('\n');
        }
    }

    /// One that names the playlist of the stream, for players that choose by codec.
    static String master(String codecs, int width, int height, String suffix) {
        return "#EXTM3U\n#EXT-X-VERSION:9\n#EXT-X-STREAM-INF:BANDWIDTH=8000000,CODECS=\"" + codecs + "\",RESOLUTION="
                + width + "x" + height + "\nindex.m3u8" + suffix + "\n";
    }

    private static String seconds(long us) {
        return String.format(Locale.ROOT, "%.5f", us / 1e6);
    }
}
