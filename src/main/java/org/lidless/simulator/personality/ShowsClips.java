package org.lidless.simulator.personality;

import java.util.List;
import org.lidless.simulator.Personality;

/// Shows other clips than its own: another encoding, or several in turn, as cameras do that change their parameters by
/// day and night, or that were given another encoding and restarted.
///
/// @param clips by name, at least one
record ShowsClips(List<String> clips) implements Personality {

    ShowsClips {
        clips = List.copyOf(clips);
    }
}
