package org.lidless.footage.storage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.CompanionFrame;
import org.lidless.footage.media.Sample;
import org.lidless.footage.media.mp4.CompanionAxis;
import org.lidless.footage.media.mp4.MovieHead;
import org.lidless.footage.media.mp4.TrackRun;

/// The companions' tracks of one segment while it is written. Belongs to its writer.
final class SegmentCompanions {

    private final List<Companion> tracks;
    private final List<CompanionAxis> axes = new ArrayList<>();

    SegmentCompanions(List<Companion> tracks) {
        this.tracks = List.copyOf(tracks);
        tracks.forEach(each -> axes.add(new CompanionAxis(each)));
    }

    /// What goes with one fragment.
    ///
    /// @param runs   one for each track that has frames in it
    /// @param frames their bytes, in the order of the runs
    record Cut(List<TrackRun> runs, List<ByteBuffer> frames) {

        int bytes() {
            int bytes = 0;
            for (TrackRun run : runs) {
                bytes += run.bytes();
            }
            return bytes;
        }
    }

    List<Companion> tracks() {
        return tracks;
    }

    /// The frames that go with these samples, placed. Frames of tracks that the segment has not are left out.
    Cut cut(List<Sample> samples) {
        List<TrackRun> runs = new ArrayList<>();
        List<ByteBuffer> frames = new ArrayList<>();
        for (int track = 0; track < tracks.size(); track++) {
            List<Long> begins = new ArrayList<>();
            List<Integer> sizes = new ArrayList<>();
            int last = 1;
            for (Sample sample : samples) {
                for (CompanionFrame frame : sample.companions()) {
                    long begin = frame.of().equals(tracks.get(track))
                            ? axes.get(track).place(frame, sample)
                            : CompanionAxis.TWICE;
                    if (begin != CompanionAxis.TWICE) {
                        begins.add(begin);
                        sizes.add(frame.size());
                        frames.add(frame.bytes());
                        last = Math.max(1, frame.ticks());
                    }
                }
            }
            if (!begins.isEmpty()) {
                runs.add(
                        new TrackRun(MovieHead.FIRST_COMPANION + track, begins.getFirst(), steps(begins, last), sizes));
            }
        }
        return new Cut(runs, frames);
    }

    private static List<Integer> steps(List<Long> begins, int last) {
        List<Integer> steps = new ArrayList<>();
        for (int i = 1; i < begins.size(); i++) {
            steps.add((int) (begins.get(i) - begins.get(i - 1)));
        }
        steps.add(last);
        return steps;
    }
}
