package org.lidless.footage.storage;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lidless.domain.CameraId;
import org.lidless.domain.PoolId;
import org.lidless.footage.storage.retention.PoolLimits;
import org.lidless.footage.storage.retention.RetentionRule;

/// How long a recorder keeps footage.
///
/// @param limits   of its pools; one that is not named has the standard ones
/// @param standard for cameras that are not named
/// @param cameras  for those that are
public record RetentionSettings(
        SortedMap<PoolId, PoolLimits> limits, RetentionRule standard, SortedMap<CameraId, RetentionRule> cameras) {

    public static final RetentionSettings STANDARD =
            new RetentionSettings(new TreeMap<>(), RetentionRule.STANDARD, new TreeMap<>());

    public RetentionSettings {
        limits = Collections.unmodifiableSortedMap(new TreeMap<>(limits));
        cameras = Collections.unmodifiableSortedMap(new TreeMap<>(cameras));
    }

    PoolLimits of(PoolId pool) {
        return limits.getOrDefault(pool, PoolLimits.STANDARD);
    }

    RetentionRule of(CameraId camera) {
        return cameras.getOrDefault(camera, standard);
    }

    /// Whether any camera's footage goes by age or by bytes.
    boolean hasRules() {
        return isLimited(standard) || cameras.values().stream().anyMatch(RetentionSettings::isLimited);
    }

    private static boolean isLimited(RetentionRule rule) {
        return rule.ageMaxUs().isPresent() || rule.bytesMax().isPresent();
    }
}
