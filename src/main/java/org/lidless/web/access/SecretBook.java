package org.lidless.web.access;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lidless.control.site.people.CameraLogin;
import org.lidless.control.site.people.PeopleFact;
import org.lidless.control.site.people.Sealed;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraSource.Credentials;
import org.lidless.domain.ProblemCode;
import org.lidless.footage.evidence.AuditAct;
import org.lidless.wire.authority.Vault;

/// Users and passwords of cameras, which the site keeps sealed. Any thread.
public final class SecretBook {

    /// The longest password of a camera.
    static final int PASSWORD_CHARS_MAX = 256;

    private static final String PURPOSE = "camera login ";

    private final PeopleStore store;
    private final Vault vault;
    private final AccessAudit audit;

    SecretBook(PeopleStore store, Vault vault, AccessAudit audit) {
        this.store = store;
        this.vault = vault;
        this.audit = audit;
    }

    /// Names and users; nobody is shown a password.
    public Map<String, String> logins() {
        Map<String, String> users = new TreeMap<>();
        store.now().logins().forEach((name, login) -> users.put(name, login.user()));
        return users;
    }

    /// Keeps user and password for the cameras whose `credentials` name them so.
    public void keepLogin(Caller by, String login, String user, String password) {
        String name = Words.name(login, CameraId::new).value();
        if (password.length() > PASSWORD_CHARS_MAX) {
            throw Words.refused(
                    "The password has more than " + PASSWORD_CHARS_MAX + " letters.", "Choose a shorter one.");
        }
        CameraLogin kept =
                Words.name(user, text -> new CameraLogin(text, new Sealed(vault.sealText(password, PURPOSE + name))));
        PeopleBook.agree(
                store,
                audit,
                by,
                AuditAct.PASSWORD_CHANGED,
                "camera login " + name,
                people -> List.of(new PeopleFact.CameraLoginAgreed(name, kept)));
    }

    /// @throws org.lidless.domain.ProblemException `NOTHING_FOUND`
    public void removeLogin(Caller by, String login) {
        if (!store.now().logins().containsKey(login)) {
            throw ProblemCode.NOTHING_FOUND.because(
                    "There is no camera login of that name.",
                    "Safe: nothing was changed.",
                    "GET /api/camera-logins lists them.");
        }
        PeopleBook.agree(
                store,
                audit,
                by,
                AuditAct.PASSWORD_CHANGED,
                "camera login " + login + " removed",
                people -> people.logins().containsKey(login)
                        ? List.of(new PeopleFact.CameraLoginRemoved(login))
                        : List.of());
    }

    /// User and password that the site keeps under a name.
    ///
    /// @throws org.lidless.domain.ProblemException `SECRETS_LOCKED`
    public Optional<Credentials> open(String name) {
        return open(store.now().logins(), vault, name);
    }

    /// User and password, for the recorders whose cameras want them. Empty when the site keeps none of that name.
    ///
    /// @throws org.lidless.domain.ProblemException `SECRETS_LOCKED`
    public static Optional<Credentials> open(Map<String, CameraLogin> logins, Vault vault, String name) {
        CameraLogin login = logins.get(name);
        return login == null
                ? Optional.empty()
                : Optional.of(new Credentials(
                        login.user(),
                        vault.openText(login.password().text(), PURPOSE + name)
                                .orElseThrow(() -> ProblemCode.SECRETS_LOCKED.because(
                                        "This management server cannot open the camera login " + name + ".",
                                        "Safe: recorders go on with the passwords that they have.",
                                        "Give this server the key of the site's authority, or set the password "
                                                + "again."))));
    }
}
