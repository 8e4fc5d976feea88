package org.lidless.web.access;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lidless.control.site.people.Entitlement;
import org.lidless.domain.CameraId;
import org.lidless.domain.PersonRole;
import org.lidless.domain.Right;

/// Who asks, as of the moment of the request. Immutable; streams that last ask [Guard#stillMay] again from time
/// to time.
///
/// @param name        the account's name, as the audit chain has it
/// @param from        the address that the request came from
/// @param roles       all roles of the account, wherever they reach
/// @param means       how they showed who they are
/// @param key         what names the sign-in or token, for [Guard#stillMay] and signing out
/// @param entitlement what they may do; of a token, no more than its scopes
public record Caller(
        String name, String from, SortedSet<PersonRole> roles, Means means, String key, Entitlement entitlement) {

    /// How somebody showed who they are.
    public enum Means {
        /// By the console's cookie: a request that changes something also needs the CSRF header.
        COOKIE,
        /// By a sign-in's token in a header.
        BEARER,
        /// By an API token.
        TOKEN,
        /// By a ticket in the address: for what a browser or a player fetches without headers.
        TICKET
    }

    /// Whoever may use the product on this machine itself: may do everything.
    public static final Caller LOCAL = new Caller(
            "local",
            "127.0.0.1",
            new TreeSet<>(List.of(PersonRole.ADMINISTRATOR)),
            Means.TOKEN,
            "",
            new Entitlement(PersonRole.ADMINISTRATOR.rights(), new TreeMap<>()));

    public Caller {
        roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
    }

    /// @param camera null for what is about the whole site
    public boolean may(Right right, @Nullable CameraId camera) {
        return entitlement.allows(right, camera);
    }

    /// Whether they may do it for one camera at least: for lists, which are then filtered by [#may].
    public boolean maySome(Right right) {
        return entitlement.allowsSome(right);
    }
}
