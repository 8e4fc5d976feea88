package org.lidless.web.access;

import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.CameraId;
import org.lidless.domain.Right;

/// Says who asks and whether they may. Every request but those that need [Right#PUBLIC] passes here twice: first
/// [#identify], then [#require]. Refusals are written to the audit chain here. Any thread.
public interface Guard {

    /// Who asks: by the cookie, `Authorization: Bearer` (a sign-in's token or an API token), a ticket (`?ticket=`,
    /// `/api/ticket/TICKET/…`), or for a WebSocket the subprotocol `bearer.TOKEN`. A request that changes something
    /// and comes with the cookie must also have come from the console (`Origin`, `Lidless-CSRF`); so must every
    /// WebSocket with the cookie.
    ///
    /// @throws ProblemException `SIGN_IN_NEEDED` (401), `CROSS_SITE` (403)
    Caller identify(Context request);

    /// Returns when the caller may.
    ///
    /// @param camera the camera that it is about, whether or not there is one of that name; null for the whole
    /// site
    /// @throws ProblemException `RIGHT_MISSING` (403)
    void require(Caller caller, Right right, @Nullable CameraId camera);

    /// For lists and searches over several cameras: returns when the caller may for one at least; the answer is
    /// then to be filtered by [Caller#may].
    ///
    /// @throws ProblemException `RIGHT_MISSING` (403)
    void requireSome(Caller caller, Right right);

    /// For streams that last longer than a request: whether the caller is still signed in and still may. Asked
    /// every few seconds; costs a look-up, no signature.
    boolean stillMay(Caller caller, Right right, @Nullable CameraId camera);
}
