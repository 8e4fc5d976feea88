package org.lidless.footage.playback;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.lidless.domain.NodeId;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.media.Sample;
import org.lidless.footage.media.VideoCodec;
import org.lidless.footage.media.mp4.PlayerMovie;
import org.lidless.footage.timeline.Item;
import org.lidless.footage.timeline.SampleReader;
import org.lidless.footage.timeline.Timeline;

/// One picture out of the archive: a key sample, as the shortest of movies, or, of MJPEG, as it is. Nothing is
/// encoded.
///
/// @param mime     `video/mp4` or `image/jpeg`
/// @param timeUs   when it was shown, site time, µs
/// @param recorder who recorded it
public record Still(ByteBuffer bytes, String mime, long timeUs, NodeId recorder) {

    private static final int LASTS_TICKS = Sample.TICKS_PER_SECOND;

    /// The key sample at or before a moment, or, where nothing is before it that reaches it, the next one within
    /// a minute. Waits for the footage.
    public static Optional<Still> at(Timeline timeline, StreamId stream, long atUs) {
        TimeSpan span = new TimeSpan(atUs, atUs + 60_000_000);
        try (SampleReader reader = timeline.read(stream, span)) {
            for (Optional<Item> item = reader.next(); item.isPresent(); item = reader.next()) {
                if (item.get() instanceof Item.SampleItem sample
                        && sample.sample().key()) {
                    return Optional.of(of(sample));
                }
            }
        }
        return Optional.empty();
    }

    private static Still of(Item.SampleItem item) {
        Sample sample = item.sample();
        if (item.parameters().codec() == VideoCodec.MJPEG) {
            ByteBuffer copy = ByteBuffer.allocate(item.bytes().remaining());
            copy.put(item.bytes().duplicate()).flip();
            return new Still(copy, "image/jpeg", sample.timeUs(), item.recorder());
        }
        Sample alone = new Sample(0, 0, 0, sample.timeUs(), LASTS_TICKS, true, sample.size());
        ByteBuffer head = PlayerMovie.videoHead(item.parameters());
        ByteBuffer fragment = PlayerMovie.videoFragment(0, 1, alone, item.bytes());
        ByteBuffer whole = ByteBuffer.allocate(head.remaining() + fragment.remaining());
        whole.put(head).put(fragment).flip();
        return new Still(whole, "video/mp4", sample.timeUs(), item.recorder());
    }
}
