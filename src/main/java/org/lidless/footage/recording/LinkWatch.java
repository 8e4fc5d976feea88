package org.lidless.footage.recording;

/// How the link to the owner looks from here.
///
/// - Not up yet: suspected after [ShadowLimits#graceUs].
/// - Up: suspected when nothing came for [ShadowLimits#silenceUs]. A pause of this process does not count: what
///   came meanwhile has not been read yet.
/// - Closed: suspected at once, until it is up again.
///
/// One thread.
final class LinkWatch {

    private final ShadowLimits limits;
    private final long begunUs;
    private boolean connected;
    private boolean wasUp;
    private long heardUs;
    private long passedUs;

    LinkWatch(ShadowLimits limits, long nowUs) {
        this.limits = limits;
        this.begunUs = nowUs;
        this.heardUs = nowUs;
        this.passedUs = nowUs;
    }

    void link(boolean up, long nowUs) {
        if (up && !connected) {
            heardUs = nowUs;
        }
        connected = up;
        wasUp |= up;
    }

    void heard(long nowUs) {
        heardUs = Math.max(heardUs, nowUs);
    }

    /// Another look; from now on silence counts anew when the look before was long ago.
    void pass(long nowUs) {
        if (nowUs - passedUs > limits.pauseUs()) {
            heardUs = Math.max(heardUs, nowUs);
        }
        passedUs = Math.max(passedUs, nowUs);
    }

    boolean isSuspected(long nowUs) {
        if (!connected) {
            return wasUp || nowUs - begunUs >= limits.graceUs();
        }
        return nowUs - heardUs > limits.silenceUs();
    }

    boolean isUp() {
        return connected;
    }
}
