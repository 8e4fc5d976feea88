package org.lidless.web.route;

import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.web.Call;
import org.lidless.wire.SiteDesk;

/// What several resources ask alike.
final class Asks {

    private Asks() {}

    /// The site, in the caller's name.
    static SiteDesk site(WebDesk desk, Call call) {
        return desk.control(call.caller())
                .site()
                .orElseThrow(() -> new IllegalStateException("the API is served by a node that knows no site"));
    }

    static ProblemException wrong(String what, String remedy) {
        return ProblemCode.REQUEST_REFUSED.because(what, "Safe: nothing was changed.", remedy);
    }

    static ProblemException notThere(String what, String remedy) {
        return ProblemCode.NOTHING_FOUND.because(what, "Safe: nothing was changed.", remedy);
    }
}
