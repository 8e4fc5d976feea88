package org.lidless.bench;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// Keeps some of the machine's free memory in use while candidates are measured. A virtual machine gives memory that
/// is free for some seconds back to its host, and whoever touches it first then pays ten times as much for it, in his
/// own CPU seconds; a recorder that fills the page cache does so all the time, and the later after a start, the more.
/// That says nothing about recorders. So the holes of a sparse file are read into the page cache and freed again, a
/// few times a second: without writing anything, and for all candidates alike. On a machine of its own it changes
/// nothing.
///
/// Its thread ends with [#close].
final class Warmth implements AutoCloseable {

    /// What a hundred streams write in about five seconds, bytes.
    private static final long BYTES = 256L << 20;
    private static final long REST_MS = 500;

    private final Path file;
    private final Thread thread;
    private volatile boolean isClosed;

    Warmth(Path file) {
        this.file = file;
        this.thread = Thread.ofPlatform().daemon().name("warmth").start(this::run);
    }

    private void run() {
        try (var holes = new RandomAccessFile(file.toFile(), "rw")) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
            while (!isClosed) {
                holes.setLength(BYTES);
                touch(holes.getChannel(), buffer);
                holes.setLength(0);
                Thread.sleep(REST_MS);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private static void touch(FileChannel holes, ByteBuffer buffer) throws IOException {
        for (long at = 0; at < BYTES; ) {
            at += Math.max(1, holes.read(buffer.clear(), at));
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        isClosed = true;
        thread.join();
        Files.deleteIfExists(file);
    }
}
