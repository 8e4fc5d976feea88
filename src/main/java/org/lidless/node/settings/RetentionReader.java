package org.lidless.node.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lidless.domain.CameraId;
import org.lidless.domain.PoolId;
import org.lidless.domain.RetentionRule;
import org.lidless.domain.StreamKind;
import org.lidless.footage.storage.RetentionSettings;
import org.lidless.footage.storage.retention.PoolLimits;
import org.lidless.node.settings.Located.Mapping;

/// Reads how long footage is kept: the limits of each pool, and the rules for cameras.
final class RetentionReader {

    static final List<String> POOL_KEYS =
            List.of("reserve", "size", "high-water", "low-water", "breaker-percent", "quarantine-hours");

    private static final List<String> RULE_KEYS = List.of("camera", "stream", "days", "bytes", "guaranteed-hours");
    private static final int DAYS_MAX = 36_500;
    private static final int GUARANTEED_HOURS_MAX = DAYS_MAX * 24;
    private static final int QUARANTINE_HOURS_MAX = 24 * 365;
    private static final long HOUR_US = 3_600_000_000L;

    private final Complaints complaints;
    private final Values values;
    private final SortedMap<PoolId, PoolLimits> limits = new TreeMap<>();

    RetentionReader(Complaints complaints, Values values) {
        this.complaints = complaints;
        this.values = values;
    }

    /// What a pool's own keys say.
    void pool(PoolId pool, Keys keys) {
        OptionalLong reserve = values.size("reserve", keys.text("reserve"), 0);
        OptionalLong most = values.size("size", keys.text("size"), 1);
        Text highText = keys.optional("high-water", Integer.toString(PoolLimits.HIGH_DEFAULT));
        OptionalInt high = values.number("high-water", highText, 2, 100);
        String lowDefault = Integer.toString(Math.min(PoolLimits.LOW_DEFAULT, Math.max(1, high.orElse(95) - 5)));
        Text lowText = keys.optional("low-water", lowDefault);
        OptionalInt low = values.number("low-water", lowText, 1, 99);
        OptionalInt share = values.number(
                "breaker-percent",
                keys.optional("breaker-percent", Integer.toString(PoolLimits.SHARE_DEFAULT)),
                1,
                100);
        OptionalInt quarantine =
                values.number("quarantine-hours", keys.optional("quarantine-hours", "24"), 0, QUARANTINE_HOURS_MAX);
        if (high.isEmpty() || low.isEmpty() || share.isEmpty() || quarantine.isEmpty()) {
            return;
        }
        if (low.getAsInt() >= high.getAsInt()) {
            complaints.invalid(
                    lowText.place(),
                    "low-water",
                    "\"" + lowText.value() + "\"",
                    "a percentage below high-water, which is " + high.getAsInt()
                            + ": when a pool is fuller than the one, room is made down to the other");
            return;
        }
        limits.put(
                pool,
                new PoolLimits(
                        reserve,
                        most,
                        high.getAsInt(),
                        low.getAsInt(),
                        share.getAsInt(),
                        quarantine.getAsInt() * HOUR_US));
    }

    /// The rules for cameras, once all pools are read.
    ///
    /// @param cameras those that are known here; empty when management names them
    RetentionSettings rules(Keys top, List<CameraId> cameras) {
        var all = new Rules();
        var subs = new Rules();
        for (Mapping item : top.items("retention")) {
            Keys keys = new Keys("a rule of retention", item, RULE_KEYS, complaints);
            Optional<RetentionRule> rule = rule(keys, "days", "bytes");
            Optional<Boolean> isSub = isSub(keys);
            Optional<Text> camera = keys.text("camera");
            if (rule.isEmpty() || isSub.isEmpty()) {
                continue;
            }
            Rules into = isSub.get() ? subs : all;
            if (camera.isEmpty()) {
                if (into.standard.isPresent()) {
                    complaints.twice(keys.place(), "rule without a camera, which is for all others,", "retention");
                }
                into.standard = rule;
            } else {
                camera(camera.get(), cameras).ifPresent(known -> {
                    if (into.named.putIfAbsent(known, rule.get()) != null) {
                        complaints.twice(camera.get().place(), "rule for camera", known.value());
                    }
                });
            }
        }
        return new RetentionSettings(
                limits,
                all.standard.orElse(RetentionRule.STANDARD),
                all.named,
                new RetentionSettings.Subs(subs.standard, subs.named));
    }

    /// Rules in the making.
    private static final class Rules {
        private Optional<RetentionRule> standard = Optional.empty();
        private final SortedMap<CameraId, RetentionRule> named = new TreeMap<>();
    }

    /// Whether a rule is for sub streams alone.
    private Optional<Boolean> isSub(Keys keys) {
        Optional<Text> stream = keys.text("stream");
        if (stream.isPresent() && !stream.get().value().equals(StreamKind.SUB.word())) {
            complaints.invalid(
                    stream.get().place(),
                    "stream",
                    "\"" + stream.get().value() + "\"",
                    "sub, for sub streams alone; without this key a rule is for all streams of a camera");
            return Optional.empty();
        }
        return Optional.of(stream.isPresent());
    }

    private Optional<CameraId> camera(Text text, List<CameraId> cameras) {
        Optional<CameraId> name = values.name("camera", text, CameraId::new);
        if (name.isPresent() && !cameras.isEmpty() && !cameras.contains(name.get())) {
            List<String> names = new ArrayList<>();
            cameras.forEach(each -> names.add(each.value()));
            complaints.invalid(
                    text.place(), "camera", "\"" + text.value() + "\"", "one of: " + String.join(", ", names));
            return Optional.empty();
        }
        return name;
    }

    /// A rule out of the keys of one mapping; a wrong value is complained of, and there is none.
    ///
    /// @param daysKey  what the key for its age is called there
    /// @param bytesKey what the key for its size is called there
    Optional<RetentionRule> rule(Keys keys, String daysKey, String bytesKey) {
        Optional<Text> daysText = keys.text(daysKey);
        OptionalInt days =
                daysText.map(text -> values.number(daysKey, text, 1, DAYS_MAX)).orElse(OptionalInt.empty());
        OptionalLong bytes = values.size(bytesKey, keys.text(bytesKey), 1);
        Text hoursText = keys.optional("guaranteed-hours", "1");
        OptionalInt hours = values.number("guaranteed-hours", hoursText, 0, GUARANTEED_HOURS_MAX);
        if (hours.isEmpty() || (daysText.isPresent() && days.isEmpty())) {
            return Optional.empty();
        }
        if (days.isPresent() && hours.getAsInt() > days.getAsInt() * 24) {
            complaints.invalid(
                    hoursText.place(),
                    "guaranteed-hours",
                    "\"" + hoursText.value() + "\"",
                    "at most " + days.getAsInt() * 24 + ", because after " + days.getAsInt()
                            + " days the footage is deleted");
            return Optional.empty();
        }
        OptionalLong age = days.isPresent() ? OptionalLong.of(days.getAsInt() * 24L * HOUR_US) : OptionalLong.empty();
        return Optional.of(new RetentionRule(age, bytes, hours.getAsInt() * HOUR_US));
    }
}
