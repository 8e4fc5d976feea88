package org.lidless.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// A file or directory of a [SimulatedDisk]: what a process sees of it, and what would be left of it after a crash.
final class SimulatedNode {

    private static final int SECTOR = 512;

    /// A change to it that may or may not reach the disk.
    static final class Change {
        final long at;
        final byte[] bytes;
        final boolean truncate;

        Change(long at, byte[] bytes, boolean truncate) {
            this.at = at;
            this.bytes = bytes;
            this.truncate = truncate;
        }
    }

    final boolean directory;
    byte[] seen = new byte[0];
    byte[] durable = new byte[0];
    final List<Change> unsynced = new ArrayList<>();
    /// Whose force failed: never durable by a later force.
    final List<Change> undecided = new ArrayList<>();

    SimulatedNode(boolean directory) {
        this.directory = directory;
    }

    /// As it is found after a crash that keeps a random part of what was not forced.
    SimulatedNode afterCrash(SplittableRandom random, int kept) {
        SimulatedNode copy = new SimulatedNode(directory);
        copy.durable = durable;
        List<Change> open = new ArrayList<>(undecided);
        open.addAll(unsynced);
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

    static byte[] changed(byte[] content, Change change) {
        if (change.truncate) {
            return Arrays.copyOf(content, (int) change.at);
        }
        byte[] next = Arrays.copyOf(content, (int) Math.max(content.length, change.at + change.bytes.length));
        System.arraycopy(change.bytes, 0, next, (int) change.at, change.bytes.length);
        return next;
    }

    static boolean survives(SplittableRandom random, int kept) {
        return random.nextInt(4) < kept;
    }
}
