package org.lidless.sim;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;

/// A disk in memory that behaves as badly as a real one may. What was written is durable only after `force`, a name
/// only after `forceDirectory`; [#crash] keeps a random part of everything else, in sectors of 512 bytes, and zeros
/// where a sector did not make it. A failed force leaves its bytes readable and undecided for ever, as Linux does.
///
/// One thread. A `Disk` after its power was cut throws [PowerCut] at every call.
public final class SimulatedDisk implements Disk {

    public static final String EIO = "Input/output error";
    public static final String ENOSPC = "No space left on device";

    private static final int SECTOR = 512;

    /// The power went: no code runs any more. An error, so that nothing under test mistakes it for a failed I/O.
    public static final class PowerCut extends Error {

        private static final long serialVersionUID = 1L;

        PowerCut() {
            super("power cut", null, false, false);
        }
    }

    /// A change to a file that may or may not reach the disk.
    private static final class Change {
        final long at;
        final byte[] bytes;
        final boolean truncate;

        Change(long at, byte[] bytes, boolean truncate) {
            this.at = at;
            this.bytes = bytes;
            this.truncate = truncate;
        }
    }

    private static final class Node {
        final boolean directory;
        byte[] seen = new byte[0];
        byte[] durable = new byte[0];
        final List<Change> unsynced = new ArrayList<>();
        /// Whose force failed: never durable by a later force.
        final List<Change> undecided = new ArrayList<>();

        Node(boolean directory) {
            this.directory = directory;
        }
    }

    /// Names that appear (with their node) or vanish (empty) together.
    private record NameChange(Path directory, Map<Path, Optional<Node>> names) {}

    private final TreeMap<Path, Node> seen = new TreeMap<>();
    private final TreeMap<Path, Node> durable = new TreeMap<>();
    private final List<NameChange> unsyncedNames = new ArrayList<>();
    private final TreeSet<Path> locks = new TreeSet<>();
    private final SplittableRandom random;

    private long operations;
    private long persistencePoints;
    private long failAt;
    private String failure = EIO;
    private long cutAt;
    private boolean dead;
    private boolean forceLies;

    public SimulatedDisk(long seed) {
        this.random = new SplittableRandom(seed);
        Path root = Path.of("/");
        seen.put(root, new Node(true));
        durable.put(root, seen.get(root));
    }

    /// Makes the n-th I/O from now on fail (from 1), once; 0 for none.
    public void failAt(long n, String message) {
        failAt = n == 0 ? 0 : operations + n;
        failure = message;
    }

    /// Cuts the power at the n-th persistence point from now on (from 1); 0 for never.
    public void cutAt(long n) {
        cutAt = n == 0 ? 0 : persistencePoints + n;
    }

    /// Makes `force` and `forceDirectory` do nothing and report success: a disk that no code survives.
    public void forceLies() {
        forceLies = true;
    }

    public long operations() {
        return operations;
    }

    public long persistencePoints() {
        return persistencePoints;
    }

    /// The disk as it is found when the power is back.
    public SimulatedDisk crash(long seed) {
        SimulatedDisk found = new SimulatedDisk(seed);
        dead = true;
        int kept = found.random.nextInt(5);
        for (NameChange change : unsyncedNames) {
            if (survives(found.random, kept)) {
                change.names.forEach((path, node) -> rename(durable, path, node));
            }
        }
        Map<Node, Node> copies = new HashMap<>();
        durable.forEach((path, node) -> {
            if (reachable(path)) {
                Node copy = copies.computeIfAbsent(node, each -> afterCrash(each, found.random, kept));
                found.seen.put(path, copy);
                found.durable.put(path, copy);
            }
        });
        return found;
    }

    private boolean reachable(Path path) {
        Path parent = path.getParent();
        return parent == null || (durable.containsKey(parent) && reachable(parent));
    }

    private static boolean survives(SplittableRandom random, int kept) {
        return random.nextInt(4) < kept;
    }

    private static Node afterCrash(Node node, SplittableRandom random, int kept) {
        Node copy = new Node(node.directory);
        copy.durable = node.durable;
        List<Change> open = new ArrayList<>(node.undecided);
        open.addAll(node.unsynced);
        for (Change change : open) {
            if (change.truncate) {
                if (survives(random, kept)) {
                    copy.durable = changed(copy.durable, change);
                }
                continue;
            }
            long end = change.at + change.bytes.length;
            if (random.nextBoolean() && copy.durable.length < end) {
                copy.durable = Arrays.copyOf(copy.durable, (int) end);
            }
            long at = change.at;
            while (at < end) {
                long sectorEnd = Math.min(end, (at / SECTOR + 1) * SECTOR);
                if (survives(random, kept)) {
                    byte[] part =
                            Arrays.copyOfRange(change.bytes, (int) (at - change.at), (int) (sectorEnd - change.at));
                    copy.durable = changed(copy.durable, new Change(at, part, false));
                }
                at = sectorEnd;
            }
        }
        copy.seen = copy.durable;
        return copy;
    }

    private static byte[] changed(byte[] content, Change change) {
        if (change.truncate) {
            return Arrays.copyOf(content, (int) change.at);
        }
        byte[] next = Arrays.copyOf(content, (int) Math.max(content.length, change.at + change.bytes.length));
        System.arraycopy(change.bytes, 0, next, (int) change.at, change.bytes.length);
        return next;
    }

    private static void rename(Map<Path, Node> names, Path path, Optional<Node> node) {
        if (node.isPresent()) {
            names.put(path, node.get());
        } else {
            names.remove(path);
        }
    }

    /// One I/O: fails when it is its turn.
    private void io() throws IOException {
        if (dead) {
            throw new PowerCut();
        }
        if (++operations == failAt) {
            throw new IOException(failure);
        }
    }

    /// One persistence point: what was done up to here may or may not survive.
    private void point() {
        if (++persistencePoints == cutAt) {
            dead = true;
            throw new PowerCut();
        }
    }

    private void change(Path directory, Map<Path, Optional<Node>> names) {
        names.forEach((path, node) -> rename(seen, path, node));
        unsyncedNames.add(new NameChange(directory, names));
        point();
    }

    private Node node(Path path) throws NoSuchFileException {
        Node node = seen.get(path);
        if (node == null) {
            throw new NoSuchFileException(path.toString());
        }
        return node;
    }

    private static Path parent(Path path) {
        return java.util.Objects.requireNonNull(path.getParent());
    }

    @Override
    public DiskFile create(Path file) throws IOException {
        io();
        node(parent(file));
        if (seen.containsKey(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Node node = new Node(false);
        change(parent(file), Map.of(file, Optional.of(node)));
        return new OpenFile(node);
    }

    @Override
    public DiskFile createPrivate(Path file) throws IOException {
        return create(file);
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        io();
        Node node = node(file);
        if (node.directory) {
            throw new FileNotFoundException(file + " is a directory");
        }
        return new OpenFile(node);
    }

    @Override
    public DiskFile openToRead(Path file) throws IOException {
        return open(file);
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        if (seen.containsKey(directory)) {
            return;
        }
        createDirectories(parent(directory));
        io();
        change(parent(directory), Map.of(directory, Optional.of(new Node(true))));
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        io();
        if (!node(directory).directory) {
            throw new NotDirectoryException(directory.toString());
        }
        return seen.keySet().stream()
                .filter(path -> directory.equals(path.getParent()))
                .toList();
    }

    @Override
    public boolean isDirectory(Path path) {
        Node node = seen.get(path);
        return node != null && node.directory;
    }

    @Override
    public boolean exists(Path path) {
        return seen.containsKey(path);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        io();
        if (!parent(from).equals(parent(to))) {
            throw new IOException("this disk renames within a directory only");
        }
        change(parent(from), Map.of(from, Optional.empty(), to, Optional.of(node(from))));
    }

    @Override
    public void delete(Path file) throws IOException {
        io();
        node(file);
        change(parent(file), Map.of(file, Optional.empty()));
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        io();
        node(directory);
        point();
        if (forceLies) {
            return;
        }
        for (NameChange change : unsyncedNames) {
            if (change.directory.equals(directory)) {
                change.names.forEach((path, node) -> rename(durable, path, node));
            }
        }
        unsyncedNames.removeIf(change -> change.directory.equals(directory));
    }

    @Override
    public long bytesFree(Path path) {
        return Long.MAX_VALUE;
    }

    @Override
    public Optional<AutoCloseable> tryLock(Path file) throws IOException {
        io();
        if (!seen.containsKey(file)) {
            change(parent(file), Map.of(file, Optional.of(new Node(false))));
        }
        return locks.add(file) ? Optional.of(() -> locks.remove(file)) : Optional.empty();
    }

    private final class OpenFile implements DiskFile {

        private final Node node;

        OpenFile(Node node) {
            this.node = node;
        }

        @Override
        public long size() throws IOException {
            io();
            return node.seen.length;
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            io();
            if (position >= node.seen.length) {
                return -1;
            }
            int count = (int) Math.min(into.remaining(), node.seen.length - position);
            into.put(node.seen, (int) position, count);
            return count;
        }

        @Override
        public void write(ByteBuffer[] parts, long position) throws IOException {
            int length = 0;
            for (ByteBuffer part : parts) {
                length += part.remaining();
            }
            ByteBuffer all = ByteBuffer.allocate(length);
            for (ByteBuffer part : parts) {
                all.put(part);
            }
            try {
                io();
            } catch (IOException failed) {
                apply(new Change(position, Arrays.copyOf(all.array(), random.nextInt(length + 1)), false));
                throw failed;
            }
            apply(new Change(position, all.array(), false));
            point();
        }

        private void apply(Change change) {
            node.seen = changed(node.seen, change);
            node.unsynced.add(change);
        }

        @Override
        public void truncate(long length) throws IOException {
            io();
            if (length < node.seen.length) {
                apply(new Change(length, new byte[0], true));
                point();
            }
        }

        @Override
        public void force() throws IOException {
            try {
                io();
            } catch (IOException failed) {
                node.undecided.addAll(node.unsynced);
                node.unsynced.clear();
                throw failed;
            }
            point();
            if (forceLies) {
                return;
            }
            for (Change change : node.unsynced) {
                node.durable = changed(node.durable, change);
            }
            node.unsynced.clear();
        }

        @Override
        public void close() {
            // An open file holds nothing of its own.
        }
    }
}
