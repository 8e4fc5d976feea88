package org.lidless.web.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.lidless.control.site.CameraProfile;
import org.lidless.control.site.DesiredSite;
import org.lidless.control.site.Site;
import org.lidless.control.site.SiteCommand.AddCamera;
import org.lidless.control.site.SitePolicy;
import org.lidless.control.site.SiteYaml;
import org.lidless.domain.CameraId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.web.Call;
import org.lidless.wire.ConfigOrder;
import org.lidless.wire.ConfigReport;

/// Changes cameras in the site's document, as a new revision of it: so what is changed here and what is applied
/// from a file is one history. Comments in the document are lost by it.
final class CameraEdit {

    /// Somebody else may be faster so often.
    private static final int TRIES = 5;

    private static final String FILE = "site.yaml";

    private final WebDesk desk;
    private final Call call;

    CameraEdit(WebDesk desk, Call call) {
        this.desk = desk;
        this.call = call;
    }

    static Optional<AddCamera> find(DesiredSite site, CameraId camera) {
        return site.cameras().stream()
                .filter(each -> each.camera().equals(camera))
                .findFirst();
    }

    /// One more, or another in place of one of the same name, kept as that one was.
    static DesiredSite with(DesiredSite site, AddCamera camera, CameraProfile profile) {
        List<AddCamera> cameras = new ArrayList<>(site.cameras());
        cameras.removeIf(each -> each.camera().equals(camera.camera()));
        cameras.add(camera);
        cameras.sort((one, other) -> one.camera().compareTo(other.camera()));
        CameraProfile kept = profile.with(site.policy().of(camera.camera()).care());
        return new DesiredSite(site.recorders(), cameras, site.policy().with(camera.camera(), kept), site.people());
    }

    static DesiredSite without(DesiredSite site, CameraId camera) {
        List<AddCamera> cameras = new ArrayList<>(site.cameras());
        cameras.removeIf(each -> each.camera().equals(camera));
        SitePolicy policy = site.policy().with(camera, CameraProfile.PLAIN);
        return new DesiredSite(site.recorders(), cameras, policy, site.people());
    }

    /// Has a change agreed on, made anew from the newest document when somebody else was faster.
    ///
    /// @param change may throw a problem, and is then not made
    ConfigReport agree(String note, boolean dryRun, UnaryOperator<DesiredSite> change) {
        ProblemException last = null;
        for (int tries = 0; tries < TRIES; tries++) {
            Site site = desk.site();
            DesiredSite wanted = change.apply(desk.wanted(site));
            try {
                ConfigReport report = Asks.site(desk, call)
                        .apply(new ConfigOrder(
                                FILE,
                                SiteYaml.write(wanted),
                                Optional.of(site.config().number()),
                                call.caller().name(),
                                note,
                                dryRun));
                if (!report.problems().isEmpty()) {
                    throw new ProblemException(report.problems().getFirst().problem());
                }
                return report;
            } catch (ProblemException refused) {
                if (refused.problem().code() != ProblemCode.CONFIG_CHANGED) {
                    throw refused;
                }
                last = refused;
            }
        }
        throw last == null ? new IllegalStateException("nothing was tried") : last;
    }
}
