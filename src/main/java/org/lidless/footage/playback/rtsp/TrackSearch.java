package org.lidless.footage.playback.rtsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.CompanionFrame;
import org.lidless.footage.media.VideoParameters;
import org.lidless.footage.playback.live.LiveItem;
import org.lidless.footage.playback.live.LiveItem.Picture;

/// Finds out which tracks a stream has by looking at its samples: sound and metadata are known when they come beside
/// the first [#ENOUGH_US] of pictures. One thread.
public final class TrackSearch {

    /// So much of the camera's time is looked at.
    static final long ENOUGH_US = 1_000_000;

    private @Nullable VideoParameters video;
    private final List<Companion> beside = new ArrayList<>();
    private long firstUs;
    private boolean isDone;

    /// Looks at an item.
    public void take(LiveItem item) {
        if (!(item instanceof Picture picture)) {
            return;
        }
        long atUs = picture.sample().mark().timeUs();
        if (video == null) {
            video = picture.sample().parameters();
            firstUs = atUs;
        }
        for (CompanionFrame frame : picture.sample().companions()) {
            boolean isKnown = beside.stream()
                    .anyMatch(
                            each -> each.codec().isAudio() == frame.of().codec().isAudio());
            if (!isKnown) {
                beside.add(frame.of());
            }
        }
        isDone |= atUs - firstUs >= ENOUGH_US;
    }

    /// Whether more need not be looked at.
    public boolean isDone() {
        return isDone;
    }

    /// What was found, the sound first; empty while no picture came.
    public Optional<RtspTracks> found() {
        VideoParameters known = video;
        if (known == null) {
            return Optional.empty();
        }
        List<Companion> sorted = new ArrayList<>(beside);
        sorted.sort((one, other) ->
                Boolean.compare(other.codec().isAudio(), one.codec().isAudio()));
        return Optional.of(new RtspTracks(known, sorted));
    }
}
