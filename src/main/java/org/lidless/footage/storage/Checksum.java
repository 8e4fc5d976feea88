package org.lidless.footage.storage;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// CRC-32C (Castagnoli, RFC 3720 appendix B.4) of stretches of buffers.
final class Checksum {

    private Checksum() {}

    /// Of the bytes `[from, to)`; position and limit stay.
    static int of(ByteBuffer bytes, int from, int to) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(from, to - from));
        return (int) crc.getValue();
    }
}
