package org.lidless.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.lidless.domain.ProblemCode;
import org.lidless.world.Chance;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;
import tools.jackson.core.JacksonException;

/// Where a running node is asked, and the token that it wants: `control.json` in the data directory, for its owner's
/// eyes only. It is there while the node answers.
///
/// @param url   `http://127.0.0.1:7300`
/// @param token 64 hexadecimal digits, new at each start
/// @param pid   the node's process
/// @param node  the node's name
public record ControlFile(String url, String token, long pid, String node) {

    public static final String NAME = "control.json";
    /// The token alone, for programs that take one from a file, such as Prometheus.
    public static final String TOKEN_NAME = "control.token";

    private static final int BYTES_MAX = 64 * 1024;

    /// 256 random bits as text.
    public static String newToken(Chance chance) {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(chance.bits())
                + hex.toHexDigits(chance.bits())
                + hex.toHexDigits(chance.bits())
                + hex.toHexDigits(chance.bits());
    }

    /// Writes it beside and renames it, so that nobody reads half of it; before it, the token alone.
    public void write(Disk disk, Path dataDirectory) throws IOException {
        write(disk, dataDirectory.resolve(TOKEN_NAME), token.getBytes(StandardCharsets.US_ASCII));
        write(disk, dataDirectory.resolve(NAME), Json.encode(this));
    }

    private static void write(Disk disk, Path to, byte[] bytes) throws IOException {
        Path half = to.resolveSibling(to.getFileName() + ".part");
        if (disk.exists(half)) {
            disk.delete(half);
        }
        try (DiskFile file = disk.createPrivate(half)) {
            file.write(new ByteBuffer[] {ByteBuffer.wrap(bytes)}, 0);
        }
        disk.rename(half, to);
    }

    public static void remove(Disk disk, Path dataDirectory) throws IOException {
        for (String name : List.of(NAME, TOKEN_NAME)) {
            Path file = dataDirectory.resolve(name);
            if (disk.exists(file)) {
                disk.delete(file);
            }
        }
    }

    /// Finds the node that uses a data directory.
    ///
    /// @throws org.lidless.domain.ProblemException `NOT_REACHABLE` when none does, or this user may not ask it
    public static ControlFile read(Disk disk, Path dataDirectory) {
        Path file = dataDirectory.resolve(NAME);
        try {
            return Json.decode(disk.readWhole(file, BYTES_MAX), ControlFile.class);
        } catch (NoSuchFileException none) {
            throw ProblemCode.NOT_REACHABLE.because(
                    "No recorder is running on the data directory " + dataDirectory + ".",
                    "Not known from here: what was recorded stays on its pools.",
                    "Start it (lidless start --config FILE --data " + dataDirectory
                            + "), or name the right directory with --data.");
        } catch (IOException | JacksonException unreadable) {
            throw ProblemCode.NOT_REACHABLE.because(
                    "The file " + file + " cannot be read (" + unreadable.getMessage() + ").",
                    "Not touched: this command only asks the recorder.",
                    "Run this as the user that runs the recorder.");
        }
    }
}
