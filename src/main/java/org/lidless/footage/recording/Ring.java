package org.lidless.footage.recording;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.GapCause;
import org.lidless.domain.RunId;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.Fragment;
import org.lidless.footage.media.SampleSink;
import org.lidless.footage.media.VideoParameters;
import org.lidless.footage.timeline.alignment.Alignment;
import org.lidless.footage.timeline.alignment.SampleHash;
import org.lidless.world.Chance;
import org.lidless.world.Clock;

/// The last seconds of one stream in memory. Its owner (the ingest loop) writes it as a [SampleSink], piece by piece,
/// each byte copied once; a writer thread takes fragments and says what became durable.
///
/// Kept: everything that is not durable yet, everything from the last key sample on, and whatever is younger than the
/// ring's age; less when memory is short ([Eviction]). Only when the memory's bound leaves no other way does it drop
/// what is not durable; the writer finds the step in the count and stores a gap with the cause set by [#blameLossesOn].
///
/// Places in the ring's count: `first ≤ cursor ≤ end`; everything before `durable` is on disk, here or, for what a
/// shadow was told to [#release], elsewhere. The key sample from which the one at the cursor is decoded is kept too.
/// One short lock guards the tables; the sample being assembled is the owner's alone ([SampleDraft]).
final class Ring implements SampleSink {

    private final Object lock = new Object();
    private final ByteTrail trail;
    private final ChunkPool pool;
    private final SampleTable table = new SampleTable();
    private final SectionRow sections = new SectionRow();
    private final WriterPlaces places = new WriterPlaces(table);
    private final RunSequence runs;
    private final Chance tears;
    private final long ageUs;
    private final Eviction eviction;
    private final SampleDraft draft;
    private final CompanionTrail companions = new CompanionTrail();

    private @Nullable Outage outage;
    private long undecodable;
    private @Nullable SampleHash hash;
    private long damaged;
    private long firstArrivalUs = Long.MIN_VALUE;
    private volatile long sessionFirst;
    private volatile long lastArrivalUs = Long.MIN_VALUE;

    /// @param ageUs how long samples are kept, µs
    Ring(ChunkPool pool, Clock clock, Chance chance, long ageUs) {
        this.pool = pool;
        this.trail = new ByteTrail(pool);
        this.draft = new SampleDraft(trail, this::extend, place -> {
            synchronized (lock) {
                trail.rewind(place);
            }
        });
        this.runs = new RunSequence(clock, chance.fork("run"));
        this.tears = chance.fork("tear");
        this.ageUs = ageUs;
        this.eviction = new Eviction(pool, trail, table, sections, places, ageUs);
    }

    @Override
    public void parameters(VideoParameters parameters) {
        runs.parameters(parameters);
        hash = new SampleHash(parameters.codec());
    }

    @Override
    public void beginNal() {
        draft.beginUnit();
    }

    @Override
    public void beginPlain() {
        draft.beginPlain();
    }

    @Override
    public void keepLength() {
        draft.keepLength();
    }

    @Override
    public void append(ByteBuffer bytes) {
        draft.append(bytes);
    }

    @Override
    public void endNal() {
        draft.endUnit();
    }

    @Override
    public void dropNal() {
        draft.dropUnit();
    }

    @Override
    public void dropSample() {
        draft.drop();
    }

    @Override
    public void companion(Companion of, int rtpTime, int ticks, ByteBuffer bytes, long arrivalUs) {
        companions.add(table.end(), of, rtpTime, ticks, bytes, arrivalUs, runs.siteOffsetUs());
    }

    /// What goes with the video. Any thread.
    CompanionTrail companions() {
        return companions;
    }

    @Override
    public void endSample(int rtpTime, boolean key, boolean isDamaged, long arrivalUs) {
        int size = draft.size();
        if (draft.isOverflowed()) {
            draft.drop();
            loseNewest();
            return;
        }
        if (size == 0 || !runs.admits(key)) {
            draft.drop();
            undecodable++;
            return;
        }
        Optional<Section> begun = runs.next(table.end(), rtpTime, key, arrivalUs);
        if (begun.isEmpty()) {
            runs.nothingMissing();
        }
        SampleHash hashing = Objects.requireNonNull(hash, "a sample was admitted without parameters");
        long start = draft.start();
        long hashed = trail.hash(start, trail.end(), hashing);
        synchronized (lock) {
            begun.ifPresent(sections::add);
            runs.bridge().ifPresent(sections::bridge);
            if (table.isFull()) {
                eviction.upTo(table.first() + SampleTable.SAMPLES_MAX / 8, start);
            }
            table.move(runs.runFirst(), runs.settle(places.furthest()));
            table.add(start, size, runs.times(), hashed, arrivalUs, key, isDamaged);
            outage = null;
            lastArrivalUs = arrivalUs;
            firstArrivalUs = firstArrivalUs == Long.MIN_VALUE ? arrivalUs : firstArrivalUs;
            damaged += isDamaged ? 1 : 0;
            eviction.old(arrivalUs, trail.end());
            companions.forgetBefore(table.first());
        }
        draft.keep();
    }

    /// The RTSP session ended: what was begun is dropped, and the next sample begins a run with a key. Owner.
    void sessionEnded() {
        dropSample();
        runs.sessionEnded();
        companions.sessionEnded(table.end());
        sessionFirst = table.end();
        firstArrivalUs = Long.MIN_VALUE;
    }

    /// No samples arrive, for this reason, since this site time. A new reason takes the old one's place. Owner.
    void silent(Outage why) {
        runs.missing(why.cause());
        synchronized (lock) {
            outage = why;
        }
    }

    /// What to put holes in what arrives down to. Owner.
    void blameHolesOn(GapCause cause) {
        runs.blameHolesOn(cause);
    }

    /// What to put losses down to that the ring will be forced to make: the state of the disk. Any thread.
    void blameLossesOn(GapCause cause) {
        eviction.blameOn(cause);
    }

    /// Why no samples arrive now, once everything that arrived has been taken and is durable.
    Optional<Outage> outage() {
        synchronized (lock) {
            return places.hasAll() ? Optional.ofNullable(outage) : Optional.empty();
        }
    }

    /// Whether [#take] would give a fragment.
    boolean isDue(Cut cut) {
        synchronized (lock) {
            return nextEnd(cut) > places.cursor();
        }
    }

    /// Where the next fragment ends; at the cursor when none is due.
    private long nextEnd(Cut cut) {
        stepOverLosses();
        long cursor = places.cursor();
        long to = Math.min(table.end(), cut.to());
        if (cursor < to) {
            Section section = sections.at(cursor);
            to = Math.min(to, sections.endOf(section, table.end()));
            return FragmentCutter.end(table, cursor, to, cursor == section.runFirst() ? cut.ofFirst() : cut);
        }
        return cursor;
    }

    /// Takes the next fragment if one is due. One at a time: it must be given back by [#wrote] or [#failed] first.
    @Nullable
    Taken take(Cut cut) {
        synchronized (lock) {
            long end = nextEnd(cut);
            long cursor = places.cursor();
            if (end <= cursor) {
                return null;
            }
            Section section = sections.at(cursor);
            ByteTrail.Held held = trail.hold(table.place(cursor), table.place(end - 1) + table.size(end - 1));
            places.took(end);
            Fragment taken = FragmentCutter.fragment(table, sections, cursor, end, held.slices(), companions);
            return new Taken(section, taken, companions.tracks(), cursor, end, held);
        }
    }

    /// A taken fragment is durable.
    void wrote(Taken taken) {
        synchronized (lock) {
            trail.letGo(taken.held());
            places.wrote(taken.first(), taken.end());
        }
    }

    /// A taken fragment did not become durable: on from the key sample before the first that is not, if it is here.
    void failed(Taken taken) {
        letGo(taken);
        synchronized (lock) {
            places.failed(at -> sections.at(at).first());
        }
    }

    /// Another writer goes on, from the key sample before the first that is not durable.
    void takeBack() {
        synchronized (lock) {
            places.takenBack(at -> sections.at(at).first());
        }
    }

    /// The bytes of a fragment that was taken back are not needed any more.
    void letGo(Taken taken) {
        synchronized (lock) {
            trail.letGo(taken.held());
        }
    }

    /// Another recorder has everything before this place: nothing of it need be written here. Writer.
    void release(long to) {
        synchronized (lock) {
            places.release(to);
        }
    }

    /// Begins to write a shadowed stream with this sample, or with the key sample before it, unless what
    /// lies between was stored already. Writer.
    void spillFrom(long place) {
        synchronized (lock) {
            places.startAt(place, at -> sections.at(at).first());
        }
    }

    /// What was written of a stretch was taken back: another recorder has it. Writer.
    void unstore(long from, long to) {
        synchronized (lock) {
            table.stored(from, to, false);
        }
    }

    /// Reads what is kept. Any thread.
    RingReading reading() {
        return new RingReading(lock, trail, table, sections, companions);
    }

    /// Marks of the kept samples from a place on that are durable here. Any thread.
    RingMarks storedMarks(long from, int max) {
        synchronized (lock) {
            return RingMarks.stored(table, sections, from, places.durable(), max);
        }
    }

    /// How two runs relate that follow each other on one clock; each told once. Writer.
    Optional<Alignment> bridge() {
        synchronized (lock) {
            return sections.bridge();
        }
    }

    /// The places now. Any thread.
    RingPlaces places() {
        synchronized (lock) {
            return new RingPlaces(table.first(), places.durable(), places.cursor(), table.end());
        }
    }

    /// What everything from a place on takes of this ring. Any thread.
    RingLoad load(long from) {
        synchronized (lock) {
            return RingLoad.of(table, from, ageUs, pool.shareBytes(trail.account()));
        }
    }

    /// Site time of the first key sample that is kept and shown at or after a site time, µs. Any thread.
    OptionalLong keySince(long timeUs) {
        synchronized (lock) {
            return table.keySince(timeUs);
        }
    }

    /// Says what the ring is for, which decides who gives way when memory is short. Any thread.
    void rank(boolean isShadow, int priority) {
        pool.rank(trail.account(), isShadow, priority);
    }

    /// Whether memory is so short that this ring keeps no more than its share. Any thread.
    boolean isLowered() {
        return trail.account().isLowered();
    }

    /// Gives all memory back, when the owner and the writer have both let go.
    void close() {
        synchronized (lock) {
            table.forgetBefore(table.end());
            trail.close();
        }
    }

    /// What there is to know for status, without the stream's bytes.
    RingView view(long nowUs) {
        synchronized (lock) {
            long kept = trail.bytesKept() + companions.bytes();
            return RingView.of(table, sections.newest(), nowUs, lastArrivalUs, places, damaged, undecodable, kept);
        }
    }

    /// The usual distance of two samples, µs. Owner.
    long usualUs() {
        return runs.usualUs();
    }

    /// Arrival of the newest sample, monotonic µs; `Long.MIN_VALUE` before the first. Any thread.
    long lastArrivalUs() {
        return lastArrivalUs;
    }

    /// Arrival of the session's first sample, monotonic µs; `Long.MIN_VALUE` before it. Owner.
    long firstArrivalUs() {
        return firstArrivalUs;
    }

    /// Place in the ring's count of the newest session's first sample, which may not have come yet. Any thread.
    long sessionFirst() {
        return sessionFirst;
    }

    /// Samples dropped before they were durable.
    long lost() {
        synchronized (lock) {
            return places.lost() + draft.lost();
        }
    }

    private boolean extend() {
        synchronized (lock) {
            boolean fits = trail.extend();
            while (!fits && eviction.forced(draft.start())) {
                fits = trail.extend();
            }
            return fits;
        }
    }

    /// The sample being assembled found no room even so. The next one begins a run.
    private void loseNewest() {
        runs.missing(eviction.cause());
        runs.sessionEnded();
    }

    /// When samples were dropped that are not durable, those behind them begin a run of their own.
    private void stepOverLosses() {
        long first = table.first();
        if (places.cursor() >= first || table.isEmpty()) {
            return;
        }
        if (places.skipTo(first) > 0) {
            sections.tear(first, new RunId(tears.bits()), eviction.blamed());
        }
    }
}
