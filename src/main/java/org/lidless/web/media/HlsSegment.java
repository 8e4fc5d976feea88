package org.lidless.web.media;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;

/// A segment of a stream cut for HLS. Guarded by its channel.
final class HlsSegment {

    private final long number;
    private final long beginUs;
    private final long timeUs;
    private final String head;
    private final boolean isCut;
    private final List<Part> parts;
    private long durationUs = -1;
    private long longestListUs;

    /// A piece of it: how long it is on the player's axis, and whether a decoder can begin with it.
    static final class Part {

        private final long durationUs;
        private final boolean independent;
        private final byte[] bytes;

        Part(long durationUs, boolean independent, byte[] bytes) {
            this.durationUs = durationUs;
            this.independent = independent;
            this.bytes = bytes;
        }

        long durationUs() {
            return durationUs;
        }

        boolean independent() {
            return independent;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    /// @param timeUs when its first sample was taken, site time
    /// @param head   names the beginning that goes with it
    /// @param isCut  whether it does not follow the one before
    HlsSegment(long number, long beginUs, long timeUs, String head, boolean isCut, List<Part> parts) {
        this.number = number;
        this.beginUs = beginUs;
        this.timeUs = timeUs;
        this.head = head;
        this.isCut = isCut;
        this.parts = parts;
    }

    void end(long atUs) {
        durationUs = atUs - beginUs;
    }

    /// It is in a list that is so long.
    void listed(long listUs) {
        longestListUs = Math.max(longestListUs, listUs);
    }

    /// The longest list that had it.
    long longestListUs() {
        return longestListUs;
    }

    long number() {
        return number;
    }

    long beginUs() {
        return beginUs;
    }

    long timeUs() {
        return timeUs;
    }

    String head() {
        return head;
    }

    boolean isCut() {
        return isCut;
    }

    /// -1 while it grows.
    long durationUs() {
        return durationUs;
    }

    List<Part> parts() {
        return parts;
    }

    long size() {
        return parts.stream().mapToLong(part -> part.bytes().length).sum();
    }

    /// @param part its number, or -1 for the whole; empty when that has not come
    Optional<byte[]> bytes(int part) {
        if (part >= 0) {
            return part < parts.size() ? Optional.of(parts.get(part).bytes()) : Optional.empty();
        }
        if (durationUs < 0) {
            return Optional.empty();
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream((int) size());
        parts.forEach(each -> whole.writeBytes(each.bytes()));
        return Optional.of(whole.toByteArray());
    }
}
