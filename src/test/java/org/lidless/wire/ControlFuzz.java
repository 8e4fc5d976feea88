package org.lidless.wire;

import java.time.Instant;
import java.util.List;
import org.lidless.domain.ProblemException;
import org.lidless.domain.TimeSpan;
import org.lidless.fuzz.Parser;
import org.lidless.fuzz.Target;

/// Bodies and moments that a node is sent on its control address. What is taken has all its members.
public final class ControlFuzz {

    private static final List<String> WORDS = List.of(
            "{}", "null", "\"camera\":", "\"from\":", "+999999999-12-31T23:59:59+18:00", "T", "Z", "[[[[", "-0000");

    private ControlFuzz() {}

    public static List<Target> targets() {
        return List.of(Parser.of(
                "control-order",
                List.of(
                        "{\"camera\":\"cam-1\",\"stream\":\"main\",\"from\":\"2026-11-22T04:01:53.5Z\","
                                + "\"to\":\"2026-11-22T05:01:53+01:00\",\"path\":\"/tmp/a.mp4\",\"overwrite\":true}",
                        "{\"camera\":\"cam-1\",\"from\":\"2026-11-22T04:01:53.5Z\","
                                + "\"to\":\"2026-11-22T05:01:53Z\",\"reason\":\"a theft\"}"),
                WORDS,
                input -> export(input) * 31 + lock(input)));
    }

    private static long export(byte[] input) {
        try {
            ExportOrder order = ControlServer.order(input, ExportOrder.class);
            return whole(
                    order.from(),
                    order.to(),
                    order.camera(),
                    order.stream(),
                    order.path().orElse(""));
        } catch (ProblemException refused) {
            return refused.problem().what().replaceAll("[^a-z ]+", "").hashCode() % 1_009;
        }
    }

    private static long lock(byte[] input) {
        try {
            LockOrder order = ControlServer.order(input, LockOrder.class);
            return whole(order.from(), order.to(), order.camera(), order.reason());
        } catch (ProblemException refused) {
            return refused.problem().what().replaceAll("[^a-z ]+", "").hashCode() % 1_009;
        }
    }

    private static long whole(Instant from, Instant to, String... texts) {
        long letters = 0;
        for (String each : texts) {
            letters += each.length();
        }
        return letters % 7 + (TimeSpan.micros(from) < TimeSpan.micros(to) ? 1 : 0);
    }
}
