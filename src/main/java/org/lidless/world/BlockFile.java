package org.lidless.world;

/// A new file that is written in whole blocks, past the page cache where the file system can: every write begins at a
/// multiple of the block, and is a multiple of it long, out of direct buffers that are aligned to it.
///
/// @param file       the open file; it cannot be read by this handle
/// @param blockBytes a power of two, at most [Disk#BLOCK_BYTES_MAX]
public record BlockFile(DiskFile file, int blockBytes) {

    /// Where the file system does not say or will not.
    public static final int BYTES_USUAL = 4096;

    public BlockFile {
        if (blockBytes < 512 || blockBytes > Disk.BLOCK_BYTES_MAX || Integer.bitCount(blockBytes) != 1) {
            throw new IllegalArgumentException("blocks of " + blockBytes + " bytes");
        }
    }
}
