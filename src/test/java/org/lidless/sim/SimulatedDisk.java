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
import org.lidless.world.BlockFile;
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

    /// The power went: no code runs any more. An error, so that nothing under test mistakes it for a failed I/O.
    public static final class PowerCut extends Error {

        private static final long serialVersionUID = 1L;

        PowerCut() {
            super("power cut", null, false, false);
        }
    }

    /// Names that appear (with their node) or vanish (empty) together.
    private record NameChange(Path directory, Map<Path, Optional<SimulatedNode>> names) {}

    private final TreeMap<Path, SimulatedNode> seen = new TreeMap<>();
    private final TreeMap<Path, SimulatedNode> durable = new TreeMap<>();
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
    private boolean listsNothing;
    private final TreeSet<Path> unreadable = new TreeSet<>();

    public SimulatedDisk(long seed) {
        this.random = new SplittableRandom(seed);
        Path root = Path.of("/");
        seen.put(root, new SimulatedNode(true));
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

    /// From now on every directory looks empty, or does so no more.
    public void listNothing(boolean nothing) {
        listsNothing = nothing;
    }

    /// From now on a file has a sector that cannot be read, or has been mended.
    public void unreadable(Path file, boolean bad) {
        if (bad) {
            unreadable.add(file);
        } else {
            unreadable.remove(file);
        }
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
            if (SimulatedNode.survives(found.random, kept)) {
                change.names.forEach((path, node) -> rename(durable, path, node));
            }
        }
        Map<SimulatedNode, SimulatedNode> copies = new HashMap<>();
        durable.forEach((path, node) -> {
            if (reachable(path)) {
                SimulatedNode copy = copies.computeIfAbsent(node, each -> each.afterCrash(found.random, kept));
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

    private static void rename(Map<Path, SimulatedNode> names, Path path, Optional<SimulatedNode> node) {
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

    private void change(Path directory, Map<Path, Optional<SimulatedNode>> names) {
        names.forEach((path, node) -> rename(seen, path, node));
        unsyncedNames.add(new NameChange(directory, names));
        point();
    }

    private SimulatedNode node(Path path) throws NoSuchFileException {
        SimulatedNode node = seen.get(path);
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
        SimulatedNode node = new SimulatedNode(false);
        change(parent(file), Map.of(file, Optional.of(node)));
        return new OpenFile(node);
    }

    @Override
    public DiskFile createToAppend(Path file) throws IOException {
        return new AppendedFile(create(file));
    }

    @Override
    public BlockFile createInBlocks(Path file) throws IOException {
        return new BlockFile(create(file), AppendedFile.BLOCK_BYTES);
    }

    @Override
    public DiskFile createPrivate(Path file) throws IOException {
        return create(file);
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        io();
        SimulatedNode node = node(file);
        if (node.directory) {
            throw new FileNotFoundException(file + " is a directory");
        }
        if (unreadable.contains(file)) {
            throw new IOException(EIO);
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
        change(parent(directory), Map.of(directory, Optional.of(new SimulatedNode(true))));
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        io();
        if (!node(directory).directory) {
            throw new NotDirectoryException(directory.toString());
        }
        return listsNothing
                ? List.of()
                : seen.keySet().stream()
                        .filter(path -> directory.equals(path.getParent()))
                        .toList();
    }

    @Override
    public boolean isDirectory(Path path) {
        SimulatedNode node = seen.get(path);
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
            change(parent(file), Map.of(file, Optional.of(new SimulatedNode(false))));
        }
        return locks.add(file) ? Optional.of(() -> locks.remove(file)) : Optional.empty();
    }

    private final class OpenFile implements DiskFile {

        private final SimulatedNode node;

        OpenFile(SimulatedNode node) {
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
                apply(new SimulatedNode.Change(
                        position, Arrays.copyOf(all.array(), random.nextInt(length + 1)), false));
                throw failed;
            }
            apply(new SimulatedNode.Change(position, all.array(), false));
            point();
        }

        private void apply(SimulatedNode.Change change) {
            node.seen = SimulatedNode.changed(node.seen, change);
            node.unsynced.add(change);
        }

        @Override
        public void truncate(long length) throws IOException {
            io();
            if (length < node.seen.length) {
                apply(new SimulatedNode.Change(length, new byte[0], true));
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
            for (SimulatedNode.Change change : node.unsynced) {
                node.durable = SimulatedNode.changed(node.durable, change);
            }
            node.unsynced.clear();
        }

        @Override
        public void close() {
            // An open file holds nothing of its own.
        }
    }
}
