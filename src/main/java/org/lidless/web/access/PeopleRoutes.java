package org.lidless.web.access;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.lidless.control.site.people.CameraGroupName;
import org.lidless.domain.CameraId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.Right;
import org.lidless.web.Call;
import org.lidless.web.Need;
import org.lidless.web.RouteSet;
import org.lidless.web.Routes;
import org.lidless.wire.PeopleDesk.CodeReport;
import org.lidless.wire.PeopleDesk.GrantReport;
import org.lidless.wire.PeopleDesk.PersonOrder;
import org.lidless.wire.PeopleDesk.PersonReport;

/// Accounts, camera groups and tokens.
final class PeopleRoutes implements RouteSet {

    private static final Need PEOPLE = Need.of(Right.PEOPLE);
    private static final Need SIGNED_IN = Need.of(Right.SIGNED_IN);

    private final PeopleBook people;
    private final TokenBook tokens;

    PeopleRoutes(PeopleBook people, TokenBook tokens) {
        this.people = people;
        this.tokens = tokens;
    }

    record NewPerson(String name, Optional<String> fullName, List<GrantReport> roles) {}

    record PersonPatch(Optional<String> fullName, Optional<List<GrantReport>> roles, Optional<Boolean> active) {}

    record InvitedPerson(
            String name, List<GrantReport> roles, boolean active, boolean invited, String code, Instant until) {

        /// Without the code.
        @Override
        public String toString() {
            return "invited " + name;
        }
    }

    record Code(String code, Instant until) {

        /// Without it.
        @Override
        public String toString() {
            return "code";
        }
    }

    record Group(String group, List<String> cameras) {}

    record Cameras(List<String> cameras) {}

    @Override
    public void addTo(Routes routes) {
        routes.get(
                "/api/people",
                PEOPLE,
                call -> call.page(people.people(), PersonReport::name, Comparator.naturalOrder(), each -> each));
        routes.post("/api/people", PEOPLE, this::add);
        routes.get("/api/people/{person}", PEOPLE, call -> show(call, people.person(call.path("person"))));
        routes.patch("/api/people/{person}", PEOPLE, this::change);
        routes.delete("/api/people/{person}", PEOPLE, call -> {
            people.remove(call.caller(), call.path("person"), version(call));
            call.nothing();
        });
        routes.post("/api/people/{person}/invitation", PEOPLE, call -> {
            CodeReport code = people.invite(call.caller(), call.path("person"));
            call.json(200, new Code(code.code(), code.until()));
        });
        routes.delete("/api/people/{person}/sessions", PEOPLE, call -> {
            people.signOut(call.caller(), call.path("person"));
            call.nothing();
        });
        groups(routes);
        routes.get("/api/tokens", SIGNED_IN, call -> call.json(200, tokens.tokens(call.caller())));
        routes.post("/api/tokens", SIGNED_IN, call -> {
            TokenBook.TokenOrder order = call.body(TokenBook.TokenOrder.class);
            call.json(201, tokens.add(call.caller(), order));
        });
        routes.delete("/api/tokens/{token}", SIGNED_IN, call -> {
            tokens.remove(call.caller(), call.path("token"));
            call.nothing();
        });
    }

    private void groups(Routes routes) {
        routes.get(
                "/api/camera-groups",
                PEOPLE,
                call -> call.json(
                        200,
                        people.groups().entrySet().stream()
                                .map(each -> group(each.getKey(), each.getValue()))
                                .toList()));
        routes.get("/api/camera-groups/{group}", PEOPLE, call -> {
            CameraGroupName name = Words.group(call.path("group"));
            SortedSet<CameraId> cameras = people.groups().get(name);
            if (cameras == null) {
                throw ProblemCode.NOTHING_FOUND.because(
                        "There is no camera group " + name + ".",
                        "Not concerned: nothing was changed.",
                        "GET /api/camera-groups lists them.");
            }
            call.json(200, group(name, cameras));
        });
        routes.put("/api/camera-groups/{group}", PEOPLE, call -> {
            Cameras asked = call.body(Cameras.class);
            people.setGroup(call.caller(), call.path("group"), asked.cameras());
            call.json(
                    200,
                    new Group(
                            call.path("group"),
                            asked.cameras().stream().sorted().distinct().toList()));
        });
        routes.delete("/api/camera-groups/{group}", PEOPLE, call -> {
            people.removeGroup(call.caller(), call.path("group"));
            call.nothing();
        });
    }

    private static Group group(CameraGroupName name, SortedSet<CameraId> cameras) {
        return new Group(name.value(), cameras.stream().map(CameraId::value).toList());
    }

    private void add(Call call) {
        NewPerson asked = call.body(NewPerson.class);
        CodeReport code = people.add(
                call.caller(),
                new PersonOrder(asked.name(), asked.fullName(), Optional.of(asked.roles()), Optional.empty()));
        PersonReport made = people.person(asked.name());
        call.etag(Long.toString(made.version()));
        call.json(
                201,
                new InvitedPerson(made.name(), made.roles(), made.active(), made.invited(), code.code(), code.until()));
    }

    private void change(Call call) {
        PersonPatch asked = call.body(PersonPatch.class);
        PersonOrder order = new PersonOrder(call.path("person"), asked.fullName(), asked.roles(), asked.active());
        show(call, people.change(call.caller(), order, version(call)));
    }

    private static void show(Call call, PersonReport person) {
        call.etag(Long.toString(person.version()));
        call.json(200, person);
    }

    /// The version that the caller goes by.
    static Optional<Long> version(Call call) {
        Optional<String> known = call.ifMatch().filter(text -> !text.equals("*"));
        return known.map(text -> text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1L);
    }
}
