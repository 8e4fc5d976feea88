package org.lidless.web.access;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lidless.control.site.people.Layout;
import org.lidless.control.site.people.PeopleDecider;
import org.lidless.control.site.people.PersonName;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.Right;
import org.lidless.web.Call;
import org.lidless.web.Need;
import org.lidless.web.RouteSet;
import org.lidless.web.Routes;
import org.lidless.wire.Json;

/// What people keep for themselves (layouts), and what the site keeps for cameras (logins).
final class OwnRoutes implements RouteSet {

    private static final String LAYOUTS = "layouts";
    private static final int LAYOUTS_MAX = 100;
    private static final int TILES_MAX = 64;
    private static final int COLUMNS_MAX = 8;
    private static final int WORDS_CHARS_MAX = 100;

    private final PeopleStore store;
    private final SecretBook secrets;

    OwnRoutes(PeopleStore store, SecretBook secrets) {
        this.store = store;
        this.secrets = secrets;
    }

    /// Pictures in rows of so many columns; a tile names a camera, or nothing.
    record LayoutBody(String id, String name, int columns, List<@Nullable String> tiles) {}

    record LoginBody(String user, String password) {

        /// Without the password.
        @Override
        public String toString() {
            return "login of " + user;
        }
    }

    record Login(String login, String user, List<String> cameras) {}

    @Override
    public void addTo(Routes routes) {
        routes.get("/api/session/layouts", Need.of(Right.SIGNED_IN), this::layouts);
        routes.put("/api/session/layouts", Need.of(Right.SIGNED_IN), this::saveLayouts);
        Need configure = Need.of(Right.CONFIGURE);
        routes.get("/api/camera-logins", configure, call -> {
            List<Login> all = new ArrayList<>();
            secrets.logins().forEach((name, user) -> all.add(login(name, user)));
            call.json(200, all);
        });
        routes.put("/api/camera-logins/{login}", configure, call -> {
            LoginBody asked = call.body(LoginBody.class);
            secrets.keepLogin(call.caller(), call.path("login"), asked.user(), asked.password());
            call.json(200, login(call.path("login"), asked.user()));
        });
        routes.delete("/api/camera-logins/{login}", configure, call -> {
            List<String> users = store.camerasWith(call.path("login"));
            if (!users.isEmpty()) {
                throw Words.refused(
                        "Cameras use this login: " + String.join(", ", users) + ".", "Give them another one first.");
            }
            secrets.removeLogin(call.caller(), call.path("login"));
            call.nothing();
        });
    }

    private Login login(String name, String user) {
        return new Login(name, user, store.camerasWith(name));
    }

    private Optional<Layout> kept(Call call) {
        Layout.Key key = new Layout.Key(new PersonName(call.caller().name()), LAYOUTS);
        return Optional.ofNullable(store.now().layouts().get(key));
    }

    private void layouts(Call call) {
        Optional<Layout> kept = kept(call);
        call.etag(Long.toString(kept.map(Layout::version).orElse(0L)));
        call.json(200, kept.map(layout -> bodies(layout.text())).orElse(List.of()));
    }

    private static List<LayoutBody> bodies(String text) {
        return List.of(Json.decode(text.getBytes(StandardCharsets.UTF_8), LayoutBody[].class));
    }

    private void saveLayouts(Call call) {
        List<LayoutBody> asked = List.of(call.body(LayoutBody[].class));
        boolean isAllowed = asked.size() <= LAYOUTS_MAX
                && asked.stream()
                        .allMatch(each -> each.columns() >= 1
                                && each.columns() <= COLUMNS_MAX
                                && each.tiles().size() <= TILES_MAX
                                && each.id().length() <= WORDS_CHARS_MAX
                                && each.name().length() <= WORDS_CHARS_MAX);
        String text = new String(Json.encode(asked), StandardCharsets.UTF_8);
        if (!isAllowed || text.length() > Layout.CHARS_MAX) {
            throw ProblemCode.REQUEST_REFUSED.because(
                    "The layouts are too many, or too large.",
                    "Not concerned: nothing was changed.",
                    "At most " + LAYOUTS_MAX + " of " + TILES_MAX + " tiles, and " + Layout.CHARS_MAX
                            + " letters together.");
        }
        Layout.Key key = new Layout.Key(new PersonName(call.caller().name()), LAYOUTS);
        Optional<Long> basedOn = PeopleRoutes.version(call);
        store.agree(people -> {
            PeopleDecider.known(people, key.owner());
            return PeopleDecider.layout(people, key, false, text, basedOn);
        });
        layouts(call);
    }
}
