package org.lidless.footage.storage;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.lidless.domain.CameraId;
import org.lidless.domain.PoolId;
import org.lidless.domain.RetentionRule;
import org.lidless.domain.StreamId;
import org.lidless.footage.storage.retention.PoolLimits;

/// How long a recorder keeps footage.
///
/// @param limits   of its pools; one that is not named has the standard ones
/// @param standard for cameras that are not named
/// @param cameras  for those that are, all their streams
/// @param subs     for sub streams of cameras, before the other two; under no name for all cameras
public record RetentionSettings(
        SortedMap<PoolId, PoolLimits> limits,
        RetentionRule standard,
        SortedMap<CameraId, RetentionRule> cameras,
        Subs subs) {

    public static final RetentionSettings STANDARD =
            new RetentionSettings(new TreeMap<>(), RetentionRule.STANDARD, new TreeMap<>(), Subs.NONE);

    /// Rules for sub streams alone.
    ///
    /// @param standard of cameras that are not named
    /// @param cameras  of those that are
    public record Subs(Optional<RetentionRule> standard, SortedMap<CameraId, RetentionRule> cameras) {

        public static final Subs NONE = new Subs(Optional.empty(), new TreeMap<>());

        public Subs {
            cameras = Collections.unmodifiableSortedMap(new TreeMap<>(cameras));
        }
    }

    public RetentionSettings {
        limits = Collections.unmodifiableSortedMap(new TreeMap<>(limits));
        cameras = Collections.unmodifiableSortedMap(new TreeMap<>(cameras));
    }

    /// The same with what the site says of cameras, which counts for all streams of them.
    public RetentionSettings with(SortedMap<CameraId, RetentionRule> ofSite) {
        SortedMap<CameraId, RetentionRule> all = new TreeMap<>(cameras);
        all.putAll(ofSite);
        SortedMap<CameraId, RetentionRule> ofSubs = new TreeMap<>(subs.cameras());
        ofSubs.keySet().removeAll(ofSite.keySet());
        return new RetentionSettings(limits, standard, all, new Subs(subs.standard(), ofSubs));
    }

    PoolLimits of(PoolId pool) {
        return limits.getOrDefault(pool, PoolLimits.STANDARD);
    }

    /// The nearest rule: of a sub stream its camera's for sub streams, its camera's, that for all sub streams; then the
    /// standard one.
    RetentionRule of(StreamId stream) {
        Optional<RetentionRule> ofCamera = Optional.ofNullable(cameras.get(stream.camera()));
        return switch (stream.kind()) {
            case MAIN -> ofCamera.orElse(standard);
            case SUB ->
                Optional.ofNullable(subs.cameras().get(stream.camera()))
                        .or(() -> ofCamera)
                        .or(subs::standard)
                        .orElse(standard);
        };
    }

    /// Whether any camera's footage goes by age or by bytes.
    boolean hasRules() {
        return Stream.of(
                        Stream.of(standard),
                        cameras.values().stream(),
                        subs.standard().stream(),
                        subs.cameras().values().stream())
                .flatMap(each -> each)
                .anyMatch(RetentionSettings::isLimited);
    }

    private static boolean isLimited(RetentionRule rule) {
        return rule.ageMaxUs().isPresent() || rule.bytesMax().isPresent();
    }
}
