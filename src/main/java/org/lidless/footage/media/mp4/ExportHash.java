package org.lidless.footage.media.mp4;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.lidless.domain.Sha256;

/// The `uuid` box at the end of an exported movie: the SHA-256 of every byte before it, so that a copy can be checked
/// without anything else. Players step over it. Byte by byte in docs/formats/segment.md.
public final class ExportHash {

    /// Length of the box.
    public static final int BYTES = BoxType.USER_HEAD_BYTES + 4 + Sha256.BYTES + 4;

    private static final int VERSION = 1;

    private ExportHash() {}

    /// The box.
    public static ByteBuffer write(Sha256 hash) {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        new BoxWriter(bytes)
                .begin(BoxType.EXPORT_HASH)
                .u8(VERSION)
                .zeros(3)
                .bytes(hash.bytes())
                .u32(0)
                .end();
        bytes.putInt(BYTES - 4, checksum(bytes));
        return bytes.flip();
    }

    /// The hash, when these last bytes of a file are such a box.
    ///
    /// @throws BadMovieException when they are one, but damaged or of a later version
    public static Optional<Sha256> read(ByteBuffer last) throws BadMovieException {
        ByteBuffer in = last.slice();
        boolean isBox = in.remaining() == BYTES
                && in.getInt(0) == BYTES
                && in.getInt(4) == BoxType.UUID
                && in.getLong(8) == BoxType.EXPORT_HASH.getMostSignificantBits()
                && in.getLong(16) == BoxType.EXPORT_HASH.getLeastSignificantBits();
        if (!isBox) {
            return Optional.empty();
        }
        if (in.getInt(BYTES - 4) != checksum(in)) {
            throw new BadMovieException("the export's hash does not match its check sum");
        }
        if (in.get(BoxType.USER_HEAD_BYTES) != VERSION) {
            throw new BadMovieException("the export's hash has a version that is not known here");
        }
        byte[] hash = new byte[Sha256.BYTES];
        in.get(BoxType.USER_HEAD_BYTES + 4, hash);
        return Optional.of(new Sha256(hash));
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(0, BYTES - 4));
        return (int) crc.getValue();
    }
}
