package org.lidless.domain;

/// What went wrong, in the words of whoever has to act.
///
/// @param code    the stable code; `lidless explain CODE` tells more
/// @param what    what happened, naming the camera, pool or server as people know it
/// @param footage what it means for footage: safe, at risk, or missing from when to when
/// @param remedy  the next thing to do, or that nothing needs doing
public record Problem(ProblemCode code, String what, String footage, String remedy) {

    /// REQUEST: the caller can fix it. WORLD: retry or fail over. BUG: stop this part and report.
    public enum Kind {
        REQUEST,
        WORLD,
        BUG
    }

    public Kind kind() {
        return code.kind();
    }

    /// As a person reads it: three lines and the code.
    @Override
    public String toString() {
        return code.code() + ": " + what + "\n  Footage: " + footage + "\n  To do:   " + remedy;
    }
}
