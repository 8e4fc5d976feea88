package org.lidless.wire;

import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/// Why a message could not be read, in the words of whoever wrote it: which member, and what is wrong with it. The
/// reader's own words name its switches and our classes. Pure.
public final class JsonFault {

    private JsonFault() {}

    /// Goes on behind "The request's body is not what is expected here: ".
    public static String of(JacksonException fault) {
        return switch (fault) {
            case StreamReadException broken ->
                "it is no JSON from line " + broken.getLocation().getLineNr() + ", column "
                        + broken.getLocation().getColumnNr() + " on";
            case UnrecognizedPropertyException unknown -> "nobody knows the member " + member(unknown);
            case ValueInstantiationException refused -> refused(refused);
            case InvalidFormatException moment
            when moment.getTargetType() == Instant.class ->
                member(moment) + " is no moment as RFC 3339 writes it, like 2026-11-22T04:01:53.5Z";
            default -> member(fault) + " is missing or of another kind";
        };
    }

    /// A value that its own record refuses.
    private static String refused(ValueInstantiationException fault) {
        @Nullable Throwable cause = fault.getCause();
        String why = cause == null ? null : cause.getMessage();
        return member(fault) + " cannot be so" + (why == null ? "" : ": " + why);
    }

    private static String member(JacksonException fault) {
        String path = fault.getPath().stream()
                .map(step -> step.getPropertyName() == null ? "[" + step.getIndex() + "]" : step.getPropertyName())
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "the whole of it" : "\"" + path + "\"";
    }
}
