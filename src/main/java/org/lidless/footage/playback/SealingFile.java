package org.lidless.footage.playback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.lidless.domain.Sha256;
import org.lidless.footage.evidence.Seal;
import org.lidless.world.DiskFile;

/// A file that is written from front to end, or a stretch of one, and is hashed on the way. One thread.
final class SealingFile implements DiskFile {

    private final DiskFile file;
    private final long base;
    private final MessageDigest whole = sha256();
    private final MessageDigest piece = sha256();
    private final CRC32 crc = new CRC32();
    private final List<Sha256> pieces = new ArrayList<>();
    private int inPiece;
    private long length;

    /// @param base where in the file it begins
    SealingFile(DiskFile file, long base) {
        this.file = file;
        this.base = base;
    }

    @Override
    public void write(ByteBuffer[] parts, long position) throws IOException {
        if (position != length) {
            throw new IOException("written at " + position + " and not at its end, " + length);
        }
        for (ByteBuffer part : parts) {
            length += part.remaining();
            whole.update(part.duplicate());
            crc.update(part.duplicate());
            cut(part.duplicate());
        }
        file.write(parts, base + position);
    }

    private void cut(ByteBuffer part) {
        while (part.hasRemaining()) {
            int count = Math.min(part.remaining(), Seal.PIECE_BYTES - inPiece);
            piece.update(part.slice(part.position(), count));
            part.position(part.position() + count);
            inPiece += count;
            if (inPiece == Seal.PIECE_BYTES) {
                pieces.add(new Sha256(piece.digest()));
                inPiece = 0;
            }
        }
    }

    /// Ends it.
    Seal seal() {
        if (inPiece > 0) {
            pieces.add(new Sha256(piece.digest()));
            inPiece = 0;
        }
        return new Seal(new Sha256(whole.digest()), (int) crc.getValue(), pieces);
    }

    @Override
    public long size() {
        return length;
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
        return file.read(into, base + position);
    }

    @Override
    public void truncate(long to) throws IOException {
        throw new IOException("what is hashed on the way is not cut");
    }

    @Override
    public void force() throws IOException {
        file.force();
    }

    /// The file below stays open: it is its owner's.
    @Override
    public void close() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
