package org.lidless.demo;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.lidless.wire.CameraStatus;
import org.lidless.wire.CameraStatus.Charge;
import org.lidless.wire.CameraStatus.Guard;
import org.lidless.wire.CameraStatus.Stored;
import org.lidless.wire.FootageReport;
import org.lidless.wire.FootageReport.StretchReport;
import org.lidless.wire.StatusReport;
import org.lidless.wire.StatusReport.BringingHome;

/// A node that answers what a test wrote down.
final class ScriptedNode implements Answering {

    static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    final SortedMap<String, Supplier<CameraStatus>> cameras = new TreeMap<>();
    final SortedMap<String, java.util.List<StretchReport>> footage = new TreeMap<>();
    Optional<BringingHome> toCome = Optional.empty();
    boolean answers = true;
    private final String name;

    ScriptedNode(String name) {
        this.name = name;
    }

    static CameraStatus managed(String camera, String owner, boolean ready) {
        var guard = new Guard(Optional.of("s1"), Optional.of("shadowed"), Optional.of(ready), Optional.empty());
        return CameraStatus.of(camera, "main", "recording", true, NOW)
                .with(new Charge(Optional.empty(), Optional.of(owner), Optional.of(1L), Optional.empty()))
                .with(guard);
    }

    static CameraStatus recorded(String camera, String duty, Optional<Instant> durable) {
        return CameraStatus.of(camera, "main", "recording", duty.equals(CameraStatus.RECORD), NOW)
                .with(Stored.upTo(durable))
                .with(new Charge(Optional.of(duty), Optional.of("somebody"), Optional.of(1L), Optional.empty()));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isAlive() {
        return answers;
    }

    @Override
    public Optional<StatusReport> status() {
        if (!answers) {
            return Optional.empty();
        }
        var bare = new StatusReport(
                1,
                name,
                "0",
                1,
                NOW,
                NOW,
                cameras.values().stream().map(Supplier::get).toList(),
                java.util.List.of());
        return Optional.of(toCome.map(bare::withBringingHome).orElse(bare));
    }

    @Override
    public Optional<FootageReport> footage(String camera, Optional<Instant> from) {
        return Optional.ofNullable(footage.get(camera))
                .filter(known -> answers)
                .map(known -> new FootageReport(1, camera, "main", NOW, NOW, NOW, NOW, known, false));
    }
}
