package org.lidless.web.events;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.lidless.domain.CameraId;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.Right;
import org.lidless.web.Call;
import org.lidless.web.Need;
import org.lidless.web.RouteSet;
import org.lidless.web.Routes;
import org.lidless.web.access.Guard;
import org.lidless.wire.Json;

/// `/api/events`: server-sent events (the WHATWG's HTML standard, section 9.2), which go on by `Last-Event-ID`.
public final class EventRoutes implements RouteSet {

    /// Readers at a time; each takes a connection and a virtual thread.
    private static final int READERS_MAX = 256;

    /// A comment is sent when nothing happened for so long, so that both sides notice when the other is gone.
    private static final long BEAT_MILLIS = 10_000;
    /// How often it is asked whether a reader still may.
    private static final long LOOK_MILLIS = 5_000;

    private final EventRing ring;
    private final Guard guard;
    private final Supplier<Instant> now;
    private final Semaphore readers = new Semaphore(READERS_MAX);

    public EventRoutes(EventRing ring, Guard guard, Supplier<Instant> now) {
        this.ring = ring;
        this.guard = guard;
        this.now = now;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get("/api/events", Need.each(Right.STATUS), call -> {
            if (!readers.tryAcquire()) {
                throw ProblemCode.REQUEST_REFUSED.because(
                        "This server tells " + READERS_MAX + " readers of events already.",
                        "Not concerned.",
                        "Ask another management server.");
            }
            try {
                tell(call);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } finally {
                readers.release();
            }
        });
    }

    private void tell(Call call) throws IOException, InterruptedException {
        call.context().contentType("text/event-stream; charset=utf-8").header("X-Accel-Buffering", "no");
        OutputStream out = call.context().res().getOutputStream();
        Optional<String> last =
                Optional.ofNullable(call.context().header("Last-Event-ID")).or(() -> call.query("last-event-id"));
        Optional<Long> known = last.flatMap(ring::behind);
        long place = known.orElseGet(ring::now);
        send(out, "retry: 1000\n\n");
        if (last.isPresent() && known.isEmpty()) {
            resync(out, place);
        }
        long silentMillis = 0;
        while (guard.stillMay(call.caller(), Right.SIGNED_IN, null)) {
            EventRing.Read read = ring.read(place, LOOK_MILLIS);
            if (!read.isWhole()) {
                resync(out, read.place() - read.events().size());
            }
            StringBuilder text = new StringBuilder();
            for (Event event : read.events()) {
                if (event.isFor(camera -> maySee(call, camera))) {
                    text.append(written(event));
                }
            }
            place = read.place();
            silentMillis = text.isEmpty() ? silentMillis + LOOK_MILLIS : 0;
            if (silentMillis >= BEAT_MILLIS) {
                text.append(":\n\n");
                silentMillis = 0;
            }
            if (!text.isEmpty()) {
                send(out, text.toString());
            }
        }
    }

    private boolean maySee(Call call, String camera) {
        return guard.stillMay(call.caller(), Right.STATUS, new CameraId(camera));
    }

    private void resync(OutputStream out, long place) throws IOException {
        Event event =
                Event.of(now.get(), Event.RESYNC, "Some of what happened is not known here: look at everything anew.");
        send(out, written(event.withId(ring.idBefore(place))));
    }

    private static String written(Event event) {
        return "id: " + event.id() + "\nevent: " + event.type() + "\ndata: "
                + new String(Json.encode(event), StandardCharsets.UTF_8) + "\n\n";
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
