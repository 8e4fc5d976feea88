package org.lidless.footage.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.lidless.domain.Sha256;
import tools.jackson.databind.JsonNode;

/// Makes a file's seal again from its bytes. One thread.
final class SealReader {

    private static final int READ_BYTES = 1 << 20;

    private SealReader() {}

    static Seal of(SignedFiles files, String name) throws IOException {
        MessageDigest whole = sha256();
        MessageDigest piece = sha256();
        CRC32 crc = new CRC32();
        List<Sha256> pieces = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.allocate(READ_BYTES);
        long at = 0;
        while (files.read(name, bytes.clear().limit(room(at)), at) > 0) {
            bytes.flip();
            at += bytes.remaining();
            whole.update(bytes.duplicate());
            piece.update(bytes.duplicate());
            crc.update(bytes);
            if (at % Seal.PIECE_BYTES == 0) {
                pieces.add(new Sha256(piece.digest()));
            }
        }
        if (at % Seal.PIECE_BYTES > 0) {
            pieces.add(new Sha256(piece.digest()));
        }
        return new Seal(new Sha256(whole.digest()), (int) crc.getValue(), pieces);
    }

    /// No read reaches over the end of a piece.
    private static int room(long at) {
        return (int) Math.min(READ_BYTES, Seal.PIECE_BYTES - at % Seal.PIECE_BYTES);
    }

    /// Where a movie differs from what the manifest says of it, for a person; empty when that cannot be told.
    static String difference(Seal seal, long length, JsonNode named) {
        long said = named.path("bytes").asLong(0);
        if (said != length) {
            return ", which has " + said + " bytes and not " + length;
        }
        int number = 0;
        for (JsonNode piece : named.path("pieces")) {
            if (number >= seal.pieces().size()
                    || !seal.pieces().get(number).toString().equals(piece.asString(""))) {
                long from = (long) number * Seal.PIECE_BYTES;
                return ", between byte " + from + " and byte " + Math.min(length, from + Seal.PIECE_BYTES);
            }
            number++;
        }
        return "";
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException("every Java has SHA-256", never);
        }
    }
}
