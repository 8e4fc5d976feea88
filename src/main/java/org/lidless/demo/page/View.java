package org.lidless.demo.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.lidless.wire.CameraStatus;
import org.lidless.wire.FootageReport;
import org.lidless.wire.FootageReport.StretchReport;

/// What the page shows at one moment; it travels to the browser as JSON. Times are milliseconds since 1970.
///
/// @param version    of this form
/// @param step       what the demo is doing
/// @param verdict    its last sentence; empty before
/// @param good       whether that is a good one
/// @param nowMs      when this was seen
/// @param fromMs     the first moment of any footage, or now
/// @param recorders  in the order of their colours
/// @param cameras    in order
/// @param happenings in order of time
record View(
        int version,
        String step,
        String verdict,
        boolean good,
        long nowMs,
        long fromMs,
        List<Watched.Recorder> recorders,
        List<Lanes> cameras,
        List<Happening> happenings) {

    static final int VERSION = 1;

    /// One camera.
    ///
    /// @param camera     its name
    /// @param home       its usual recorder
    /// @param owner      who owns it now; absent when nobody is known to
    /// @param protection the word of [CameraStatus]
    /// @param ready      whether the shadow could take over now without loss
    /// @param stretches  in order of time
    record Lanes(
            String camera,
            String home,
            Optional<String> owner,
            Optional<String> protection,
            boolean ready,
            List<Stretch> stretches) {}

    /// Something of a camera, or the lack of it.
    ///
    /// @param state      `have`, `away` or `gap`
    /// @param fromMs     its first moment
    /// @param toMs       the moment behind its last
    /// @param node       who recorded it
    /// @param holder     who has to come back, of what is away
    /// @param cause      why it is missing
    /// @param standingIn whether somebody else than the camera's usual recorder recorded it
    record Stretch(
            String state,
            long fromMs,
            long toMs,
            Optional<String> node,
            Optional<String> holder,
            Optional<String> cause,
            boolean standingIn) {}

    /// Before anything is known.
    static View empty(long nowMs) {
        return new View(VERSION, "", "", false, nowMs, nowMs, List.of(), List.of(), List.of());
    }

    /// Puts together what was seen. Of a camera that nobody shows now, the stretches of the view before are kept.
    static View of(Watched site, SortedMap<String, FootageReport> footage, Story.Told told, View before, long nowMs) {
        SortedMap<String, CameraStatus> managed = site.managed();
        List<Lanes> cameras = new ArrayList<>();
        for (String camera : site.cameras()) {
            String home = site.homes().getOrDefault(camera, "");
            Optional<CameraStatus> said = Optional.ofNullable(managed.get(camera));
            Optional<Lanes> known = before.cameras.stream()
                    .filter(each -> each.camera().equals(camera))
                    .findFirst();
            FootageReport report = footage.get(camera);
            cameras.add(new Lanes(
                    camera,
                    home,
                    said.flatMap(each -> each.charge().owner()),
                    said.flatMap(each -> each.guard().protection()),
                    said.flatMap(each -> each.guard().ready()).orElse(false),
                    report != null
                            ? stretches(report, home)
                            : known.map(Lanes::stretches).orElse(List.of())));
        }
        long fromMs = cameras.stream()
                .flatMap(each -> each.stretches().stream())
                .mapToLong(Stretch::fromMs)
                .min()
                .orElse(nowMs);
        return new View(
                VERSION,
                told.step(),
                told.verdict(),
                told.good(),
                nowMs,
                fromMs,
                site.recorders(),
                cameras,
                told.happenings());
    }

    /// The same with a newer story, when there is no site to look at any more.
    View with(Story.Told told) {
        return new View(
                VERSION,
                told.step(),
                told.verdict(),
                told.good(),
                nowMs,
                fromMs,
                recorders,
                cameras,
                told.happenings());
    }

    private static List<Stretch> stretches(FootageReport report, String home) {
        List<Stretch> all = new ArrayList<>();
        for (StretchReport each : report.stretches()) {
            boolean standingIn = each.node().filter(node -> !node.equals(home)).isPresent();
            all.add(new Stretch(
                    each.state(),
                    each.from().toEpochMilli(),
                    each.to().toEpochMilli(),
                    each.node(),
                    each.holder(),
                    each.cause(),
                    standingIn));
        }
        return all;
    }
}
