package org.lidless.control.site;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.lidless.control.site.SiteCommand.AddCamera;
import org.lidless.control.site.SiteCommand.AddRecorder;
import org.lidless.domain.CameraAddress;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;
import org.lidless.domain.Transport;
import org.lidless.domain.Zone;

/// Sites for tests, made the way real ones are: by commands.
public final class Sites {

    private static final NodeId PROPOSER = new NodeId("m1");

    private Sites() {}

    public static Site of(SiteCommand... commands) {
        Site site = Site.EMPTY;
        for (SiteCommand command : commands) {
            site = after(site, command);
        }
        return site;
    }

    public static Site after(Site site, SiteCommand command) {
        return switch (CommandDecider.decide(site, command)) {
            case Decision.Accepted accepted ->
                accepted.facts().isEmpty() ? site : after(site, accepted.facts().toArray(SiteFact[]::new));
            case Decision.Refused refused ->
                throw new AssertionError(refused.problem().toString());
        };
    }

    public static Site after(Site site, SiteFact... facts) {
        return after(site, List.of(facts));
    }

    public static Site after(Site site, List<SiteFact> facts) {
        Applied applied = site.apply(new SiteEntry(PROPOSER, 1, site.version(), facts));
        if (applied.fate() != Applied.Fate.EFFECTIVE) {
            throw new AssertionError(applied.fate() + ": " + applied.why());
        }
        return applied.site();
    }

    public static AddRecorder primary(String name) {
        return new AddRecorder(new NodeId(name), false, Zone.ONLY, name + ".site:7400");
    }

    public static AddRecorder standby(String name) {
        return new AddRecorder(new NodeId(name), true, Zone.ONLY, name + ".site:7400");
    }

    public static AddRecorder standby(String name, String zone) {
        return new AddRecorder(new NodeId(name), true, new Zone(zone), name + ".site:7400");
    }

    public static AddCamera camera(String name, String primary) {
        return camera(name, primary, 50, 2);
    }

    public static AddCamera camera(String name, String primary, int priority, int sessions) {
        return new AddCamera(new CameraId(name), address(name), new NodeId(primary), priority, sessions);
    }

    public static CameraAddress address(String name) {
        return new CameraAddress(URI.create("rtsp://" + name + ".site/main"), Transport.TCP, Optional.of("cameras"));
    }

    public static CameraAddress addressWithSub(String name) {
        return new CameraAddress(
                URI.create("rtsp://" + name + ".site/main"),
                Transport.TCP,
                Optional.empty(),
                Optional.empty(),
                Optional.of(URI.create("rtsp://" + name + ".site/sub")));
    }
}
