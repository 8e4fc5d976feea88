package org.lidless.sim.footage;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.RunId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.timeline.alignment.Alignment;
import org.lidless.footage.timeline.alignment.AlignmentFit;
import org.lidless.footage.timeline.alignment.AlignmentGraph;
import org.lidless.footage.timeline.alignment.AlignmentLearner;
import org.lidless.footage.timeline.alignment.Fit;
import org.lidless.footage.timeline.alignment.SampleMark;
import org.lidless.footage.timeline.splice.OwnedRange;
import org.lidless.footage.timeline.splice.Spliced;
import org.lidless.footage.timeline.splice.Splicer;
import org.lidless.footage.timeline.splice.Strand;

/// What a reader gets of one camera, from all disks, by the production splice.
final class Archive {

    private static final long SAME_TIME_US = 50_000;
    private static final long COMMON_MIN_US = 1_000_000;
    private static final int SHORT_LOG = 45;
    private static final NodeId NOBODY = new NodeId("nobody");

    /// Frames in the order of reading.
    final List<Integer> frames = new ArrayList<>();
    /// Who received each of them.
    final List<NodeId> writers = new ArrayList<>();
    /// The run of each of them.
    final List<RunId> runs = new ArrayList<>();
    /// Where in that order another log begins: there, and only there, site time decides.
    final List<Integer> seams = new ArrayList<>();

    /// Frames of logs that are too short to be compared with others: they may be left out where no hole is
    /// seen.
    final BitSet incomparable = new BitSet();

    boolean decodeTimesRise = true;

    private AlignmentGraph graph = AlignmentGraph.of(List.of());

    private Archive() {}

    /// Whether the copies of two runs can be compared sample by sample.
    boolean isOneLog(RunId one, RunId other) {
        return graph.log(one).equals(graph.log(other));
    }

    static Archive read(FootageSite site, FilmedCamera camera) {
        var archive = new Archive();
        List<List<MadeRing.Entry>> chains = new ArrayList<>();
        List<Strand> strands = new ArrayList<>();
        List<Alignment> alignments = new ArrayList<>();
        for (FootageRecorder holder : site.recorders) {
            alignments.addAll(holder.disk.alignments);
            for (List<MadeSegment> chain : chains(holder, camera)) {
                List<MadeRing.Entry> samples = new ArrayList<>();
                chain.forEach(each -> samples.addAll(each.samples));
                chains.add(samples);
                MadeSegment first = chain.getFirst();
                strands.add(new Strand(
                        first.run,
                        first.writer,
                        holder.id(),
                        first.epoch,
                        first.placementUs,
                        samples.stream().map(MadeRing.Entry::mark).iterator()));
            }
        }
        if (site.mutant == FootageMutant.MERGES_BY_TIME) {
            archive.mergeByTime(chains);
        } else {
            archive.graph = graph(chains, alignments);
            archive.splice(new Splicer(strands, archive.graph, ownership(site, camera)), names(chains));
            archive.findIncomparable(chains, archive.graph);
        }
        return archive;
    }

    /// As recorders have learnt, and where they have not, by comparing what is stored: as the timeline does.
    private static AlignmentGraph graph(List<List<MadeRing.Entry>> chains, List<Alignment> learnt) {
        List<Alignment> known = new ArrayList<>(learnt);
        AlignmentGraph graph = AlignmentGraph.of(known);
        for (int i = 0; i < chains.size(); i++) {
            for (int j = i + 1; j < chains.size(); j++) {
                RunId one = chains.get(i).getFirst().mark().run();
                RunId other = chains.get(j).getFirst().mark().run();
                if (!graph.log(one).equals(graph.log(other))
                        && fit(chains.get(i), chains.get(j)) instanceof Fit.Aligned(Alignment found)) {
                    known.add(found);
                    graph = AlignmentGraph.of(known);
                }
            }
        }
        return graph;
    }

    private static Fit fit(List<MadeRing.Entry> one, List<MadeRing.Entry> other) {
        long fromUs = Math.max(one.getFirst().placedUs(), other.getFirst().placedUs());
        long toUs = Math.min(one.getLast().placedUs(), other.getLast().placedUs());
        return toUs - fromUs < COMMON_MIN_US
                ? new Fit.Unknown(Fit.Reason.TOO_FEW)
                : AlignmentFit.of(placed(one), placed(other), AlignmentLearner.SKEW_MAX_US);
    }

    private static List<SampleMark> placed(List<MadeRing.Entry> samples) {
        return samples.stream().map(MadeRing.Entry::placed).toList();
    }

    private void findIncomparable(List<List<MadeRing.Entry>> chains, AlignmentGraph graph) {
        Map<RunId, BitSet> logs = new TreeMap<>();
        for (List<MadeRing.Entry> chain : chains) {
            BitSet log = logs.computeIfAbsent(graph.log(chain.getFirst().mark().run()), _ -> new BitSet());
            chain.forEach(each -> log.set(each.frame().index()));
        }
        logs.values().stream().filter(log -> log.cardinality() < SHORT_LOG).forEach(incomparable::or);
    }

    /// As the recorders' catalogues tell it.
    private static List<OwnedRange> ownership(FootageSite site, FilmedCamera camera) {
        boolean isFenced = site.mutant != FootageMutant.NO_FENCE;
        List<OwnedRange> ranges = new ArrayList<>();
        for (FootageRecorder each : site.recorders) {
            for (MadeDisk.Owned owned : each.disk.owned) {
                if (owned.camera().equals(camera.id)) {
                    var span = new TimeSpan(owned.fromUs(), owned.toUs());
                    ranges.add(new OwnedRange(span, each.id(), isFenced ? owned.epoch() : Epoch.FIRST));
                }
            }
        }
        return ranges;
    }

    private void splice(Splicer splicer, Map<RunId, Map<Long, Integer>> names) {
        long decode = Long.MIN_VALUE;
        while (splicer.hasNext()) {
            Spliced next = splicer.next();
            if (next.seam() == Spliced.Seam.OTHER_BYTES) {
                seams.add(frames.size());
            }
            decodeTimesRise &= next.decodeTicks() > decode;
            decode = next.decodeTicks();
            writers.add(next.strand().writer());
            runs.add(next.mark().run());
            frames.add(names.getOrDefault(next.mark().run(), Map.of())
                    .getOrDefault(next.mark().number(), -1));
        }
    }

    private static Map<RunId, Map<Long, Integer>> names(List<List<MadeRing.Entry>> chains) {
        Map<RunId, Map<Long, Integer>> names = new TreeMap<>();
        for (List<MadeRing.Entry> chain : chains) {
            Map<Long, Integer> ofRun =
                    names.computeIfAbsent(chain.getFirst().mark().run(), _ -> new HashMap<>());
            chain.forEach(each -> ofRun.put(each.mark().number(), each.frame().index()));
        }
        return names;
    }

    /// The planted bug.
    private void mergeByTime(List<List<MadeRing.Entry>> chains) {
        List<MadeRing.Entry> all = new ArrayList<>();
        chains.forEach(all::addAll);
        all.sort(Comparator.comparingLong(MadeRing.Entry::placedUs));
        long last = Long.MIN_VALUE / 2;
        for (MadeRing.Entry each : all) {
            long at = each.placedUs();
            if (at - last > SAME_TIME_US) {
                frames.add(each.frame().index());
                writers.add(NOBODY);
                runs.add(all.getFirst().mark().run());
                last = at;
            }
        }
    }

    /// Segments of a run at a holder, numbers rising, each where it goes on soonest; what lies there twice is a chain
    /// of its own.
    private static List<List<MadeSegment>> chains(FootageRecorder holder, FilmedCamera camera) {
        TreeMap<RunId, List<MadeSegment>> byRun = new TreeMap<>();
        for (MadeSegment each : holder.disk.segments.values()) {
            if (each.camera.equals(camera.id) && !each.samples.isEmpty()) {
                byRun.computeIfAbsent(each.run, _ -> new ArrayList<>()).add(each);
            }
        }
        List<List<MadeSegment>> chains = new ArrayList<>();
        for (List<MadeSegment> segments : byRun.values()) {
            segments.sort(Comparator.comparingLong(
                    each -> each.samples.getFirst().mark().number()));
            List<List<MadeSegment>> ofRun = new ArrayList<>();
            for (MadeSegment each : segments) {
                long from = each.samples.getFirst().mark().number();
                List<MadeSegment> fits = ofRun.stream()
                        .filter(chain -> end(chain) < from)
                        .max(Comparator.comparingLong(Archive::end))
                        .orElse(null);
                if (fits == null) {
                    fits = new ArrayList<>();
                    ofRun.add(fits);
                }
                fits.add(each);
            }
            chains.addAll(ofRun);
        }
        return chains;
    }

    private static long end(List<MadeSegment> chain) {
        return chain.getLast().samples.getLast().mark().number();
    }
}
