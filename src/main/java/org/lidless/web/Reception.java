package org.lidless.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.lidless.domain.CameraId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.Right;
import org.lidless.web.access.Caller;
import org.lidless.web.access.Guard;
import org.lidless.world.Clock;

/// What happens to every request before and after its operation: who asks, may they, was it asked before. Any
/// thread.
final class Reception {

    private final Guard guard;
    private final Repeats repeats;
    private final Clock clock;
    private final long bodyUs;

    /// @param limits how long a body may take to come
    Reception(Guard guard, Clock clock, WebLimits limits) {
        this.guard = guard;
        this.repeats = new Repeats(clock);
        this.clock = clock;
        this.bodyUs = limits.request().toNanos() / 1000;
    }

    /// Returns when the caller may; what only the operation can know is asked for by it.
    Call admit(Context context, Operation operation) {
        Need need = operation.need();
        long untilUs = clock.elapsedUs() + bodyUs;
        Supplier<Boolean> isLate = () -> clock.elapsedUs() > untilUs;
        if (need.right() == Right.PUBLIC) {
            return new Call(context, operation, Optional.empty(), List.of(), guard, isLate);
        }
        Caller caller = guard.identify(context);
        context.attribute(Call.CALLER, caller);
        List<CameraId> named = named(context, need);
        switch (need.scope()) {
            case SITE -> {
                // Who opens a WebSocket, with a ticket too, is asked for each thing that they want to see by it.
                if (!operation.isSocket() || need.right() != Right.SIGNED_IN) {
                    guard.require(caller, need.right(), null);
                }
            }
            case PATH, QUERY -> {
                if (named.isEmpty()) {
                    guard.requireSome(caller, need.right());
                    throw Problems.wrong("The request names no camera.", "Add " + need.parameter() + "=NAME.");
                }
                named.forEach(camera -> guard.require(caller, need.right(), camera));
            }
            case BODY, OBJECT, EACH -> guard.requireSome(caller, need.right());
        }
        return new Call(context, operation, Optional.of(caller), named, guard, isLate);
    }

    private static List<CameraId> named(Context context, Need need) {
        return switch (need.scope()) {
            case PATH -> List.of(camera(context.pathParam(need.parameter())));
            case QUERY ->
                context.queryParams(need.parameter()).stream()
                        .map(Reception::camera)
                        .distinct()
                        .toList();
            case SITE, BODY, OBJECT, EACH -> List.of();
        };
    }

    static CameraId camera(String name) {
        try {
            return new CameraId(name);
        } catch (IllegalArgumentException noName) {
            throw Problems.wrong(noName.getMessage() + ".", "GET /api/cameras lists them.");
        }
    }

    void receive(Context context, Operation operation, Answering answering) throws IOException {
        Call call = admit(context, operation);
        Optional<String> key = operation.method().equals("POST")
                ? Optional.ofNullable(context.header("Idempotency-Key"))
                : Optional.empty();
        if (key.isPresent() && call.known().isPresent()) {
            repeats.once(call, key.get(), answering);
        } else {
            answering.answer(call);
        }
        if (operation.need().isAskedLater() && !call.hasAsked()) {
            throw new IllegalStateException(operation + " answered without asking whether the caller may");
        }
    }

    /// The problem of a request that cannot be repeated so.
    static ProblemException keyMisused(String what) {
        return ProblemCode.REQUEST_REFUSED.because(
                what, "Safe: nothing was changed by this request.", "Use another Idempotency-Key.");
    }
}
