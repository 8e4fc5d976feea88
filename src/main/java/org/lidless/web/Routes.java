package org.lidless.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.HandlerType;
import io.javalin.websocket.WsConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Where operations are registered. None can be without saying what it needs; none can be there twice.
public final class Routes {

    private final RoutesConfig javalin;
    private final Reception reception;
    private final List<Operation> operations = new ArrayList<>();

    Routes(RoutesConfig javalin, Reception reception) {
        this.javalin = javalin;
        this.reception = reception;
    }

    public void get(String path, Need need, Answering answering) {
        add(HandlerType.GET, path, need, answering);
    }

    public void post(String path, Need need, Answering answering) {
        add(HandlerType.POST, path, need, answering);
    }

    public void put(String path, Need need, Answering answering) {
        add(HandlerType.PUT, path, need, answering);
    }

    public void patch(String path, Need need, Answering answering) {
        add(HandlerType.PATCH, path, need, answering);
    }

    public void delete(String path, Need need, Answering answering) {
        add(HandlerType.DELETE, path, need, answering);
    }

    /// A WebSocket (RFC 6455); what it needs is asked for before the upgrade.
    /// [Call#caller(io.javalin.websocket.WsContext)] says whose it is.
    public void socket(String path, Need need, Consumer<WsConfig> sockets) {
        Operation operation = known(new Operation("GET", path, need, true));
        javalin.wsBeforeUpgrade(path, context -> reception.admit(context, operation));
        javalin.ws(path, sockets);
    }

    private void add(HandlerType method, String path, Need need, Answering answering) {
        Operation operation = known(new Operation(method.name(), path, need, false));
        javalin.addHttpHandler(method, path, context -> reception.receive(context, operation, answering));
    }

    private Operation known(Operation operation) {
        boolean isThere = operations.stream()
                .anyMatch(each ->
                        each.method().equals(operation.method()) && each.path().equals(operation.path()));
        if (isThere) {
            throw new IllegalStateException(operation + " is registered twice");
        }
        operations.add(operation);
        return operation;
    }

    /// All that were registered, in that order.
    List<Operation> operations() {
        return List.copyOf(operations);
    }
}
