package org.lidless.footage.playback;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;

/// Plain MP4s that somebody wants.
///
/// @param streams   whose footage, each once; more than one, or a file that ends with `.zip`, makes one ZIP
/// @param span      begins with the key sample at or before its start; µs since 1970
/// @param file      absolute
/// @param overwrite whether a file of that name may be replaced
/// @param asked     who wants them
/// @param freeBytes so much stays free on the file system that the file lies on
public record ExportRequest(
        List<StreamId> streams, TimeSpan span, Path file, boolean overwrite, Asked asked, long freeBytes) {

    /// Cameras in one export.
    public static final int STREAMS_MAX = 64;

    /// Who wanted it.
    ///
    /// @param who  a person's name, or `local`
    /// @param from the address that the order came from
    /// @param atUs when, µs since 1970
    /// @param note what the person said about it; may be empty
    public record Asked(String who, String from, long atUs, String note) {

        /// Nobody is named.
        public static final Asked NOBODY = new Asked("", "", 0, "");
    }

    public ExportRequest {
        streams = List.copyOf(streams);
        if (!file.isAbsolute()) {
            throw new IllegalArgumentException("an export's file is named by an absolute path, not " + file);
        }
        if (streams.isEmpty()
                || streams.size() > STREAMS_MAX
                || streams.stream().distinct().count() < streams.size()) {
            throw new IllegalArgumentException("an export is of 1 to " + STREAMS_MAX + " cameras, each once");
        }
    }

    /// One movie of one camera.
    public ExportRequest(StreamId stream, TimeSpan span, Path file, boolean overwrite) {
        this(List.of(stream), span, file, overwrite, Asked.NOBODY, 0);
    }

    public boolean isArchive() {
        return streams.size() > 1
                || String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".zip");
    }

    /// The cameras as a person reads them.
    String cameras() {
        return streams.size() == 1
                ? "camera " + streams.getFirst()
                : "cameras "
                        + String.join(
                                ", ", streams.stream().map(StreamId::toString).toList());
    }
}
