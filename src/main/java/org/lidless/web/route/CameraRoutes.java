package org.lidless.web.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lidless.control.site.DesiredSite;
import org.lidless.control.site.SiteCommand.AddCamera;
import org.lidless.domain.CameraAddress;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraSource;
import org.lidless.domain.CameraSource.Credentials;
import org.lidless.domain.Right;
import org.lidless.domain.StreamId;
import org.lidless.web.Call;
import org.lidless.web.Need;
import org.lidless.web.RouteSet;
import org.lidless.web.Routes;
import org.lidless.wire.ConfigReport;
import org.lidless.wire.Json;
import org.lidless.wire.ProblemReport;
import org.lidless.wire.StatusReport;

/// The cameras: what is said of them, how they are, and what one offers that nobody has added yet.
public final class CameraRoutes implements RouteSet {

    private static final int TABLE_BYTES_MAX = 1_000_000;
    /// Members of a camera that are no column of a table, or are called otherwise there.
    private static final Map<String, String> COLUMNS = Map.of("name", "camera", "sub-url", "subUrl");

    private final WebDesk desk;

    public CameraRoutes(WebDesk desk) {
        this.desk = desk;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get("/api/cameras", Need.each(Right.STATUS), this::list);
        routes.post("/api/cameras", Need.of(Right.CONFIGURE), call -> add(call, call.body(CameraOrder.class)));
        routes.get("/api/cameras/{camera}", Need.path(Right.STATUS, "camera"), call -> show(call, 200, call.camera()));
        routes.patch("/api/cameras/{camera}", Need.path(Right.CONFIGURE, "camera"), this::set);
        routes.delete("/api/cameras/{camera}", Need.path(Right.CONFIGURE, "camera"), this::remove);
        routes.post("/api/camera-tests", Need.of(Right.CONFIGURE), this::test);
        routes.post("/api/camera-imports", Need.of(Right.CONFIGURE), this::importTable);
    }

    private void list(Call call) {
        DesiredSite wanted = desk.wanted(desk.site());
        StatusReport status = desk.control(call.caller()).status();
        SortedMap<String, StatusReport> recorders = desk.statuses();
        List<AddCamera> seen = wanted.cameras().stream()
                .filter(each -> call.may(each.camera()))
                .sorted(Comparator.comparing(AddCamera::camera))
                .toList();
        call.page(
                seen,
                each -> each.camera().value(),
                Comparator.naturalOrder(),
                each -> CameraView.of(
                        each,
                        wanted.policy().of(each.camera()),
                        CameraView.status(each.camera().value(), status, recorders)));
    }

    private void show(Call call, int status, CameraId camera) {
        DesiredSite wanted = desk.wanted(desk.site());
        AddCamera known = known(wanted, camera);
        call.etag(CameraView.etag(known, wanted.policy().of(camera)));
        call.json(
                status,
                CameraView.of(
                        known,
                        wanted.policy().of(camera),
                        CameraView.status(
                                camera.value(), desk.control(call.caller()).status(), desk.statuses())));
    }

    private static AddCamera known(DesiredSite site, CameraId camera) {
        return CameraEdit.find(site, camera)
                .orElseThrow(() -> Asks.notThere("There is no camera " + camera + ".", "GET /api/cameras lists them."));
    }

    private void add(Call call, CameraOrder order) {
        CameraOrder kept = checked(call, order, Optional.empty());
        CameraId camera = kept.camera(desk.wanted(desk.site())).camera();
        new CameraEdit(desk, call).agree(camera + " was added", false, site -> added(site, kept));
        call.context().header("Location", "/api/cameras/" + camera);
        show(call, 201, camera);
    }

    private static DesiredSite added(DesiredSite site, CameraOrder order) {
        AddCamera camera = order.camera(site);
        if (CameraEdit.find(site, camera.camera()).isPresent()) {
            throw Asks.wrong("There is a camera " + camera.camera() + " already.", "Choose another name.");
        }
        return CameraEdit.with(site, camera, order.profile());
    }

    private void set(Call call) {
        CameraId name = call.camera();
        DesiredSite now = desk.wanted(desk.site());
        CameraOrder before = CameraOrder.of(known(now, name), now.policy().of(name));
        CameraOrder kept = checked(call, patched(before, call), Optional.of(before));
        new CameraEdit(desk, call).agree(name + " was changed", false, site -> {
            call.ifMatch(CameraView.etag(known(site, name), site.policy().of(name)));
            return CameraEdit.with(site, kept.camera(site), kept.profile());
        });
        show(call, 200, name);
    }

    /// RFC 7396: members that are there take the place of the old ones, null takes one away.
    private static CameraOrder patched(CameraOrder before, Call call) {
        Map<String, Object> members = Json.members(Json.encode(before));
        Json.members(call.mergePatch()).forEach((key, value) -> {
            if (key.equals("camera")) {
                throw Asks.wrong("A camera's name cannot be changed.", "Add it under the new name.");
            }
            if (value.equals(Json.NULL)) {
                members.remove(key);
            } else {
                members.put(key, value);
            }
        });
        return call.order(Json.encode(members), CameraOrder.class);
    }

    private void remove(Call call) {
        CameraId name = call.camera();
        new CameraEdit(desk, call).agree(name + " was taken out", false, site -> {
            call.ifMatch(CameraView.etag(known(site, name), site.policy().of(name)));
            return CameraEdit.without(site, name);
        });
        call.nothing();
    }

    /// Looks at addresses that are new, and has a password sealed.
    private CameraOrder checked(Call call, CameraOrder order, Optional<CameraOrder> before) {
        CameraAddress address = order.camera(desk.wanted(desk.site())).address();
        order.profile();
        if (before.isEmpty() || !before.get().url().equals(order.url())) {
            desk.checkCamera(address.uri().getHost());
        }
        if (before.isEmpty() || !before.get().subUrl().equals(order.subUrl())) {
            address.sub().ifPresent(sub -> desk.checkCamera(sub.getHost()));
        }
        if (order.user().isEmpty() && order.password().isEmpty()) {
            return order;
        }
        String user = order.user()
                .orElseThrow(() -> Asks.wrong("There is a password and no user.", "Send user and password together."));
        String login = order.camera();
        desk.keepLogin(call.caller(), login, user, order.password().orElse(""));
        return order.keptAs(login);
    }

    record TestOrder(
            String url,
            Optional<String> user,
            Optional<String> password,
            Optional<String> camera,
            Optional<String> transport,
            Optional<String> certificate) {

        CameraOrder order() {
            return new CameraOrder(
                    camera.orElse("camera"),
                    url,
                    Optional.empty(),
                    user,
                    password,
                    Optional.empty(),
                    Optional.of(transport.orElse("auto")),
                    Optional.empty(),
                    certificate,
                    Optional.of("any"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        /// Without the password.
        @Override
        public String toString() {
            return "test of " + url;
        }
    }

    private void test(Call call) {
        TestOrder wish = call.body(TestOrder.class);
        DesiredSite wanted = desk.wanted(desk.site());
        CameraAddress address = wish.order().camera(wanted).address();
        desk.checkCamera(address.uri().getHost());
        Optional<Credentials> credentials =
                wish.user().map(user -> new Credentials(user, wish.password().orElse("")));
        Optional<String> login = wish.user().isPresent()
                ? Optional.empty()
                : wish.camera()
                        .flatMap(name -> CameraEdit.find(wanted, new CameraId(name)))
                        .flatMap(known -> known.address().credentials());
        CameraSource source = new CameraSource(
                StreamId.main(new CameraId("camera")),
                address.uri(),
                credentials,
                address.transport(),
                address.certificate());
        call.json(200, desk.test(source, login));
    }

    /// What a table would add, or has added.
    record Imported(int added, List<String> changes, List<ProblemReport> problems) {}

    private void importTable(Call call) {
        boolean dryRun = call.isSet("dry-run");
        List<CameraOrder> orders = new ArrayList<>();
        for (Map<String, Object> row : CsvTable.read(call.bytes(TABLE_BYTES_MAX))) {
            orders.add(call.order(Json.encode(named(row)), CameraOrder.class));
        }
        List<CameraOrder> kept = new ArrayList<>();
        for (CameraOrder order : orders) {
            kept.add(dryRun ? order : checked(call, order, Optional.empty()));
        }
        ConfigReport report = new CameraEdit(desk, call).agree(kept.size() + " cameras of a table", dryRun, site -> {
            DesiredSite more = site;
            for (CameraOrder order : kept) {
                more = added(more, order);
            }
            return more;
        });
        call.json(200, new Imported(kept.size(), report.changes(), List.of()));
    }

    private static Map<String, Object> named(Map<String, Object> row) {
        Map<String, Object> members = new TreeMap<>();
        row.forEach((column, value) -> members.put(COLUMNS.getOrDefault(column, column), typed(column, value)));
        return members;
    }

    private static Object typed(String column, Object value) {
        String text = String.valueOf(value);
        return switch (column) {
            case "audio" -> text.equals("on") || text.equals("true");
            case "priority", "sessions" -> text.matches("[0-9]{1,4}") ? (Object) Integer.valueOf(text) : text;
            default -> text;
        };
    }
}
