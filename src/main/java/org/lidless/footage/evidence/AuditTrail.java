package org.lidless.footage.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes a node's audit chain. Any thread; one after the other, because each record has the hash of the one before.
///
/// After a failure, and at each start, a file is not written again: the next record begins a new one. What a crash left
/// of a half-written record stays where it is, and the next record says so. A record whose force failed is written
/// again, the same, before any other.
public final class AuditTrail implements AutoCloseable {

    /// Letters that a text of a record may have; a longer one is cut, and ends with an ellipsis.
    public static final int TEXT_MAX = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

    private final World world;
    private final Path directory;
    private final ReentrantLock turn = new ReentrantLock();
    private AuditHead head = AuditHead.NONE;
    private @Nullable Owed owed;
    private @Nullable DiskFile file;
    private long length;

    /// A record that is not known to be durable.
    private record Owed(String line, AuditHead head) {}

    private AuditTrail(World world, Path directory) {
        this.world = world;
        this.directory = directory;
    }

    /// Goes on with the chain in a directory, or begins one.
    ///
    /// @param node whose chain it is
    /// @throws IOException when it cannot be read or written
    public static AuditTrail open(World world, Path directory, String node) throws IOException {
        world.disk().createDirectories(directory);
        Path above = directory.toAbsolutePath().getParent();
        if (above != null) {
            world.disk().forceDirectory(above);
        }
        AuditTrail trail = new AuditTrail(world, directory);
        boolean torn = trail.catchUp();
        if (trail.head.number() == 0) {
            trail.record(node, node, AuditAct.CHAIN_BEGUN, "the chain of " + node, AuditRecord.DONE);
        }
        if (torn) {
            String what = "the node ended while it wrote a record";
            trail.record(node, node, AuditAct.TAIL_TORN, what, AuditRecord.DONE);
        }
        return trail;
    }

    /// Finds the newest whole record.
    ///
    /// @return whether something stands behind it that is none
    private boolean catchUp() throws IOException {
        boolean torn = false;
        for (Path each : AuditFiles.of(world.disk(), directory).reversed()) {
            for (String line : AuditFiles.lines(world.disk(), each, AuditFiles.READ_BYTES_MAX)
                    .reversed()) {
                Optional<AuditLine> whole = AuditLine.decode(line);
                if (whole.isPresent()) {
                    head = whole.get().head();
                    return torn;
                }
                torn |= !line.isEmpty();
            }
        }
        return torn;
    }

    /// Stores a record; when it returns, it is durable.
    ///
    /// @throws IOException when it is not known to be; it will be written again with the next one
    public void record(String who, String from, AuditAct act, String subject, String outcome) throws IOException {
        record(who, from, act.word(), subject, outcome);
    }

    /// The same.
    ///
    /// @param act a word of [AuditAct]
    public void record(String who, String from, String act, String subject, String outcome) throws IOException {
        turn.lock();
        try {
            settle();
            AuditRecord record = new AuditRecord(
                    head.number() + 1,
                    world.clock().wallUs(),
                    cut(who),
                    cut(from),
                    cut(act),
                    cut(subject),
                    cut(outcome));
            AuditLine line = AuditLine.of(record, head.hash());
            owed = new Owed(line.text(), line.head());
            settle();
        } finally {
            turn.unlock();
        }
    }

    /// Makes the record durable of which that is not known, if there is one: whoever must not act without a record asks
    /// this first.
    ///
    /// @throws IOException when nothing can be written now
    public void requireWritable() throws IOException {
        turn.lock();
        try {
            settle();
        } finally {
            turn.unlock();
        }
    }

    /// The newest record that is durable.
    public AuditHead head() {
        turn.lock();
        try {
            return head;
        } finally {
            turn.unlock();
        }
    }

    private void settle() throws IOException {
        Owed next = owed;
        if (next == null) {
            return;
        }
        byte[] bytes = (next.line() + "\n").getBytes(StandardCharsets.UTF_8);
        boolean stored = false;
        try {
            DiskFile open = file == null ? begin(next.head().number()) : file;
            open.write(new ByteBuffer[] {ByteBuffer.wrap(bytes)}, length);
            open.force();
            length += bytes.length;
            head = next.head();
            owed = null;
            stored = true;
        } finally {
            if (!stored || length >= AuditFiles.BYTES_MAX) {
                letGo();
            }
        }
    }

    private DiskFile begin(long number) throws IOException {
        Disk disk = world.disk();
        int again = 0;
        while (disk.exists(directory.resolve(AuditFiles.name(number, again)))) {
            again++;
        }
        DiskFile begun = disk.createPrivate(directory.resolve(AuditFiles.name(number, again)));
        file = begun;
        length = 0;
        disk.forceDirectory(directory);
        return begun;
    }

    private void letGo() {
        DiskFile open = file;
        file = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException failed) {
                LOG.warn("a file of the audit chain in {} could not be closed", directory, failed);
            }
        }
    }

    private static String cut(String text) {
        return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX - 1) + "…";
    }

    @Override
    public void close() {
        turn.lock();
        try {
            letGo();
        } finally {
            turn.unlock();
        }
    }
}
