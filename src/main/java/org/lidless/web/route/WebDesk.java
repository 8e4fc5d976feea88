package org.lidless.web.route;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.lidless.control.site.DesiredSite;
import org.lidless.control.site.Site;
import org.lidless.domain.CameraSource;
import org.lidless.web.access.Caller;
import org.lidless.wire.Control;
import org.lidless.wire.ProblemReport;
import org.lidless.wire.StatusReport;

/// What the API's resources ask of the node that serves them. Any thread, many at a time; failures travel to the
/// caller as they are.
public interface WebDesk {

    /// What a node can be asked, in somebody's name; answered by the server that leads.
    Control control(Caller by);

    /// The same of a recorder.
    ///
    /// @throws org.lidless.domain.ProblemException `NOTHING_FOUND` for no recorder of the site, `NOT_REACHABLE`
    Control recorder(String name, Caller by);

    /// What the recorders say that can be reached, by name; at most [#STATUS_AGE_MAX_US] old.
    SortedMap<String, StatusReport> statuses();

    /// How old what recorders said may be, µs.
    long STATUS_AGE_MAX_US = 2_000_000;

    /// What the site has agreed on, as far as this server has heard.
    Site site();

    /// What the site is to be, as somebody has written it down.
    DesiredSite wanted(Site site);

    /// The site's management servers with the addresses under which browsers reach them.
    List<Server> servers();

    /// Keeps a user and password of cameras, sealed.
    void keepLogin(Caller by, String login, String user, String password);

    /// Refuses addresses at which no camera is to be looked for: this site's own, and the link's.
    ///
    /// @throws org.lidless.domain.ProblemException `CAMERA_ADDRESS_REFUSED`
    void checkCamera(String host);

    /// Whether a site's document says who may do what; not of one that cannot be read.
    boolean speaksOfPeople(String document);

    /// Calls a camera as a recorder would; takes seconds.
    ///
    /// @param login whose kept user and password to use; none uses those of the camera
    CameraTest test(CameraSource camera, Optional<String> login);

    /// A management server.
    ///
    /// @param url   where a browser reaches it; absent while that is not known
    /// @param state `leader`, `follower` or `away`
    /// @param self  it is this one
    record Server(String node, Optional<String> url, String state, boolean self) {}

    /// What a camera offers.
    ///
    /// @param lines in words
    record CameraTest(
            boolean recordable,
            Optional<String> codec,
            Optional<Integer> width,
            Optional<Integer> height,
            List<String> lines,
            Optional<ProblemReport> problem) {

        public CameraTest {
            lines = List.copyOf(lines);
        }
    }
}
