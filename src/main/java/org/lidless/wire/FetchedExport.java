package org.lidless.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.world.DiskFile;

/// A finished export at another node, read part by part over a control address. Any thread.
final class FetchedExport implements ExportFile {

    /// The longest part that is asked for at a time.
    static final int PART_BYTES_MAX = 1 << 20;

    private final ControlClient node;
    private final ExportReport report;

    /// @throws ProblemException `NOTHING_FOUND` when there is no file to fetch
    FetchedExport(ControlClient node, ExportReport report) {
        this.node = node;
        this.report = report;
        if (report.fileName().isEmpty() || report.result().isEmpty()) {
            throw nothing(report);
        }
    }

    /// Nobody keeps a file of it.
    static ProblemException nothing(ExportReport report) {
        return ProblemCode.NOTHING_FOUND.because(
                "Export " + report.id() + " is " + report.state().word()
                        + report.order()
                                .path()
                                .map(path -> ", and goes to " + path)
                                .orElse("")
                        + ": there is no file to fetch.",
                "Safe: the footage in the pools is not touched.",
                "Wait until it is done; lidless export list shows how far it is.");
    }

    @Override
    public String name() {
        return report.fileName().orElseThrow();
    }

    @Override
    public String contentType() {
        return "application/zip";
    }

    @Override
    public long length() {
        return report.result().orElseThrow().bytes();
    }

    @Override
    public DiskFile open() {
        return new Parts();
    }

    /// What cannot be read fails as the disk would.
    private final class Parts implements DiskFile {

        @Override
        public long size() {
            return length();
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            long count = Math.min(Math.min(into.remaining(), PART_BYTES_MAX), length() - position);
            if (count <= 0) {
                return -1;
            }
            try {
                byte[] part = node.bytes(node.request("/api/exports/" + ControlClient.encoded(report.id())
                                + "/part?from=" + position + "&count=" + count)
                        .GET());
                into.put(part, 0, (int) Math.min(part.length, count));
                return part.length == 0 ? -1 : part.length;
            } catch (ProblemException away) {
                throw new IOException(away.problem().what(), away);
            }
        }

        @Override
        public void write(ByteBuffer[] parts, long position) throws IOException {
            throw new IOException("a fetched export is read only");
        }

        @Override
        public void truncate(long length) throws IOException {
            throw new IOException("a fetched export is read only");
        }

        @Override
        public void force() {}

        @Override
        public void close() {}
    }
}
