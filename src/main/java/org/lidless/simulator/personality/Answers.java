package org.lidless.simulator.personality;

import java.util.function.UnaryOperator;
import org.lidless.footage.media.rtsp.RtspMessage.Request;
import org.lidless.simulator.Personality;

/// Answers some requests in a way of its own.
///
/// @param to   the request's method; empty for all
/// @param from makes its answer of a good one
record Answers(String to, UnaryOperator<String> from) implements Personality {

    @Override
    public String answer(Request request, String good) {
        return to.isEmpty() || request.method().equals(to) ? from.apply(good) : good;
    }
}
