package org.lidless.control.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lidless.control.site.SiteCommand.AddCamera;
import org.lidless.control.site.SiteCommand.AddRecorder;
import org.lidless.control.site.SiteCommand.ChangeCamera;
import org.lidless.control.site.SiteCommand.RemoveCamera;
import org.lidless.control.site.SiteCommand.RemoveRecorder;
import org.lidless.domain.CameraAddress;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;
import org.lidless.domain.Transport;
import org.lidless.domain.Zone;

class DesiredSiteTest {

    @Test
    void commandsBringTheSiteThereAndThenThereIsNothingLeftToDo() {
        DesiredSite desired = new DesiredSite(
                List.of(recorder("r1", false), recorder("s1", true)), List.of(camera("lobby", "r1", 50)));
        List<SiteCommand> asked = new ArrayList<>();
        Site site = reach(desired, Site.EMPTY, asked);
        assertThat(asked).hasSize(3);
        assertThat(site.cameras()).containsOnlyKeys(new CameraId("lobby"));
        assertThat(desired.next(site)).isEmpty();
    }

    @Test
    void whatChangedIsChangedAndWhatIsGoneGoesInTheOrderThatTheSiteAllows() {
        Site site = reach(
                new DesiredSite(
                        List.of(recorder("r1", false), recorder("r2", false)),
                        List.of(camera("dock", "r2", 50), camera("lobby", "r1", 50))),
                Site.EMPTY,
                new ArrayList<>());
        List<SiteCommand> asked = new ArrayList<>();
        Site then =
                reach(new DesiredSite(List.of(recorder("r1", false)), List.of(camera("lobby", "r1", 90))), site, asked);
        assertThat(asked).hasExactlyElementsOfTypes(ChangeCamera.class, RemoveCamera.class, RemoveRecorder.class);
        assertThat(then.recorders()).containsOnlyKeys(new NodeId("r1"));
    }

    private static Site reach(DesiredSite desired, Site from, List<SiteCommand> asked) {
        Site site = from;
        Optional<SiteCommand> next = desired.next(site);
        while (next.isPresent() && asked.size() < 20) {
            asked.add(next.get());
            site = Sites.after(site, next.get());
            next = desired.next(site);
        }
        return site;
    }

    private static AddRecorder recorder(String name, boolean standby) {
        return new AddRecorder(new NodeId(name), standby, new Zone("here"), name + ".site:7400");
    }

    private static AddCamera camera(String name, String primary, int priority) {
        var address = new CameraAddress(URI.create("rtsp://" + name + ".site/main"), Transport.TCP, Optional.empty());
        return new AddCamera(new CameraId(name), address, new NodeId(primary), priority, 2);
    }
}
