package org.lidless.wire.node;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lidless.domain.NodeId;
import org.lidless.domain.Problem;
import org.lidless.domain.StreamId;
import org.lidless.domain.WitnessReport.Sighting;
import org.lidless.footage.timeline.alignment.SampleMark;
import org.lidless.footage.timeline.alignment.Watermark;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.world.Clock;
import org.lidless.world.World;

/// A shadow's link to the recorder that owns some of its streams: hears every 100 ms what became durable there. Dials
/// again by itself when it breaks, and goes on where it was.
///
/// Marks are asked for only while the owner's clock is known to 250 ms: a mark whose time is in doubt is no evidence.
/// Marks that came in doubt are asked for again.
public final class WatermarkLink implements AutoCloseable {

    /// So much may the owner's clock be in doubt; as much as alignment allows.
    static final long CLOCK_ERROR_MAX_US = 250_000;

    /// The owner is silent when nothing came for so long.
    static final long SILENCE_US = 1_000_000;

    private final NodeId owner;
    private final OwnerHearer hearer;
    private final Clock time;
    private final ClockTalk clock;
    private final LinkLoop loop;
    private final Told told = new Told();
    private volatile SortedSet<StreamId> streams = Collections.emptySortedSet();
    private volatile Optional<Sighting> sighting = Optional.empty();
    private volatile long boot;

    private WatermarkLink(World world, NodeCredentials own, NodeId owner, String address, OwnerHearer hearer) {
        this.owner = owner;
        this.hearer = hearer;
        this.time = world.clock();
        this.clock = new ClockTalk(world.clock());
        long linkName = world.chance().fork("watermarks " + owner).bits();
        this.loop = new LinkLoop(world, own, linkName, owner, address, "/node/v1/watermarks", told);
    }

    /// Begins to dial.
    ///
    /// @param owner   who must answer there, by its certificate
    /// @param address `host:port`
    public static WatermarkLink start(
            World world, NodeCredentials own, NodeId owner, String address, OwnerHearer hearer) {
        WatermarkLink link = new WatermarkLink(world, own, owner, address, hearer);
        link.loop.start();
        return link;
    }

    /// The streams that are shadowed from this owner now: the whole truth. Any thread.
    ///
    /// @throws IllegalArgumentException for more than one link carries
    public void follow(Set<StreamId> wanted) {
        if (wanted.size() > Message.Wanted.STREAMS_MAX) {
            throw new IllegalArgumentException(wanted.size() + " streams are more than one link carries");
        }
        streams = Collections.unmodifiableSortedSet(new TreeSet<>(wanted));
        loop.wake();
    }

    /// What was last told as a sighting; empty before the owner was ever heard. Any thread.
    public Optional<Sighting> sighting() {
        return sighting;
    }

    /// The start of the owner's process that was last heard; 0 before it was ever heard. Any thread.
    public long boot() {
        return boot;
    }

    /// How far the owner's clock is from this one's; empty until it was measured. Any thread.
    public Optional<ClockOffset> clock() {
        return clock.offset();
    }

    @Override
    public void close() {
        loop.close();
    }

    private Optional<ClockOffset> trustedClock() {
        return clock.offset().filter(each -> each.errorUs() <= CLOCK_ERROR_MAX_US);
    }

    /// The same news on this node's clock.
    static Watermark shifted(Watermark news, long byUs) {
        List<SampleMark> marks = news.durable().stream()
                .map(mark -> new SampleMark(
                        mark.run(),
                        mark.number(),
                        mark.decodeTicks(),
                        mark.presentationTicks(),
                        mark.timeUs() + byUs,
                        mark.size(),
                        mark.key(),
                        mark.hash()))
                .toList();
        long endUs = news.endUs() == Long.MIN_VALUE ? Long.MIN_VALUE : news.endUs() + byUs;
        return new Watermark(news.stream(), news.writer(), news.epoch(), marks, endUs);
    }

    /// All of it belongs to the link's thread.
    private final class Told implements Talk {

        private final SortedMap<StreamId, Long> places = new TreeMap<>();
        private SortedSet<StreamId> asked = Collections.emptySortedSet();
        private long heardUs;
        private long wokenUs;

        @Override
        public void opened(Line line, long ownersBoot) {
            if (ownersBoot != boot) {
                places.clear();
            }
            boot = ownersBoot;
            asked = Collections.emptySortedSet();
            heardUs = time.elapsedUs();
            wokenUs = heardUs;
            clock.begin(heardUs);
            sight(Sighting.HEARD);
        }

        @Override
        public void heard(Line line, Line.Event event) {
            heardUs = time.elapsedUs();
            if (sighting.equals(Optional.of(Sighting.SILENT))) {
                sight(Sighting.HEARD);
            }
            switch (event) {
                case Line.Event.Binary binary ->
                    MarkBytes.decode(binary.bytes(), owner).forEach(this::deliver);
                case Line.Event.Text text -> {
                    if (!(MessageJson.decode(text.json()) instanceof Message.ClockAnswered answer)) {
                        throw new IllegalArgumentException("it sent what an owner does not tell a shadow");
                    }
                    clock.answered(answer);
                }
                case Line.Event.Woken woken -> throw new IllegalArgumentException("not from the peer");
                case Line.Event.Ended ended -> throw new IllegalArgumentException("the end is told otherwise");
            }
        }

        private void deliver(MarkFeed.Batch batch) {
            StreamId stream = batch.watermark().stream();
            if (!asked.contains(stream) || !streams.contains(stream)) {
                return;
            }
            Optional<ClockOffset> offset = trustedClock();
            if (offset.isPresent()) {
                places.put(stream, batch.nextPlace());
                hearer.watermark(shifted(batch.watermark(), offset.get().offsetUs()));
            }
        }

        @Override
        public long due(Line line, long nowUs) {
            if (nowUs > wokenUs + LinkLoop.OVERSLEPT_US) {
                heardUs = nowUs;
            }
            if (nowUs - heardUs >= SILENCE_US && sighting.equals(Optional.of(Sighting.HEARD))) {
                sight(Sighting.SILENT);
            }
            want(line, nowUs);
            long silentUs = sighting.equals(Optional.of(Sighting.HEARD)) ? heardUs + SILENCE_US : Long.MAX_VALUE;
            wokenUs = Math.min(clock.due(line, nowUs), silentUs);
            return wokenUs;
        }

        private void want(Line line, long nowUs) {
            SortedSet<StreamId> wanted = streams;
            if (trustedClock().isEmpty()) {
                wanted = Collections.emptySortedSet();
                clock.hurry(nowUs);
            }
            if (wanted.equals(asked)) {
                return;
            }
            asked = wanted;
            places.keySet().retainAll(streams);
            SortedMap<StreamId, Long> from = new TreeMap<>();
            asked.forEach(each -> from.put(each, places.getOrDefault(each, 0L)));
            line.send(new Message.Wanted(from));
        }

        @Override
        public void closed() {
            sight(Sighting.CLOSED);
        }

        @Override
        public void refused() {
            if (sighting.equals(Optional.of(Sighting.CLOSED))) {
                sight(Sighting.REFUSED);
            }
        }

        @Override
        public void distrusted(Problem problem) {
            hearer.refused(owner, problem);
        }

        private void sight(Sighting now) {
            sighting = Optional.of(now);
            hearer.sighted(owner, boot, now);
        }
    }
}
