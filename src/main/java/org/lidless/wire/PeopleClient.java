package org.lidless.wire;

import java.net.http.HttpRequest;
import java.util.List;

/// Asks a running management server about people.
final class PeopleClient implements PeopleDesk {

    private final ControlClient node;

    PeopleClient(ControlClient node) {
        this.node = node;
    }

    @Override
    public List<PersonReport> people() {
        return List.of(node.ask(node.request("/api/people").GET(), PersonReport[].class));
    }

    @Override
    public CodeReport add(PersonOrder order) {
        return node.ask(node.posted("/api/people", order), CodeReport.class);
    }

    @Override
    public PersonReport change(PersonOrder order) {
        HttpRequest.Builder request = node.request(path(order.name()))
                .header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofByteArray(Json.encode(order)));
        return node.ask(request, PersonReport.class);
    }

    @Override
    public void remove(String name) {
        node.ask(node.request(path(name)).DELETE(), PeopleRoutes.Done.class);
    }

    @Override
    public CodeReport invite(String name) {
        return node.ask(node.request(path(name) + "/invitation").POST(ControlClient.NOTHING), CodeReport.class);
    }

    @Override
    public CodeReport firstCode() {
        return node.ask(node.request("/api/first-code").POST(ControlClient.NOTHING), CodeReport.class);
    }

    @Override
    public void signOut(String name) {
        node.ask(node.request(path(name) + "/sessions").DELETE(), PeopleRoutes.Done.class);
    }

    @Override
    public ChangeReport agree(ChangeOrder order) {
        return node.ask(node.posted("/api/people-changes", order), ChangeReport.class);
    }

    private static String path(String name) {
        return "/api/people/" + ControlClient.encoded(name);
    }
}
