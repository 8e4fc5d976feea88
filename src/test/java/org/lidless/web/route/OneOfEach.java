package org.lidless.web.route;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lidless.control.site.DesiredSite;
import org.lidless.control.site.Site;
import org.lidless.control.site.Sites;
import org.lidless.domain.CameraSource;
import org.lidless.domain.ProblemCode;
import org.lidless.web.access.Caller;
import org.lidless.wire.AuditDesk;
import org.lidless.wire.ConfigReport;
import org.lidless.wire.Control;
import org.lidless.wire.IncidentReport;
import org.lidless.wire.RecorderReport;
import org.lidless.wire.ScriptedControl;
import org.lidless.wire.SiteDesk;
import org.lidless.wire.StatusReport;

/// A site that has one of everything, each of one camera.
public final class OneOfEach implements WebDesk {

    public static final String CAMERA = "cam-1";

    private static final Instant T0 = Instant.parse("2026-11-22T04:00:00Z");

    private static final IncidentReport INCIDENT = new IncidentReport(
            7, "r1", "closed", T0, T0, T0, List.of(new IncidentReport.Taken(CAMERA, 2, "s1", true, false)));

    private static final ConfigReport CONFIG = new ConfigReport(
            1, Optional.of(T0), "anna", "", true, List.of("+ person anna"), Optional.of("recorders: []\n"), List.of());

    private static final AuditDesk.Entry RECORD =
            new AuditDesk.Entry("m1", 1, T0, "anna", "10.0.0.7", "live-viewed", CAMERA + "/main", "done");

    private static final AuditDesk.Checked CHECKED = new AuditDesk.Checked(
            "m1", AuditDesk.Checked.UNBROKEN, 1, Optional.of(T0), Optional.of(T0), Optional.of("1:00"), 1, List.of());

    /// What is not there.
    private static final InvocationHandler NOTHING = (self, method, given) -> {
        throw ProblemCode.NOTHING_FOUND.because("There is no such thing.", "Safe.", "Ask for another one.");
    };

    private final Control control = made(Control.class, new Node());

    private static <T> T made(Class<T> kind, InvocationHandler answers) {
        return kind.cast(Proxy.newProxyInstance(kind.getClassLoader(), new Class<?>[] {kind}, answers));
    }

    private static final class Node implements InvocationHandler {

        private final ScriptedControl scripted = new ScriptedControl();
        private final SiteDesk site = made(SiteDesk.class, (self, method, given) -> switch (method.getName()) {
            case "incidents" -> List.of(INCIDENT);
            case "recorders" -> List.of(new RecorderReport("r1", false, "all", "default", "well", false, false, 1, 0));
            case "config" -> CONFIG;
            case "configHistory" -> List.of(CONFIG);
            case "backups" -> List.of();
            default -> NOTHING.invoke(self, method, given);
        });
        private final AuditDesk audit = made(AuditDesk.class, (self, method, given) -> switch (method.getName()) {
            case "records" -> new AuditDesk.Page(List.of(RECORD), Optional.empty(), List.of());
            case "check" -> List.of(CHECKED);
            case "kept" -> List.of(new AuditDesk.Kept("m1", List.of("1:00"), List.of()));
            case "part" -> new AuditDesk.Part("{}\n", false);
            default -> NOTHING.invoke(self, method, given);
        });

        @Override
        public Object invoke(Object self, java.lang.reflect.Method method, Object[] given) throws Throwable {
            switch (method.getName()) {
                case "by" -> {
                    return self;
                }
                case "site" -> {
                    return Optional.of(site);
                }
                case "audit" -> {
                    return Optional.of(audit);
                }
                case "cancelExport", "export" -> {
                    return ScriptedControl.EXPORT;
                }
                case "invite", "join", "admit", "dismiss", "renew" -> {
                    return NOTHING.invoke(self, method, given);
                }
                default -> {
                    try {
                        return method.invoke(scripted, given);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                }
            }
        }
    }

    @Override
    public Control control(Caller by) {
        return control;
    }

    @Override
    public Control recorder(String name, Caller by) {
        return control;
    }

    @Override
    public SortedMap<String, StatusReport> statuses() {
        TreeMap<String, StatusReport> statuses = new TreeMap<>();
        statuses.put("r1", ScriptedControl.STATUS);
        return statuses;
    }

    @Override
    public Site site() {
        return Sites.of(Sites.primary("r1"), Sites.camera(CAMERA, "r1"));
    }

    @Override
    public DesiredSite wanted(Site site) {
        return new DesiredSite(List.of(Sites.primary("r1")), List.of(Sites.camera(CAMERA, "r1")));
    }

    @Override
    public List<Server> servers() {
        return List.of();
    }

    @Override
    public void keepLogin(Caller by, String login, String user, String password) {
        // As if it was kept.
    }

    @Override
    public void checkCamera(String host) {
        // Anywhere.
    }

    /// As the document says with which the test asks.
    @Override
    public boolean speaksOfPeople(String document) {
        return document.contains("people:");
    }

    @Override
    public CameraTest test(CameraSource camera, Optional<String> login) {
        throw ProblemCode.NOTHING_FOUND.because("No camera is called from here.", "Safe.", "Ask elsewhere.");
    }
}
