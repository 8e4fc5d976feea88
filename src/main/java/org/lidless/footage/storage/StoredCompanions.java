package org.lidless.footage.storage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.CompanionFrame;
import org.lidless.footage.media.Sample;
import org.lidless.footage.media.mp4.BadMovieException;
import org.lidless.footage.media.mp4.MovieHead;
import org.lidless.footage.media.mp4.TrackRun;

/// Gives the samples of a stored fragment the companions that were stored with them: each frame goes with the last
/// sample that is decoded at or before it, the first ones with the first.
final class StoredCompanions {

    private static final long US_PER_SECOND = 1_000_000;

    private StoredCompanions() {}

    /// @param samples at least one
    /// @param at      where the first run's bytes begin in the body
    static List<Sample> with(List<Sample> samples, List<TrackRun> runs, List<Companion> tracks, ByteBuffer body, int at)
            throws BadMovieException {
        List<List<CompanionFrame>> found = new ArrayList<>();
        samples.forEach(_ -> found.add(new ArrayList<>()));
        int place = at;
        for (TrackRun run : runs) {
            int index = run.track() - MovieHead.FIRST_COMPANION;
            if (index < 0 || index >= tracks.size()) {
                throw new BadMovieException("a fragment of track " + run.track() + ", which is not there");
            }
            long ticks = run.begin();
            for (int i = 0; i < run.sizes().size(); i++) {
                int size = run.sizes().get(i);
                if (size > body.limit() - place) {
                    throw new BadMovieException("frames beyond the fragment");
                }
                Companion of = tracks.get(index);
                long us = ticks * US_PER_SECOND / of.rate();
                int sample = sampleAt(samples, us * 9 / 100);
                Sample with = samples.get(sample);
                long timeUs = with.timeUs() + us - with.presentationTicks() * 100 / 9;
                int length = of.codec().isAudio() ? run.steps().get(i) : 0;
                found.get(sample).add(new CompanionFrame(of, timeUs, length, body.slice(place, size)));
                place += size;
                ticks += run.steps().get(i);
            }
        }
        List<Sample> whole = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            whole.add(samples.get(i).with(found.get(i)));
        }
        return whole;
    }

    private static int sampleAt(List<Sample> samples, long ticks) {
        int at = 0;
        while (at + 1 < samples.size() && samples.get(at + 1).decodeTicks() <= ticks) {
            at++;
        }
        return at;
    }
}
