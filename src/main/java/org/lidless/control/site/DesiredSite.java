package org.lidless.control.site;

import java.util.List;
import java.util.Optional;
import org.lidless.control.site.SiteCommand.AddCamera;
import org.lidless.control.site.SiteCommand.AddRecorder;
import org.lidless.control.site.SiteCommand.ChangeCamera;
import org.lidless.control.site.SiteCommand.ChangeRecorder;
import org.lidless.control.site.SiteCommand.ProfileCamera;
import org.lidless.control.site.SiteCommand.ProfileRecorder;
import org.lidless.control.site.SiteCommand.RemoveCamera;
import org.lidless.control.site.SiteCommand.RemoveRecorder;
import org.lidless.control.site.people.DesiredPeople;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;

/// What somebody wants the site to be, written down whole. Pure.
///
/// @param recorders all of them, each once
/// @param cameras   all of them, each once
/// @param policy    how they are to be kept safe
/// @param people    who may do what, as far as the document says that
public record DesiredSite(
        List<AddRecorder> recorders, List<AddCamera> cameras, SitePolicy policy, DesiredPeople people) {

    public DesiredSite {
        recorders = List.copyOf(recorders);
        cameras = List.copyOf(cameras);
    }

    /// Of a site that says nothing about how cameras are kept safe.
    public DesiredSite(List<AddRecorder> recorders, List<AddCamera> cameras) {
        this(recorders, cameras, SitePolicy.PLAIN, DesiredPeople.SILENT);
    }

    /// Of one that says nothing of people.
    public DesiredSite(List<AddRecorder> recorders, List<AddCamera> cameras, SitePolicy policy) {
        this(recorders, cameras, policy, DesiredPeople.SILENT);
    }

    /// The same with other people.
    public DesiredSite with(DesiredPeople others) {
        return new DesiredSite(recorders, cameras, policy, others);
    }

    /// Nothing was written down: then it is not for this to say what the site is to be.
    public boolean isEmpty() {
        return recorders.isEmpty() && cameras.isEmpty();
    }

    /// The next thing to ask of the site so that it becomes this one; empty when it is. What others need comes first: a
    /// recorder is added before its cameras, and leaves after them.
    public Optional<SiteCommand> next(Site site) {
        return recorder(site)
                .or(() -> camera(site))
                .or(() -> profile(site))
                .or(() -> surplusCamera(site))
                .or(() -> surplusRecorder(site));
    }

    private Optional<SiteCommand> recorder(Site site) {
        for (AddRecorder wanted : recorders) {
            Optional<Recorder> is = site.recorder(wanted.node());
            if (is.isEmpty()) {
                return Optional.of(wanted);
            }
            boolean same = is.get().standby() == wanted.standby()
                    && is.get().zone().equals(wanted.zone())
                    && is.get().address().equals(wanted.address());
            if (!same) {
                return Optional.of(
                        new ChangeRecorder(wanted.node(), wanted.standby(), wanted.zone(), wanted.address()));
            }
        }
        return Optional.empty();
    }

    private Optional<SiteCommand> camera(Site site) {
        for (AddCamera wanted : cameras) {
            Camera is = site.cameras().get(wanted.camera());
            if (is == null) {
                return Optional.of(wanted);
            }
            Camera then = new Camera(
                    wanted.camera(), wanted.address(), wanted.primary(), wanted.priority(), wanted.sessions());
            if (!is.equals(then)) {
                return Optional.of(new ChangeCamera(
                        wanted.camera(), wanted.address(), wanted.primary(), wanted.priority(), wanted.sessions()));
            }
        }
        return Optional.empty();
    }

    private Optional<SiteCommand> profile(Site site) {
        for (AddRecorder each : recorders) {
            RecorderProfile wanted = policy.of(each.node());
            if (!wanted.equals(site.policy().of(each.node()))) {
                return Optional.of(new ProfileRecorder(each.node(), wanted));
            }
        }
        for (AddCamera each : cameras) {
            CameraProfile wanted = policy.of(each.camera());
            if (!wanted.equals(site.policy().of(each.camera()))) {
                return Optional.of(new ProfileCamera(each.camera(), wanted));
            }
        }
        return Optional.empty();
    }

    private Optional<SiteCommand> surplusCamera(Site site) {
        List<CameraId> wanted = cameras.stream().map(AddCamera::camera).toList();
        return site.cameras().keySet().stream()
                .filter(camera -> !wanted.contains(camera))
                .findFirst()
                .map(RemoveCamera::new);
    }

    /// One that is still needed (it stands in for another) leaves later.
    private Optional<SiteCommand> surplusRecorder(Site site) {
        List<NodeId> wanted = recorders.stream().map(AddRecorder::node).toList();
        return site.recorders().keySet().stream()
                .filter(node -> !wanted.contains(node))
                .findFirst()
                .map(RemoveRecorder::new);
    }
}
