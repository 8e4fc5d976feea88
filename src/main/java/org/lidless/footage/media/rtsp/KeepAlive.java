package org.lidless.footage.media.rtsp;

import java.util.Locale;
import java.util.Optional;

/// Decides when and how a session is kept alive: at half the time that the server named, at most every 30 s; by
/// GET_PARAMETER when the server lists it, and by OPTIONS otherwise or when GET_PARAMETER was refused (some cameras
/// do not list it, some break on it). An answer that does not come is no reason to end; missing media is.
final class KeepAlive {

    private static final long INTERVAL_US_MAX = 30_000_000;
    private static final long INTERVAL_US_MIN = 1_000_000;
    private static final int TIMEOUT_SECONDS_USUAL = 60;

    private final boolean avoided;
    private boolean listed;
    private long intervalUs = INTERVAL_US_MAX;
    private long dueUs = Long.MAX_VALUE;

    /// @param avoided whether GET_PARAMETER ended an earlier session, whatever is listed
    KeepAlive(boolean avoided) {
        this.avoided = avoided;
    }

    /// What the server can do, from OPTIONS' answer.
    void onPublic(Optional<String> methods) {
        listed = !avoided && methods.orElse("").toUpperCase(Locale.ROOT).contains("GET_PARAMETER");
    }

    /// The server refused GET_PARAMETER.
    void onRefused() {
        listed = false;
    }

    /// The `Session` line of SETUP's answer: `id;timeout=60` (RFC 2326 section 12.37).
    void onSession(String line) {
        int seconds = TIMEOUT_SECONDS_USUAL;
        for (String part : line.split(";", -1)) {
            String plain = part.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
            if (plain.matches("timeout=[0-9]{1,5}")) {
                seconds = Integer.parseInt(plain.substring("timeout=".length()));
            }
        }
        intervalUs = Math.clamp(seconds * 1_000_000L / 2, INTERVAL_US_MIN, INTERVAL_US_MAX);
    }

    void begin(long nowUs) {
        dueUs = nowUs + intervalUs;
    }

    boolean isDue(long nowUs) {
        return nowUs >= dueUs;
    }

    long dueUs() {
        return dueUs;
    }

    String method() {
        return listed ? "GET_PARAMETER" : "OPTIONS";
    }
}
