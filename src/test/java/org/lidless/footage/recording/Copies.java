package org.lidless.footage.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lidless.domain.NodeId;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.media.Sample;
import org.lidless.footage.storage.LoadedFragment;
import org.lidless.footage.storage.SegmentIndex;
import org.lidless.footage.storage.SegmentReader;
import org.lidless.footage.storage.SegmentRow;
import org.lidless.footage.storage.SegmentState;
import org.lidless.footage.storage.StoredFragment;
import org.lidless.footage.timeline.alignment.Alignment;
import org.lidless.footage.timeline.alignment.AlignmentKind;
import org.lidless.footage.timeline.alignment.SampleHash;
import org.lidless.footage.timeline.alignment.SampleMark;
import org.lidless.footage.timeline.splice.Strand;
import org.lidless.world.Disk;

/// What one recorder has of a stream on its disk, read as the splice wants it.
final class Copies {

    private static final TimeSpan ALWAYS = new TimeSpan(0, Long.MAX_VALUE / 2);

    private Copies() {}

    /// A strand for each segment.
    static List<Strand> strands(SegmentIndex index, Disk disk, Path pool, NodeId node, StreamId stream)
            throws IOException {
        List<Strand> strands = new ArrayList<>();
        for (SegmentRow row : index.segments(stream, ALWAYS)) {
            List<SampleMark> marks = marks(disk, pool, row);
            if (!marks.isEmpty()) {
                strands.add(new Strand(row.name().run(), node, node, row.name().epoch(), 0, marks.iterator()));
            }
        }
        return strands;
    }

    static List<Alignment> alignments(SegmentIndex index, StreamId stream) {
        return index.alignments(stream).stream()
                .map(each -> new Alignment(
                        each.runA(),
                        each.runB(),
                        each.tickOffset(),
                        each.timeOffsetUs(),
                        each.verified(),
                        AlignmentKind.of(each.kind())))
                .toList();
    }

    /// Of a segment that is not open.
    static List<SampleMark> marks(Disk disk, Path pool, SegmentRow row) throws IOException {
        List<SampleMark> marks = new ArrayList<>();
        if (row.state() == SegmentState.OPEN) {
            return marks;
        }
        try (SegmentReader reader = SegmentReader.open(disk, pool, row)) {
            var hash = new SampleHash(reader.parameters().codec());
            for (StoredFragment each : reader.rest()) {
                if (reader.load(each) instanceof LoadedFragment.Intact intact) {
                    for (int i = 0; i < intact.samples().size(); i++) {
                        long found = hash.of(intact.payload().get(i));
                        marks.add(mark(row, intact.samples().get(i), found));
                    }
                }
            }
        }
        return marks;
    }

    private static SampleMark mark(SegmentRow row, Sample it, long hash) {
        return new SampleMark(
                row.name().run(),
                it.number(),
                it.decodeTicks(),
                it.presentationTicks(),
                it.timeUs(),
                it.size(),
                it.key(),
                hash);
    }
}
