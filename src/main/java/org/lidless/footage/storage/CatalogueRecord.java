package org.lidless.footage.storage;

import org.lidless.domain.CameraId;
import org.lidless.domain.ClockQuality;
import org.lidless.domain.Epoch;
import org.lidless.domain.Gap;
import org.lidless.domain.GapCause;
import org.lidless.domain.NodeId;
import org.lidless.domain.RunId;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.domain.TimeSpan;

/// One entry of a catalogue: what a pool knows that no segment can say. Never edited; a later one overrides.
public sealed interface CatalogueRecord {

    /// A segment is about to be created.
    record SegmentOpened(SegmentName name, ClockQuality quality) implements CatalogueRecord {}

    /// A segment is finished and will not change.
    ///
    /// @param bytes     length of the whole file
    /// @param sha256    hash of all before the trailer
    /// @param recovered whether recovery sealed it after a crash
    record SegmentSealed(
            SegmentName name,
            TimeSpan span,
            long firstNumber,
            long samples,
            long bytes,
            Sha256 sha256,
            boolean recovered)
            implements CatalogueRecord {}

    /// A segment was given up after a failed write or force.
    ///
    /// @param why       what failed
    /// @param goodBytes length up to which it was durable; 0 when nothing was
    record SegmentSuspect(SegmentName name, String why, TimeSpan span, long firstNumber, long samples, long goodBytes)
            implements CatalogueRecord {}

    /// A segment held nothing, and was removed.
    record SegmentDropped(SegmentName name) implements CatalogueRecord {}

    /// A loss was noticed; it goes on until a [GapStored] with the same start, or until another one begins.
    record GapBegan(StreamId stream, long fromUs, GapCause cause) implements CatalogueRecord {}

    /// A span has no media, and why. An empty one takes back the beginning at the same place.
    record GapStored(Gap gap) implements CatalogueRecord {}

    /// Where the open segment of a writer that died ends, said by its heir in a shared pool. What the writer
    /// itself says of its segment, then or later, overrides it.
    ///
    /// @param span      site time of its samples up to there, µs
    /// @param goodBytes length up to its last whole fragment
    record SegmentEnded(SegmentName name, TimeSpan span, long firstNumber, long samples, long goodBytes)
            implements CatalogueRecord {}

    /// A node owns the stream from a time on, under this epoch.
    record Owned(StreamId stream, Epoch epoch, NodeId owner, long fromUs) implements CatalogueRecord {}

    /// The node whose catalogue this is does not own the stream any more. That it records nothing of it is no loss from
    /// here on.
    record Released(StreamId stream, Epoch epoch, long toUs) implements CatalogueRecord {}

    /// How the clocks of two runs of a stream relate: the timeline's `Alignment`, in words that storage knows.
    ///
    /// @param tickOffset   what to add to a presentation time of `runA` (1/90000 s) to find the same frame
    ///                     in `runB`
    /// @param timeOffsetUs site time in `runB` minus that in `runA` for the same frame, µs
    /// @param verified     how many samples say so
    /// @param kind         what the copies have in common, a word of the timeline's
    record Aligned(
            StreamId stream, RunId runA, RunId runB, long tickOffset, long timeOffsetUs, int verified, String kind)
            implements CatalogueRecord {}

    /// Where a run lies in time: the site's clock was set, and what the run's segments say of the time is wrong
    /// by this. The segments are not touched. Whoever holds a copy of the run's footage may repeat the entry; of
    /// several the one with the highest revision counts.
    ///
    /// @param shiftUs  what to add to every time that the run's segments tell, µs
    /// @param revision counts the entries of the run, from 1
    /// @param quality  how far the times can be trusted then
    /// @param why      a word for people
    /// @param atUs     when it was found, site time in µs
    record Placed(StreamId stream, RunId run, long shiftUs, long revision, ClockQuality quality, String why, long atUs)
            implements CatalogueRecord {}

    /// A gap that is stored in this catalogue lies elsewhere in time, for the same reason.
    ///
    /// @param gap  as it was stored
    /// @param byUs what to add to its ends, µs
    record GapMoved(Gap gap, long byUs) implements CatalogueRecord {

        /// Where it lies.
        public Gap moved() {
            TimeSpan span = gap.span();
            return new Gap(gap.stream(), new TimeSpan(span.fromUs() + byUs, span.toUs() + byUs), gap.cause());
        }
    }

    /// A segment is not footage any more: its time was over, or its room was needed. Its file waits in quarantine,
    /// under its own name with [Quarantine#MARK] and the token behind it, until it is purged.
    ///
    /// @param span  site time of what it held, µs
    /// @param bytes length of the file
    /// @param token drawn anew each time, so that who purges an earlier one misses this
    /// @param why   a word for people
    /// @param atUs  when, on the wall
    record SegmentExpired(SegmentName name, TimeSpan span, long bytes, String token, String why, long atUs)
            implements CatalogueRecord {}

    /// A file in quarantine is deleted.
    record SegmentPurged(SegmentName name, String token) implements CatalogueRecord {}

    /// Footage of a camera must not be deleted by retention. Every holder of footage of the span repeats the entry in
    /// a catalogue of its own.
    ///
    /// @param lock   16 hexadecimal digits, drawn once
    /// @param reason a person's words
    /// @param atUs   when it was first said, on the wall
    record EvidenceLocked(String lock, CameraId camera, TimeSpan span, String reason, long atUs)
            implements CatalogueRecord {}

    /// A lock is lifted, for good: its digits are not used again.
    record EvidenceUnlocked(String lock, String reason, long atUs) implements CatalogueRecord {}

    /// An entry of a later version: kept, and otherwise left alone.
    record Unknown(String type) implements CatalogueRecord {}
}
