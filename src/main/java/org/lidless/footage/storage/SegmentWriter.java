package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.Sha256;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.Coverage;
import org.lidless.footage.media.Fragment;
import org.lidless.footage.media.Sample;
import org.lidless.footage.media.VideoParameters;
import org.lidless.footage.media.mp4.MovieFragment;
import org.lidless.footage.media.mp4.MovieHead;
import org.lidless.world.DiskFile;

/// Writes one segment: created, appended to, and then sealed, abandoned or dropped. One thread owns it.
///
/// Each [#append] is one gathering write and one force, which in a pool with a journal is one for many segments. After
/// an [IOException] nothing is
/// known about the bytes since the last force, so the file is never written again: the only legal call is
/// [#abandon], and what was not durable goes into a new segment.
public final class SegmentWriter {

    private enum Phase {
        OPEN,
        STAGED,
        FAILED,
        ENDED
    }

    private static final int HEAD_BYTES_FIRST = 4096;

    private final Pool pool;
    private final SegmentHeader header;
    private final SegmentCompanions companions;
    private final DiskFile file;
    /// What the next write begins with: the front of the file, until the first.
    private List<ByteBuffer> front;
    private @Nullable Fragment staged;
    private final MessageDigest digest = Digests.sha256();
    private final CRC32C bodyCrc = new CRC32C();
    private ByteBuffer head = ByteBuffer.allocateDirect(HEAD_BYTES_FIRST);

    private Phase phase = Phase.OPEN;
    private long position;
    private long durableBytes;
    private int fragments;
    private long samples;
    private long firstNumber;
    private long nextNumber;
    private long lastDecodeTicks = Long.MIN_VALUE;
    private long fromUs;
    private long endUs;

    /// The front of the file is written with the first fragment, by the same call.
    SegmentWriter(
            Pool pool, SegmentHeader header, VideoParameters parameters, List<Companion> companions, DiskFile file) {
        this.companions = new SegmentCompanions(companions);
        this.pool = pool;
        this.header = header;
        this.file = file;
        this.fromUs = header.startUs();
        this.endUs = header.startUs();
        this.front = List.of(
                MovieHead.write(parameters, companions), new HeaderBox(header, parameters.reorderDepth()).encode());
    }

    /// Stores a fragment of this segment's run; when it returns, the fragment is durable.
    ///
    /// @throws IllegalArgumentException when its samples do not follow those before
    /// @throws IllegalStateException    after a failure, or when the segment has ended
    public void append(Fragment fragment) throws IOException {
        stage(fragment);
        settle();
    }

    /// The first half of [#append]: writes the fragment. It is durable after [#settle], which is next; in a pool that
    /// groups, one force then does for all that were staged before it.
    public void stage(Fragment fragment) throws IOException {
        require(Phase.OPEN);
        List<Sample> added = fragment.samples();
        checkOrder(added);
        ByteBuffer[] parts = parts(fragment, Coverage.of(added));
        phase = Phase.FAILED;
        put(Stream.concat(front.stream(), Stream.of(parts)).toArray(ByteBuffer[]::new));
        front = List.of();
        staged = fragment;
        phase = Phase.STAGED;
    }

    /// Makes the staged fragment durable.
    public void settle() throws IOException {
        require(Phase.STAGED);
        Fragment fragment = Objects.requireNonNull(staged, "a fragment is staged");
        staged = null;
        phase = Phase.FAILED;
        file.force();
        phase = Phase.OPEN;
        account(fragment, Coverage.of(fragment.samples()));
    }

    private ByteBuffer[] parts(Fragment fragment, TimeSpan span) {
        List<Sample> added = fragment.samples();
        List<ByteBuffer> payload = fragment.payload();
        SegmentCompanions.Cut with = companions.cut(added);
        ByteBuffer[] parts = new ByteBuffer[payload.size() + 1 + with.frames().size()];
        int payloadBytes = 0;
        for (int i = 0; i < payload.size(); i++) {
            parts[i + 1] = payload.get(i).duplicate();
            payloadBytes += parts[i + 1].remaining();
        }
        if (payloadBytes != fragment.size()) {
            throw new IllegalArgumentException(
                    "samples of " + fragment.size() + " bytes with a payload of " + payloadBytes);
        }
        for (int i = 0; i < with.frames().size(); i++) {
            parts[payload.size() + 1 + i] = with.frames().get(i).duplicate();
        }
        int boxBytes = FragmentBox.bytes(added.size());
        int movieBytes = MovieFragment.headBytes(added.size(), with.runs());
        ByteBuffer boxes = room(boxBytes + movieBytes);
        long body = (long) movieBytes + payloadBytes + with.bytes();
        FragmentBox.write(
                boxes,
                header.run(),
                added,
                span.fromUs(),
                span.toUs(),
                body,
                !with.runs().isEmpty());
        MovieFragment.write(boxes, fragments + 1, added, payloadBytes, with.runs());
        bodyCrc.reset();
        boxes.flip().position(boxBytes);
        bodyCrc.update(boxes);
        for (int i = 1; i < parts.length; i++) {
            int from = parts[i].position();
            bodyCrc.update(parts[i]);
            parts[i].position(from);
        }
        FragmentBox.putChecksums(boxes, 0, added.size(), (int) bodyCrc.getValue());
        parts[0] = boxes.position(0);
        return parts;
    }

    private ByteBuffer room(int bytes) {
        if (head.capacity() < bytes) {
            head = ByteBuffer.allocateDirect(Integer.highestOneBit(bytes) * 2);
        }
        return head.clear();
    }

    private void checkOrder(List<Sample> added) {
        long number = nextNumber;
        long decode = lastDecodeTicks;
        for (int i = 0; i < added.size(); i++) {
            Sample sample = added.get(i);
            boolean follows = i == 0 ? sample.number() >= number : sample.number() == number;
            if (!follows || (decode != Long.MIN_VALUE && sample.decodeTicks() <= decode)) {
                throw new IllegalArgumentException("sample " + sample.number() + " at " + sample.decodeTicks()
                        + " cannot follow sample " + (number - 1) + " at " + decode);
            }
            number = sample.number() + 1;
            decode = sample.decodeTicks();
        }
        if (added.size() > FragmentBox.COUNT_MAX) {
            throw new IllegalArgumentException("a fragment holds at most " + FragmentBox.COUNT_MAX + " samples");
        }
    }

    private static long length(ByteBuffer[] parts) {
        long length = 0;
        for (ByteBuffer part : parts) {
            length += part.remaining();
        }
        return length;
    }

    private void put(ByteBuffer[] parts) throws IOException {
        for (ByteBuffer part : parts) {
            int from = part.position();
            digest.update(part);
            part.position(from);
        }
        long length = length(parts);
        file.write(parts, position);
        position += length;
        pool.usage().writing(length);
    }

    private void account(Fragment fragment, TimeSpan span) {
        if (fragments == 0) {
            firstNumber = fragment.first().number();
            fromUs = span.fromUs();
            endUs = span.toUs();
        }
        durableBytes = position;
        fragments++;
        samples += fragment.samples().size();
        nextNumber = fragment.last().number() + 1;
        lastDecodeTicks = fragment.last().decodeTicks();
        fromUs = Math.min(fromUs, span.fromUs());
        endUs = Math.max(endUs, span.toUs());
        pool.book().reached(header.stream(), endUs);
    }

    /// Finishes the segment: trailer, catalogue, index. Without a single fragment the file is removed instead.
    ///
    /// @return hash of all before the trailer, for the run's next segment; [Sha256#NONE] when nothing was written
    public Sha256 seal() throws IOException {
        Ended ended = cut();
        pool.store(ended.entries());
        pool.usage().writing(-position);
        end();
        return ended.hash();
    }

    /// A segment whose file is finished.
    ///
    /// @param hash    as of [#seal]
    /// @param entries what its pool's catalogue is to be told; until then it is as after a crash
    public record Ended(Sha256 hash, List<CatalogueRecord> entries) {

        public Ended {
            entries = List.copyOf(entries);
        }
    }

    /// The same as [#seal], but the catalogue is told later, together with what comes next ([Pool#create]).
    public Ended finish() throws IOException {
        Ended ended = cut();
        pool.usage().writing(-position);
        end();
        return ended;
    }

    private Ended cut() throws IOException {
        require(Phase.OPEN);
        phase = Phase.FAILED;
        if (fragments == 0) {
            file.close();
            pool.dropped(header.name());
            return new Ended(Sha256.NONE, List.of());
        }
        Sha256 hash = new Sha256(digest.digest());
        TrailerBox trailer = new TrailerBox(false, fragments, firstNumber, samples, span(), hash);
        file.write(new ByteBuffer[] {trailer.encode()}, position);
        position += TrailerBox.BYTES;
        pool.usage().writing(TrailerBox.BYTES);
        file.truncate(position);
        file.force();
        file.close();
        return new Ended(
                hash,
                List.of(new CatalogueRecord.SegmentSealed(
                        header.name(), span(), firstNumber, samples, position, hash, false)));
    }

    /// Gives the segment up after a failure. What was reported durable stays readable; the rest is not looked at
    /// again. The catalogue learns of it now, or with its next entry when it cannot be written either.
    ///
    /// @param why for whoever looks at the pool later
    public void abandon(String why) {
        if (phase == Phase.ENDED) {
            throw new IllegalStateException("the segment has ended: " + header.name());
        }
        end();
        pool.usage().writing(-position);
        PoolFiles.close(file, header.name());
        pool.suspect(new CatalogueRecord.SegmentSuspect(
                header.name(), why, span(), firstNumber, samples, fragments == 0 ? 0 : durableBytes));
    }

    /// Takes the segment back: what it holds is elsewhere too. The file is removed.
    public void drop() throws IOException {
        if (phase == Phase.ENDED) {
            throw new IllegalStateException("the segment has ended: " + header.name());
        }
        end();
        pool.usage().writing(-position);
        PoolFiles.close(file, header.name());
        pool.drop(header.name());
    }

    private void end() {
        phase = Phase.ENDED;
        pool.ended();
    }

    private void require(Phase wanted) {
        if (phase != wanted) {
            throw new IllegalStateException("the segment is not open: " + header.name());
        }
    }

    /// The companions that it has tracks for; frames of others are left out.
    public List<Companion> companions() {
        return companions.tracks();
    }

    public SegmentHeader header() {
        return header;
    }

    /// Site time of what is durable, µs; empty at the start while nothing is.
    public TimeSpan span() {
        return new TimeSpan(fromUs, endUs);
    }

    /// Durable bytes, the front of the file included; 0 while nothing is durable.
    public long bytes() {
        return durableBytes;
    }

    /// Durable samples.
    public long samples() {
        return samples;
    }
}
