package org.lidless.footage.playback.live;

import java.util.Optional;
import org.lidless.footage.playback.live.LiveItem.Picture;

/// One viewer's place in a live log. A viewer that reads too slowly is brought to the newest key sample, and told
/// so. One thread.
public final class LiveView implements AutoCloseable {

    private final LiveLog log;
    private final Runnable leave;
    private long place;
    private boolean awaitsKey;

    /// @param place  where it begins in the log's buffer
    /// @param goesOn whether its decoder goes on with what comes there
    LiveView(LiveLog log, long place, boolean goesOn, Runnable leave) {
        this.awaitsKey = !goesOn;
        this.log = log;
        this.place = place;
        this.leave = leave;
    }

    /// The next item; empty when there is none now.
    public Optional<LiveItem> poll() {
        while (true) {
            LiveBuffer.Read read = log.read(place);
            if (read == null) {
                return Optional.empty();
            }
            place = read.next();
            awaitsKey |= read.item() instanceof LiveItem.Skipped;
            if (!(read.item() instanceof Picture picture)) {
                return Optional.of(read.item());
            }
            if (!awaitsKey || picture.key()) {
                return Optional.of(awaitsKey ? anew(picture) : picture);
            }
        }
    }

    private LiveItem anew(Picture picture) {
        awaitsKey = false;
        return new Picture(
                picture.sample(),
                picture.recorder(),
                picture.epoch(),
                picture.standingIn(),
                LiveItem.Seam.KEY,
                picture.stepTicks());
    }

    @Override
    public void close() {
        leave.run();
    }
}
