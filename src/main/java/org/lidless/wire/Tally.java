package org.lidless.wire;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a node has counted and measured beside its status: only its metrics tell it.
///
/// @param takeovers    of a management server: recorders that were lost since it started
/// @param spareCameras of a management server: how many more cameras each recorder may record, for those of which the
///                     site says how many they bear
/// @param aheadSeconds of a member of a site: by how much the site's time is ahead of the machine's
/// @param fetched      of a member of a site: what it has of others
public record Tally(
        Optional<Takeovers> takeovers,
        Map<String, Long> spareCameras,
        Optional<Double> aheadSeconds,
        Optional<Fetched> fetched) {

    /// Of a node that counts nothing.
    public static final Tally NONE = new Tally(Optional.empty(), Map.of(), Optional.empty(), Optional.empty());

    public Tally {
        spareCameras = Collections.unmodifiableMap(new TreeMap<>(spareCameras));
    }

    /// Footage of this recorder's cameras that others recorded.
    ///
    /// @param seconds    how much of it has come home since the node started, by who recorded it
    /// @param lagSeconds how old the oldest is that has not; 0 when all is home
    public record Fetched(Map<String, Double> seconds, double lagSeconds) {

        public Fetched {
            seconds = Collections.unmodifiableMap(new TreeMap<>(seconds));
        }
    }
}
