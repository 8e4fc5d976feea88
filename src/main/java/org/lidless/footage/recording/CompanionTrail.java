package org.lidless.footage.recording;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.CompanionFrame;

/// The last of a stream's audio and metadata in memory. A frame goes with the video sample that was on its way when it
/// came: the order in which the camera sent them decides, and so every recorder puts it beside the same sample. The
/// ring counts video only; what is beside a sample that is kept is kept, and forgotten with it.
///
/// What is too much is forgotten, oldest first: the video has the memory. The ingest loop adds, a writer reads; its
/// lock is taken inside the ring's and never the other way.
final class CompanionTrail {

    /// A stream's share of the heap; of 64 kbit/s more than two minutes.
    static final int BYTES_MAX = 1 << 20;

    private final NavigableMap<Long, List<CompanionFrame>> frames = new TreeMap<>();
    private final List<Companion> tracks = new ArrayList<>();
    private final SortedMap<Boolean, CompanionClock> clocks = new TreeMap<>();
    private long bytes;
    private long forgotten;

    /// A frame came.
    ///
    /// @param beside       place in the ring's count of the sample that is on its way
    /// @param siteOffsetUs what to add to a monotonic time to get site time, µs
    synchronized void add(
            long beside, Companion of, int rtpTime, int ticks, ByteBuffer content, long arrivalUs, long siteOffsetUs) {
        boolean isAudio = of.codec().isAudio();
        if (!tracks.contains(of)) {
            tracks.removeIf(each -> each.codec().isAudio() == isAudio);
            tracks.add(of);
            clocks.remove(isAudio);
        }
        long timeUs = clocks.computeIfAbsent(isAudio, _ -> new CompanionClock(of.rate()))
                .place(rtpTime, ticks, arrivalUs + siteOffsetUs);
        ByteBuffer copy = ByteBuffer.allocate(content.remaining());
        copy.put(content.duplicate()).flip();
        frames.computeIfAbsent(beside, _ -> new ArrayList<>(2)).add(new CompanionFrame(of, timeUs, ticks, copy));
        bytes += copy.capacity();
        while (bytes > BYTES_MAX) {
            forgetFirst();
        }
    }

    private void forgetFirst() {
        List<CompanionFrame> first = frames.pollFirstEntry().getValue();
        first.forEach(each -> bytes -= each.size());
        forgotten += first.size();
    }

    /// What goes with the sample at this place.
    synchronized List<CompanionFrame> beside(long place) {
        return List.copyOf(frames.getOrDefault(place, List.of()));
    }

    /// The samples before this place are gone.
    synchronized void forgetBefore(long place) {
        SortedMap<Long, List<CompanionFrame>> gone = frames.headMap(place);
        if (!gone.isEmpty()) {
            gone.values().forEach(of -> of.forEach(each -> bytes -= each.size()));
            gone.clear();
        }
    }

    /// The tracks that frames came of.
    synchronized List<Companion> tracks() {
        return List.copyOf(tracks);
    }

    /// The RTSP session is over: another one's clocks begin anew, and what came for a sample that never did is gone.
    ///
    /// @param next place of the sample to come
    synchronized void sessionEnded(long next) {
        clocks.clear();
        tracks.clear();
        SortedMap<Long, List<CompanionFrame>> unfinished = frames.tailMap(next);
        unfinished.values().forEach(of -> of.forEach(each -> bytes -= each.size()));
        unfinished.clear();
    }

    /// Bytes held now.
    synchronized long bytes() {
        return bytes;
    }

    /// Frames that were forgotten because there were too many.
    synchronized long forgotten() {
        return forgotten;
    }
}
