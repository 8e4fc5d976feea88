package org.lidless.wire.node;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One range of bytes as HTTP writes it (RFC 9110 section 14).
///
/// @param from  first byte
/// @param count how many are wanted
record ByteRange(long from, int count) {

    /// Most bytes in one answer.
    static final int BYTES_MAX = 1 << 20;

    private static final Pattern REQUEST = Pattern.compile("bytes=(\\d{1,18})-(\\d{1,18})?");
    private static final Pattern ANSWER = Pattern.compile("bytes (?:\\d{1,18}-\\d{1,18}|\\*)/(\\d{1,18})");

    /// Reads a `Range` header; without an end, or with one too far away, it is as much as one answer holds. Empty
    /// when it is something else: several ranges, or a range from the end.
    static Optional<ByteRange> parse(String header) {
        Matcher parts = REQUEST.matcher(header);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long from = Long.parseLong(parts.group(1));
        long to = parts.group(2) == null ? Long.MAX_VALUE : Long.parseLong(parts.group(2));
        return to < from
                ? Optional.empty()
                : Optional.of(new ByteRange(from, (int) Math.min(to - from, BYTES_MAX - 1) + 1));
    }

    String header() {
        return "bytes=" + from + "-" + (from + count - 1);
    }

    /// The length of the whole file in a `Content-Range` header; empty when it is none.
    static Optional<Long> wholeLength(String header) {
        Matcher parts = ANSWER.matcher(header);
        return parts.matches() ? Optional.of(Long.parseLong(parts.group(1))) : Optional.empty();
    }
}
