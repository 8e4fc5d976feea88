package org.lidless.web;

import org.lidless.domain.Problem;
import org.lidless.domain.ProblemException;

/// A problem whose status (RFC 9110 section 15) does not follow from its code.
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Problem problem;

    RefusedException(int status, ProblemException why) {
        super(why);
        this.status = status;
        this.problem = why.problem();
    }

    int status() {
        return status;
    }

    Problem problem() {
        return problem;
    }
}
