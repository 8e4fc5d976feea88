package org.lidless.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.lidless.wire.AuditDesk.Part;

/// A node's whole audit log, put together of its files as they are asked for one by one.
public final class AuditLog {

    private AuditLog() {}

    /// @param of    whose
    /// @param first its first file
    public static void write(AuditDesk desk, String of, Part first, OutputStream out) throws IOException {
        Part part = first;
        for (int file = 1; ; file++) {
            String text = part.text();
            boolean isWhole = text.isEmpty() || text.endsWith("\n");
            out.write((isWhole ? text : text + "\n").getBytes(StandardCharsets.UTF_8));
            if (!part.further()) {
                return;
            }
            part = desk.part(of, file);
        }
    }
}
