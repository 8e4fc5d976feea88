package org.lidless.control.site.people;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.lidless.domain.CameraId;

/// Something the site has agreed on about people and secrets.
public sealed interface PeopleFact {

    /// There is this account, or it is like this from now on.
    record AccountAgreed(Account account) implements PeopleFact {}

    /// It is no more, and with it its tokens, codes and layouts.
    record AccountRemoved(PersonName name) implements PeopleFact {}

    /// A camera group has these cameras from now on.
    record GroupAgreed(CameraGroupName name, SortedSet<CameraId> cameras) implements PeopleFact {

        public GroupAgreed {
            cameras = Collections.unmodifiableSortedSet(new TreeSet<>(cameras));
        }
    }

    record GroupRemoved(CameraGroupName name) implements PeopleFact {}

    record TokenAgreed(ApiToken token) implements PeopleFact {}

    record TokenRemoved(String id) implements PeopleFact {}

    /// Takes the place of a code for the same person. Codes that are over are forgotten.
    ///
    /// @param atUs site time in µs
    record CodeAgreed(PersonCode code, long atUs) implements PeopleFact {}

    record CodeUsed(String id) implements PeopleFact {}

    /// Signs from now on; the oldest is forgotten when there are too many.
    record SessionKeyAgreed(SessionKey key) implements PeopleFact {}

    /// A sign-in was ended before its time. Those whose time has come are forgotten.
    ///
    /// @param session names it
    /// @param untilUs when it would have ended by itself, site time in µs
    /// @param atUs    site time in µs
    record SessionEnded(String session, long untilUs, long atUs) implements PeopleFact {}

    /// People sign in by this provider too, or by none.
    record OidcAgreed(Optional<OidcSettings> settings) implements PeopleFact {}

    record CameraLoginAgreed(String name, CameraLogin login) implements PeopleFact {}

    record CameraLoginRemoved(String name) implements PeopleFact {}

    record LayoutAgreed(Layout layout) implements PeopleFact {}

    record LayoutRemoved(Layout.Key key) implements PeopleFact {}
}
