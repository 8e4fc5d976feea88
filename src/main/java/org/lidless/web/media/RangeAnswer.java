package org.lidless.web.media;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lidless.world.DiskFile;

/// Answers with a file, or with the one range of it that was asked for (RFC 9110 section 14). Several ranges at
/// once are answered with the whole, which that section allows. A client that reads slowly is waited for, with
/// one buffer.
public final class RangeAnswer {

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");
    private static final int BUFFER_BYTES = 128 << 10;

    private RangeAnswer() {}

    /// Opens what is sent.
    public interface Opening {
        DiskFile open() throws IOException;
    }

    /// @param length of the whole
    public static void send(Context context, Opening opening, long length) throws IOException {
        Matcher asked = RANGE.matcher(String.valueOf(context.header("Range")));
        long from = 0;
        long to = length;
        if (asked.matches() && !(asked.group(1).isEmpty() && asked.group(2).isEmpty())) {
            if (asked.group(1).isEmpty()) {
                from = Math.max(0, length - Long.parseLong(asked.group(2)));
            } else {
                from = Long.parseLong(asked.group(1));
                to = asked.group(2).isEmpty() ? length : Math.min(length, Long.parseLong(asked.group(2)) + 1);
            }
            if (from >= to) {
                context.status(416).header("Content-Range", "bytes */" + length);
                return;
            }
            context.status(206).header("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + length);
        }
        context.res().setContentLengthLong(to - from);
        try (DiskFile file = opening.open()) {
            copy(file, from, to, context.outputStream());
        }
    }

    private static void copy(DiskFile file, long from, long to, OutputStream out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        for (long at = from; at < to; ) {
            buffer.clear().limit((int) Math.min(BUFFER_BYTES, to - at));
            int count = file.read(buffer, at);
            if (count <= 0) {
                throw new IOException("a movie ends before its length");
            }
            out.write(buffer.array(), 0, count);
            at += count;
        }
    }
}
