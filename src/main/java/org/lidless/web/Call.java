package org.lidless.web;

import io.javalin.http.Context;
import io.javalin.websocket.WsContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.CameraId;
import org.lidless.domain.Right;
import org.lidless.web.access.Caller;
import org.lidless.web.access.Guard;
import org.lidless.wire.Json;
import org.lidless.wire.JsonFault;
import org.lidless.wire.Rfc3339;
import tools.jackson.core.JacksonException;

/// One request, for the operation that answers it. One thread.
public final class Call {

    /// The longest body that is read where nothing else is said.
    public static final int BODY_BYTES_MAX = 64 << 10;

    private static final int READ_BYTES = 8 << 10;
    private static final String AGAIN = "Send it again, whole and without long pauses.";
    static final String CALLER = "lidless.caller";
    private static final String JSON = "application/json";

    private final Context context;
    private final Operation operation;
    private final Optional<Caller> caller;
    private final List<CameraId> cameras;
    private final Guard guard;
    private final Supplier<Boolean> isLate;
    private boolean asked;
    private byte @Nullable [] read;
    private byte[] answered = {};

    /// @param isLate whether the body has taken too long to come
    Call(
            Context context,
            Operation operation,
            Optional<Caller> caller,
            List<CameraId> cameras,
            Guard guard,
            Supplier<Boolean> isLate) {
        this.context = context;
        this.operation = operation;
        this.caller = caller;
        this.cameras = cameras;
        this.guard = guard;
        this.isLate = isLate;
    }

    /// Whose WebSocket it is.
    public static Caller caller(WsContext socket) {
        Caller caller = socket.attribute(CALLER);
        if (caller == null) {
            throw new IllegalStateException("a WebSocket was opened without asking whose it is");
        }
        return caller;
    }

    public Context context() {
        return context;
    }

    Operation operation() {
        return operation;
    }

    /// Who asks; of an operation that needs somebody.
    public Caller caller() {
        return caller.orElseThrow(() -> new IllegalStateException(operation + " needs nobody"));
    }

    /// Who asks; empty for an operation that needs nobody.
    public Optional<Caller> known() {
        return caller;
    }

    /// The camera that path or query names; the caller may.
    public CameraId camera() {
        return cameras.getFirst();
    }

    /// All cameras that the query names; the caller may for each.
    public List<CameraId> cameras() {
        return cameras;
    }

    /// Returns when the caller may for this camera, too.
    ///
    /// @param camera null for what is about no camera
    public void require(@Nullable CameraId camera) {
        asked = true;
        guard.require(caller(), operation.need().right(), camera);
    }

    /// Returns when the caller has another right, too, for the whole site.
    public void also(Right right) {
        guard.require(caller(), right, null);
    }

    /// The same of a camera's name.
    public void require(String camera) {
        require(Reception.camera(camera));
    }

    /// Whether the caller may for this camera, too.
    public boolean may(@Nullable CameraId camera) {
        asked = true;
        return caller().may(operation.need().right(), camera);
    }

    /// The same of a camera's name.
    public boolean may(String camera) {
        return may(Reception.camera(camera));
    }

    boolean hasAsked() {
        return asked;
    }

    public String path(String name) {
        return context.pathParam(name);
    }

    public Optional<String> query(String name) {
        return Optional.ofNullable(context.queryParam(name)).filter(text -> !text.isEmpty());
    }

    /// A moment of RFC 3339.
    public Optional<Instant> moment(String name) {
        return query(name).map(text -> {
            try {
                return Rfc3339.parse(text);
            } catch (DateTimeException notRfc3339) {
                throw Problems.wrong(
                        name + "=" + text + " is not a time of RFC 3339.",
                        "Write it like 2026-11-22T04:01:53.5Z, or with an offset (+ as %2B).");
            }
        });
    }

    /// A whole number.
    public Optional<Long> number(String name, long least, long most) {
        return query(name).map(text -> {
            boolean isNumber = text.matches("-?[0-9]{1,18}");
            long value = isNumber ? Long.parseLong(text) : 0;
            if (!isNumber || value < least || value > most) {
                throw Problems.wrong(
                        name + "=" + text + " is not allowed.",
                        "Use a whole number from " + least + " to " + most + ".");
            }
            return value;
        });
    }

    public boolean isSet(String name) {
        Optional<String> said = query(name);
        if (said.isPresent() && !said.get().matches("true|false")) {
            throw Problems.wrong(name + "=" + said.get() + " is not allowed.", "Use true or false.");
        }
        return said.map(Boolean::parseBoolean).orElse(false);
    }

    /// The body as it is, at most so long.
    public byte[] bytes(int most) {
        byte[] known = read;
        if (known == null) {
            known = received(most + 1);
            read = known;
        }
        if (known.length > most) {
            throw new RefusedException(
                    413, Problems.wrong("The request's body is longer than " + most + " bytes.", "Send less."));
        }
        return known.clone();
    }

    /// As much of the body as there is, up to so many bytes.
    private byte[] received(int most) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        byte[] part = new byte[READ_BYTES];
        try (InputStream in = context.req().getInputStream()) {
            while (whole.size() < most) {
                int length = in.read(part, 0, Math.min(part.length, most - whole.size()));
                if (length < 0) {
                    break;
                }
                whole.write(part, 0, length);
                if (isLate.get()) {
                    throw new RefusedException(408, Problems.wrong("The request's body comes too slowly.", AGAIN));
                }
            }
        } catch (IOException broken) {
            throw Problems.wrong("The request's body did not come whole.", AGAIN);
        }
        return whole.toByteArray();
    }

    /// The body as a message: JSON with all its members and no others.
    public <T> T body(Class<T> kind) {
        return body(kind, BODY_BYTES_MAX);
    }

    /// The same, at most so long.
    public <T> T body(Class<T> kind, int most) {
        byte[] json = bytes(most);
        checkType("application/json");
        return order(json, kind);
    }

    /// The body as a patch (RFC 7396).
    public byte[] mergePatch() {
        checkType("application/merge-patch+json", "application/json");
        return bytes(BODY_BYTES_MAX);
    }

    private void checkType(String... known) {
        String type = Optional.ofNullable(context.contentType())
                .orElse("")
                .split(";", 2)[0]
                .strip();
        if (!List.of(known).contains(type)) {
            throw new RefusedException(
                    415,
                    Problems.wrong(
                            "The request's body is not said to be " + known[0] + ".",
                            "Add Content-Type: " + known[0] + "."));
        }
    }

    /// JSON with all members of a message and no others.
    public <T> T order(byte[] json, Class<T> kind) {
        try {
            return Optional.ofNullable(Json.decodeOrder(json, kind))
                    .orElseThrow(() -> Problems.wrong("The request's body is null.", Problems.WHAT_TO_SEND));
        } catch (JacksonException notThat) {
            throw Problems.wrong(
                    "The request's body is not what is expected here: " + JsonFault.of(notThat) + ".",
                    Problems.WHAT_TO_SEND);
        }
    }

    /// The ETag that the caller goes by, without quotes; `*` for any.
    public Optional<String> ifMatch() {
        return Optional.ofNullable(context.header("If-Match"))
                .map(text -> text.strip().replaceFirst("^W/", "").replaceAll("^\"|\"$", ""))
                .filter(text -> !text.isEmpty());
    }

    /// The problem of a change that says nothing of the version it was made from.
    public static RuntimeException needsIfMatch(String operation) {
        return new RefusedException(
                428,
                Problems.wrong(
                        operation + " needs If-Match.",
                        "Add the ETag of what you changed, or * to replace whatever there is."));
    }

    /// Refuses when the caller goes by another version than this.
    public void ifMatch(String now) {
        Optional<String> known = ifMatch();
        if (known.isPresent() && !known.get().equals("*") && !known.get().equals(now)) {
            throw Problems.changed();
        }
    }

    /// Names the version that is answered.
    public void etag(String version) {
        context.header("ETag", "\"" + version + "\"");
    }

    public void json(int status, Object message) {
        answered = Json.encode(message);
        context.status(status).contentType(JSON).result(answered);
    }

    /// Done, and there is nothing to say.
    public void nothing() {
        context.status(204);
    }

    /// A page of a list that is in the order of its keys.
    ///
    /// @param order of the keys
    public <T> void page(List<T> all, Function<T, String> key, Comparator<String> order, Function<T, ?> shown) {
        json(200, Pages.of(all, key, order, query("cursor"), limit()).map(shown));
    }

    /// How many items a page is to have.
    public int limit() {
        return number("limit", 1, Pages.LIMIT_MAX).orElse((long) Pages.LIMIT).intValue();
    }

    /// The key behind which a page begins.
    public Optional<String> cursor() {
        return query("cursor").map(Pages::read);
    }

    /// A key as callers are shown it.
    public static String cursor(String key) {
        return Pages.written(key);
    }

    byte[] answered() {
        return answered;
    }
}
