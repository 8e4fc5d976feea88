package org.lidless.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.Sha256;
import org.lidless.world.Clock;

/// What POSTs with an Idempotency-Key were answered, so that the same one again does nothing and is answered the
/// same. Bounded: the newest [#OF_ONE_MAX] of each caller, [#BYTES_MAX] in all, a day. Only what was done is
/// kept: a refused request may be sent again. Any thread; the lock is held for no I/O.
final class Repeats {

    static final int OF_ONE_MAX = 256;
    static final int KEY_LETTERS_MAX = 128;
    private static final long BYTES_MAX = 8 << 20;
    private static final long ENTRY_BYTES = 300;
    private static final long AGE_MAX_US = 86_400_000_000L;

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashMap<Asked, Kept> kept = new LinkedHashMap<>();
    private long bytes;

    Repeats(Clock clock) {
        this.clock = clock;
    }

    private record Asked(String caller, String operation, String key) {}

    /// @param answer null while it is still being carried out
    private record Kept(long atUs, Sha256 request, @Nullable Answer answer) {

        long size() {
            return ENTRY_BYTES + (answer == null ? 0 : answer.body().length);
        }
    }

    private static final class Answer {
        private final int status;
        private final String type;
        private final byte[] body;
        private final Map<String, String> headers;

        Answer(int status, String type, byte[] body, Map<String, String> headers) {
            this.status = status;
            this.type = type;
            this.body = body;
            this.headers = headers;
        }

        int status() {
            return status;
        }

        String type() {
            return type;
        }

        byte[] body() {
            return body;
        }

        Map<String, String> headers() {
            return headers;
        }
    }

    /// Has it carried out, or answers as it was answered before.
    void once(Call call, String key, Answering answering) throws IOException {
        if (key.isBlank() || key.length() > KEY_LETTERS_MAX) {
            throw Problems.wrong(
                    "The Idempotency-Key is empty or longer than " + KEY_LETTERS_MAX + " letters.", "Shorten it.");
        }
        Context context = call.context();
        Asked asked = new Asked(call.caller().name(), context.method() + " " + context.path(), key);
        Sha256 request = Sha256.of(call.bytes(bodyMax(call)));
        Optional<Answer> before = begin(asked, request);
        if (before.isPresent()) {
            tell(context, before.get());
            return;
        }
        boolean done = false;
        try {
            answering.answer(call);
            done = context.statusCode() / 100 == 2;
        } finally {
            end(asked, request, done ? answer(call) : null);
        }
    }

    private static int bodyMax(Call call) {
        return call.operation().path().equals("/api/camera-imports") ? 1 << 20 : Call.BODY_BYTES_MAX;
    }

    private Optional<Answer> begin(Asked asked, Sha256 request) {
        lock.lock();
        try {
            forget();
            Kept before = kept.get(asked);
            if (before == null) {
                keep(asked, new Kept(clock.elapsedUs(), request, null));
                return Optional.empty();
            }
            if (!before.request().equals(request)) {
                throw new RefusedException(
                        422, Reception.keyMisused("Another request was sent with this Idempotency-Key before."));
            }
            if (before.answer() == null) {
                throw new RefusedException(
                        409, Reception.keyMisused("The request with this Idempotency-Key is still being carried out."));
            }
            return Optional.of(before.answer());
        } finally {
            lock.unlock();
        }
    }

    private void end(Asked asked, Sha256 request, @Nullable Answer answer) {
        lock.lock();
        try {
            drop(asked);
            if (answer != null) {
                keep(asked, new Kept(clock.elapsedUs(), request, answer));
            }
        } finally {
            lock.unlock();
        }
    }

    private void keep(Asked asked, Kept entry) {
        kept.put(asked, entry);
        bytes += entry.size();
        List<Asked> own = new ArrayList<>();
        for (Asked each : kept.keySet()) {
            if (each.caller().equals(asked.caller())) {
                own.add(each);
            }
        }
        if (own.size() > OF_ONE_MAX) {
            drop(own.getFirst());
        }
        while (bytes > BYTES_MAX && kept.size() > 1) {
            drop(kept.firstEntry().getKey());
        }
    }

    private void drop(Asked asked) {
        Kept gone = kept.remove(asked);
        if (gone != null) {
            bytes -= gone.size();
        }
    }

    private void forget() {
        long nowUs = clock.elapsedUs();
        while (!kept.isEmpty() && nowUs - kept.firstEntry().getValue().atUs() > AGE_MAX_US) {
            drop(kept.firstEntry().getKey());
        }
    }

    private static Answer answer(Call call) {
        Context context = call.context();
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : Arrays.asList("ETag", "Location")) {
            String value = context.res().getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        String type = Optional.ofNullable(context.res().getContentType()).orElse("application/json");
        return new Answer(context.statusCode(), type, call.answered(), headers);
    }

    private static void tell(Context context, Answer answer) {
        context.status(answer.status()).header("Idempotency-Replayed", "true");
        answer.headers().forEach(context::header);
        if (answer.body().length > 0) {
            context.contentType(answer.type()).result(answer.body());
        }
    }
}
