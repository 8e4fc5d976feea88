package org.lidless.web.media;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lidless.footage.playback.live.LiveItem;
import org.lidless.footage.playback.live.Piece;

/// Cuts a live stream for HLS: segments from key sample to key sample, and parts of them as they come. The first
/// segment says for good how long they are at most (RFC 8216 section 6.2.1: the target duration never changes); one
/// that would become longer is ended between two key samples. What has left the list can still be had for as long as
/// it lasts and as the longest list that had it (section 6.2.2). Guarded by its channel.
final class HlsCutter {

    static final int SEGMENTS_MAX = 8;
    /// The list is no longer than it must be when it has so much.
    static final long LISTED_BYTES_MAX = 4L << 20;
    /// Of all that can be had; beyond it what has left the list goes early, the oldest first.
    static final long BYTES_MAX = 10L << 20;

    private static final long PART_US = 300_000;
    private static final long FIRST_SEGMENT_US_MAX = 6_000_000;
    /// What is listed is never shorter than so many target durations (RFC 8216 section 6.2.2).
    private static final int LISTED_MIN = 3;

    private final Deque<HlsSegment> segments = new ArrayDeque<>();
    private final Deque<Unlisted> unlisted = new ArrayDeque<>();
    private final Map<String, byte[]> heads = new HashMap<>();
    private Piece.@Nullable Format format;
    private String head = "";
    private final ByteArrayOutputStream part = new ByteArrayOutputStream();
    private long partUs = -1;
    private boolean isPartIndependent;
    private long lastUs = -1;
    private long partTargetUs;
    private long targetSeconds;
    private long next;
    private long cutsGone;
    private boolean isBroken;

    /// What has left the list.
    ///
    /// @param untilUs how long it can be had, on the player's axis
    private record Unlisted(HlsSegment segment, long untilUs) {}

    /// Whether something came of it that somebody may wait for: a part, or a segment.
    boolean take(Piece piece) {
        return switch (piece) {
            case Piece.Format begun -> {
                format = begun;
                yield false;
            }
            case Piece.Media media ->
                switch (media.kind()) {
                    case VIDEO_HEAD -> head(media.message());
                    case VIDEO -> sample(media);
                    case SOUND_HEAD, SOUND, DOCUMENT -> false;
                };
            case Piece.From from -> breaks(from.seam() == LiveItem.Seam.KEY);
            case Piece.Note note -> breaks(!(note.item() instanceof LiveItem.Flowing));
        };
    }

    private boolean breaks(boolean isCut) {
        isBroken |= isCut;
        return false;
    }

    private boolean head(ByteBuffer bytes) {
        Piece.Format now = format;
        head = now == null ? "0" : now.name();
        heads.put(head, bytes(bytes));
        return false;
    }

    private static byte[] bytes(ByteBuffer of) {
        byte[] bytes = new byte[of.remaining()];
        of.duplicate().get(bytes);
        return bytes;
    }

    private boolean sample(Piece.Media media) {
        boolean isKey = media.of().key();
        long atUs = media.axisUs();
        long stepUs = lastUs < 0 ? 0 : Math.max(1, atUs - lastUs);
        if (partTargetUs == 0 && stepUs > 0) {
            long wholeUs = Math.max(1, Math.round((double) PART_US / stepUs)) * stepUs;
            // Steps differ by a microsecond.
            partTargetUs = Math.ceilDiv(wholeUs, 1_000L) * 1_000;
        }
        // One sample more would make it longer than the longest.
        boolean isFull = partTargetUs > 0 && atUs + stepUs - partUs > partTargetUs;
        boolean isEnded = partUs >= 0 && (isKey || isFull);
        if (isEnded) {
            endPart(atUs);
        }
        if (isKey || isOverdue(atUs)) {
            begin(media, atUs);
        }
        if (!segments.isEmpty()) {
            if (partUs < 0) {
                partUs = atUs;
                isPartIndependent = isKey;
            }
            part.writeBytes(bytes(media.message()));
        }
        lastUs = atUs;
        return isEnded;
    }

    /// Whether another part would make the segment longer than all were said to be.
    private boolean isOverdue(long atUs) {
        if (partUs >= 0 || segments.isEmpty()) {
            return false;
        }
        long lastsUs = atUs + partTargetUs - segments.getLast().beginUs();
        return lastsUs > (targetSeconds == 0 ? FIRST_SEGMENT_US_MAX : targetSeconds * 1_000_000 + 499_999);
    }

    private void begin(Piece.Media media, long atUs) {
        boolean isCut = false;
        if (!segments.isEmpty()) {
            HlsSegment before = segments.getLast();
            before.end(atUs);
            if (targetSeconds == 0) {
                targetSeconds = Math.max(1, Math.round(before.durationUs() / 1e6));
            }
            isCut = isBroken || !before.head().equals(head);
        }
        isBroken = false;
        segments.addLast(
                new HlsSegment(next++, atUs, media.of().sample().mark().timeUs(), head, isCut, new ArrayList<>()));
        long listUs = listedUs();
        segments.forEach(each -> each.listed(listUs));
        while (isTooMuch()) {
            HlsSegment gone = segments.removeFirst();
            cutsGone += gone.isCut() ? 1 : 0;
            unlisted.addLast(new Unlisted(gone, atUs + gone.durationUs() + gone.longestListUs()));
        }
        while (!unlisted.isEmpty() && (unlisted.getFirst().untilUs() <= atUs || bytes() > BYTES_MAX)) {
            unlisted.removeFirst();
        }
    }

    private long listedUs() {
        return segments.stream()
                .mapToLong(each -> Math.max(0, each.durationUs()))
                .sum();
    }

    private long listedBytes() {
        return segments.stream().mapToLong(HlsSegment::size).sum();
    }

    private long bytes() {
        return listedBytes()
                + unlisted.stream().mapToLong(each -> each.segment().size()).sum();
    }

    private boolean isTooMuch() {
        long leftUs = listedUs() - Math.max(0, segments.getFirst().durationUs());
        boolean isLong = segments.size() > SEGMENTS_MAX + 1 || listedBytes() > LISTED_BYTES_MAX;
        return (isLong && segments.size() > 2 && leftUs >= LISTED_MIN * targetSeconds * 1_000_000)
                || (listedBytes() > BYTES_MAX && segments.size() > 2);
    }

    private void endPart(long atUs) {
        if (!segments.isEmpty()) {
            segments.getLast().parts().add(new HlsSegment.Part(atUs - partUs, isPartIndependent, part.toByteArray()));
        }
        part.reset();
        partUs = -1;
    }

    /// Whether there is a playlist with this part of this segment in it.
    ///
    /// @param atPart number of the part; -1 for the whole segment
    boolean has(long segment, long atPart) {
        if (segments.size() < 2) {
            return false;
        }
        HlsSegment last = segments.getLast();
        return segment < last.number()
                || (segment == last.number() && atPart >= 0 && last.parts().size() > atPart);
    }

    /// Whether so much is listed that a player can begin as far from the end as it should (RFC 8216 section 6.3.3).
    boolean isLong() {
        return targetSeconds > 0 && listedUs() >= LISTED_MIN * targetSeconds * 1_000_000;
    }

    /// Whether a segment is the one that grows, or the one behind it.
    boolean isComing(long segment) {
        return segment >= next - 1 && segment <= next;
    }

    /// Empty while no segment is whole.
    ///
    /// @param suffix put behind each address
    Optional<String> playlist(String suffix) {
        return segments.size() < 2
                ? Optional.empty()
                : Optional.of(HlsPlaylist.of(List.copyOf(segments), targetSeconds, partTargetUs, cutsGone, suffix));
    }

    /// What kind of picture it is, once that is known.
    Optional<Piece.Format> format() {
        return Optional.ofNullable(format);
    }

    /// The beginning of this name.
    Optional<byte[]> begin(String name) {
        return Optional.ofNullable(heads.get(name));
    }

    /// @param atPart -1 for the whole segment
    Optional<byte[]> bytes(long segment, int atPart) {
        return Stream.concat(unlisted.stream().map(Unlisted::segment), segments.stream())
                .filter(each -> each.number() == segment)
                .findFirst()
                .flatMap(each -> each.bytes(atPart));
    }
}
