package org.lidless.node;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.lidless.control.site.DesiredSite;
import org.lidless.control.site.Site;
import org.lidless.domain.CameraSource;
import org.lidless.footage.recording.probe.CameraLook;
import org.lidless.node.settings.SiteReader;
import org.lidless.web.access.Access;
import org.lidless.web.access.Caller;
import org.lidless.web.route.WebDesk;
import org.lidless.wire.Asker;
import org.lidless.wire.Control;
import org.lidless.wire.ControlClient;
import org.lidless.wire.ProblemReport;
import org.lidless.wire.StatusReport;
import org.lidless.world.World;

/// What the API asks of a management server: the same control address that the command line asks, the recorders
/// over mutual TLS, and what this server has heard of the site. Any thread.
///
/// @param control   this server's own control address
/// @param recorders the site's recorders
/// @param agreed    what was agreed on, as far as this server has heard
/// @param wanted    reads what somebody has written down
/// @param addresses where browsers reach the management servers
/// @param places    where cameras may be
/// @param access    people and secrets
record WebAnswers(
        World world,
        ControlClient control,
        RecorderCalls recorders,
        Supplier<Site> agreed,
        WantedSite wanted,
        WebAddresses addresses,
        CameraPlaces places,
        Access access)
        implements WebDesk {

    /// How long a camera is looked at, µs.
    private static final long LOOK_US = 5_000_000;

    @Override
    public Control control(Caller by) {
        return control.by(new Asker(by.name(), by.from()));
    }

    @Override
    public Control recorder(String name, Caller by) {
        return recorders.of(name).by(new Asker(by.name(), by.from()));
    }

    @Override
    public SortedMap<String, StatusReport> statuses() {
        return recorders.statuses();
    }

    @Override
    public Site site() {
        return agreed.get();
    }

    @Override
    public DesiredSite wanted(Site site) {
        return wanted.of(site);
    }

    @Override
    public List<Server> servers() {
        return addresses.servers();
    }

    @Override
    public void keepLogin(Caller by, String login, String user, String password) {
        access.secrets().keepLogin(by, login, user, password);
    }

    @Override
    public void checkCamera(String host) {
        places.check(host);
    }

    /// One that cannot be read is refused by who is asked to apply it.
    @Override
    public boolean speaksOfPeople(String document) {
        return SiteReader.read(WantedSite.NAME, document)
                .site()
                .filter(each -> !each.people().isSilent())
                .isPresent();
    }

    @Override
    public CameraTest test(CameraSource camera, Optional<String> login) {
        CameraSource signed = login.flatMap(access.secrets()::open)
                .map(known -> new CameraSource(
                        camera.stream(),
                        camera.address(),
                        Optional.of(known),
                        camera.transport(),
                        camera.certificate()))
                .orElse(camera);
        CameraLook seen = CameraLook.at(world, signed, LOOK_US);
        return new CameraTest(
                seen.isRecordable(),
                seen.codec(),
                seen.width(),
                seen.height(),
                seen.lines(),
                seen.problem().map(ProblemReport::of));
    }
}
