package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.lidless.domain.Sha256;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.storage.SegmentWalk.Broken;
import org.lidless.footage.storage.SegmentWalk.Piece;
import org.lidless.footage.storage.SegmentWalk.Whole;
import org.lidless.world.DiskFile;

/// Reads a segment from front to end once: every check sum, the hash, and the totals of what is good. Bounded memory.
///
/// @param end         end of the last good fragment, or of the front when there is none
/// @param fragments   good ones
/// @param samples     in good fragments
/// @param firstNumber number of the first good sample
/// @param span        of all good samples; empty at the segment's start without one
/// @param damages     bad stretches with a good fragment behind them
/// @param tail        bad stretches behind the last good fragment
/// @param steps       places where sample numbers do not follow
/// @param sha256      hash of `[0, end)`
record SegmentAudit(
        long end,
        int fragments,
        long samples,
        long firstNumber,
        TimeSpan span,
        List<Damage> damages,
        List<Broken> tail,
        List<Step> steps,
        Sha256 sha256) {

    private static final int BUFFER_BYTES = 1 << 20;

    /// A bad stretch `[at, end)`.
    ///
    /// @param marked whether it is a `free` box already
    /// @param span   site time between its good neighbours
    record Damage(long at, long end, boolean marked, TimeSpan span) {}

    /// A fragment at this place begins with another number than the one before it ended with.
    record Step(long at, long expected, long found, long timeUs) {}

    boolean hasUnmarkedDamage() {
        return damages.stream().anyMatch(damage -> !damage.marked());
    }

    static SegmentAudit of(DiskFile file, SegmentFront front, SegmentEnd end, String name, Progress progress)
            throws IOException {
        Reading reading = new Reading(file, front, end, name, progress);
        return reading.run();
    }

    private static final class Reading {

        private final DiskFile file;
        private final SegmentFront front;
        private final SegmentEnd segmentEnd;
        private final String name;
        private final Progress progress;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        private final MessageDigest digest = Digests.sha256();

        private final List<Damage> damages = new ArrayList<>();
        private final List<Step> steps = new ArrayList<>();
        private long nextNumber = -1;
        private long end;
        private int fragments;
        private long samples;
        private long firstNumber;
        private long fromUs;
        private long toUs;
        private Sha256 hash = Sha256.NONE;

        Reading(DiskFile file, SegmentFront front, SegmentEnd end, String name, Progress progress) {
            this.file = file;
            this.front = front;
            this.segmentEnd = end;
            this.name = name;
            this.progress = progress;
            this.end = front.end();
            this.fromUs = front.header().startUs();
            this.toUs = fromUs;
        }

        SegmentAudit run() throws IOException {
            take(0, front.end());
            hash = soFar();
            SegmentWalk walk = segmentEnd.walk(file, front.end());
            List<Broken> pending = new ArrayList<>();
            Optional<Piece> piece = walk.next();
            while (piece.isPresent()) {
                switch (piece.get()) {
                    case Broken broken -> {
                        take(broken.at(), broken.end());
                        pending.add(broken);
                    }
                    case Whole whole -> {
                        take(whole.at(), whole.bodyAt());
                        if (take(whole.bodyAt(), whole.end()) == whole.box().bodyChecksum()) {
                            good(whole, pending);
                            pending.clear();
                        } else {
                            pending.add(new Broken(whole.at(), whole.end(), false));
                        }
                    }
                }
                progress.at(name, walk.at(), segmentEnd.limit());
                piece = walk.next();
            }
            return new SegmentAudit(
                    end,
                    fragments,
                    samples,
                    firstNumber,
                    new TimeSpan(fromUs, toUs),
                    List.copyOf(damages),
                    merged(pending),
                    List.copyOf(steps),
                    hash);
        }

        private void good(Whole whole, List<Broken> before) {
            FragmentBox box = whole.box();
            for (Broken broken : merged(before)) {
                TimeSpan span = new TimeSpan(toUs, Math.max(toUs, box.firstTimeUs()));
                damages.add(new Damage(broken.at(), broken.end(), broken.marked(), span));
            }
            if (nextNumber != box.firstNumber() && fragments > 0 && before.isEmpty()) {
                steps.add(new Step(whole.at(), nextNumber, box.firstNumber(), box.firstTimeUs()));
            }
            nextNumber = box.firstNumber() + box.count();
            if (fragments == 0) {
                firstNumber = box.firstNumber();
                fromUs = box.firstTimeUs();
                toUs = box.endTimeUs();
            }
            fragments++;
            samples += box.count();
            fromUs = Math.min(fromUs, box.firstTimeUs());
            toUs = Math.max(toUs, box.endTimeUs());
            end = whole.end();
            hash = soFar();
        }

        /// Unmarked stretches side by side are one.
        private static List<Broken> merged(List<Broken> pieces) {
            List<Broken> merged = new ArrayList<>();
            for (Broken piece : pieces) {
                Broken last = merged.isEmpty() ? piece : merged.getLast();
                if (!merged.isEmpty() && !last.marked() && !piece.marked()) {
                    merged.set(merged.size() - 1, new Broken(last.at(), piece.end(), false));
                } else {
                    merged.add(piece);
                }
            }
            return merged;
        }

        private Sha256 soFar() {
            try {
                return new Sha256(((MessageDigest) digest.clone()).digest());
            } catch (CloneNotSupportedException impossible) {
                throw new IllegalStateException("SHA-256 cannot be continued", impossible);
            }
        }

        /// Feeds the hash with `[from, to)`; returns the stretch's check sum.
        private int take(long from, long to) throws IOException {
            CRC32C crc = new CRC32C();
            long at = from;
            while (at < to) {
                buffer.clear().limit((int) Math.min(BUFFER_BYTES, to - at));
                int got = file.read(buffer, at);
                if (got <= 0) {
                    throw new IOException(name + " became shorter while it was read");
                }
                at += got;
                digest.update(buffer.flip());
                crc.update(buffer.rewind());
            }
            return (int) crc.getValue();
        }
    }
}
