package org.lidless.web.events;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/// Something that happened.
///
/// @param id       where it stands in its server's ring; empty until it is in one
/// @param at       when this server saw it
/// @param type     a word of docs/reference/openapi.yaml, such as `lidless.camera.changed`
/// @param camera   that it is about
/// @param recorder that it is about
/// @param export   that it is about
/// @param from     what it was
/// @param to       what it is
/// @param progress of an export, 0 to 1
/// @param revision of the site's document
/// @param text     in words
public record Event(
        String id,
        Instant at,
        String type,
        Optional<String> camera,
        Optional<String> recorder,
        Optional<String> export,
        Optional<String> from,
        Optional<String> to,
        Optional<Double> progress,
        Optional<Long> revision,
        String text) {

    static final String RESYNC = "lidless.resync";

    /// One about nothing yet.
    static Event of(Instant at, String type, String text) {
        return new Event(
                "",
                at,
                type,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                text);
    }

    Event withId(String given) {
        return new Event(given, at, type, camera, recorder, export, from, to, progress, revision, text);
    }

    Event ofCamera(String name) {
        return new Event(id, at, type, Optional.of(name), recorder, export, from, to, progress, revision, text);
    }

    Event ofRecorder(String name) {
        return new Event(id, at, type, camera, Optional.of(name), export, from, to, progress, revision, text);
    }

    Event ofExport(String name, double reached) {
        return new Event(
                id, at, type, camera, recorder, Optional.of(name), from, to, Optional.of(reached), revision, text);
    }

    Event ofRevision(long number) {
        return new Event(id, at, type, camera, recorder, export, from, to, progress, Optional.of(number), text);
    }

    Event changed(String was, String is) {
        return new Event(
                id,
                at,
                type,
                camera,
                recorder,
                export,
                was.isEmpty() ? Optional.empty() : Optional.of(was),
                is.isEmpty() ? Optional.empty() : Optional.of(is),
                progress,
                revision,
                text);
    }

    /// Whether somebody may hear of it who may see these cameras.
    public boolean isFor(Predicate<String> mayCamera) {
        return camera.isEmpty() || mayCamera.test(camera.get());
    }
}
