package org.lidless.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lidless.demo.page.Watched;
import org.lidless.wire.CameraStatus;
import org.lidless.wire.FootageReport;

/// The demo's site as its page sees it.
record WatchedSite(DemoPlan plan, DemoSite site, SiteSight sight) implements Watched {

    @Override
    public List<Recorder> recorders() {
        return site.recorders().stream()
                .map(node -> new Recorder(node.name(), plan.isStandby(node.name()), node.isAlive()))
                .toList();
    }

    @Override
    public SortedMap<String, String> homes() {
        SortedMap<String, String> homes = new TreeMap<>();
        plan.cameraNames().forEach(camera -> homes.put(camera, plan.homeOf(camera)));
        return homes;
    }

    @Override
    public List<String> cameras() {
        return plan.cameraNames();
    }

    @Override
    public SortedMap<String, CameraStatus> managed() {
        return sight.managed();
    }

    /// The camera's own recorder is asked first, because it knows its open segments; then the others.
    @Override
    public Optional<FootageReport> footage(String camera) {
        List<DemoNode> inTurn = new ArrayList<>();
        inTurn.add(site.node(plan.homeOf(camera)));
        plan.standbyNames().forEach(name -> inTurn.add(site.node(name)));
        for (DemoNode node : inTurn) {
            if (node.isAlive()) {
                Optional<FootageReport> report = node.footage(camera, Optional.empty());
                if (report.isPresent()) {
                    return report.map(each -> each.withStretches(SiteSight.settled(each)));
                }
            }
        }
        return Optional.empty();
    }
}
