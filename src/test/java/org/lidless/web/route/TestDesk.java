package org.lidless.web.route;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lidless.control.site.DesiredSite;
import org.lidless.control.site.Site;
import org.lidless.domain.CameraSource;
import org.lidless.web.access.Caller;
import org.lidless.wire.Control;
import org.lidless.wire.StatusReport;

/// A node without a site, of which nothing can be asked.
public final class TestDesk implements WebDesk {

    @Override
    public Control control(Caller by) {
        throw new UnsupportedOperationException("nothing is asked of this node");
    }

    @Override
    public Control recorder(String name, Caller by) {
        throw new UnsupportedOperationException("nothing is asked of this node");
    }

    @Override
    public SortedMap<String, StatusReport> statuses() {
        return new TreeMap<>();
    }

    @Override
    public Site site() {
        return Site.EMPTY;
    }

    @Override
    public DesiredSite wanted(Site site) {
        return new DesiredSite(List.of(), List.of());
    }

    @Override
    public List<Server> servers() {
        return List.of();
    }

    @Override
    public void keepLogin(Caller by, String login, String user, String password) {
        throw new UnsupportedOperationException("nothing is kept here");
    }

    @Override
    public void checkCamera(String host) {
        // Anywhere.
    }

    @Override
    public boolean speaksOfPeople(String document) {
        return false;
    }

    @Override
    public CameraTest test(CameraSource camera, Optional<String> login) {
        throw new UnsupportedOperationException("no camera is called from here");
    }
}
