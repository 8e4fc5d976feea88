package org.lidless.web.access;

import java.util.List;
import java.util.function.Supplier;
import org.lidless.control.site.people.People;
import org.lidless.control.site.people.PeopleFact;
import org.lidless.web.RouteSet;
import org.lidless.wire.authority.Vault;
import org.lidless.world.World;

/// All that has to do with people at one management server, put together once. Any thread.
public final class Access {

    private final PeopleStore store;
    private final World world;
    private final Vault vault;
    private final AccessAudit audit;
    private final Sessions sessions;
    private final SiteGuard guard;
    private final SignIns signIns;
    private final PeopleBook people;
    private final TokenBook tokens;
    private final SecretBook secrets;

    /// @param vault that all management servers of the site share
    public Access(World world, PeopleStore store, Vault vault, AccessAudit audit) {
        this.world = world;
        this.store = store;
        this.vault = vault;
        this.audit = audit;
        SignInBrake brake = new SignInBrake();
        this.sessions = new Sessions(store, vault, world.chance().fork("sessions"), world.clock());
        this.guard = new SiteGuard(sessions, audit);
        PasswordHash hashes = new PasswordHash(world.chance().fork("passwords"));
        this.signIns = new SignIns(store, sessions, hashes, brake, audit, world.clock());
        this.people = new PeopleBook(store, brake, audit, world.chance().fork("codes"), world.clock());
        this.tokens = new TokenBook(store, audit, world.chance().fork("tokens"), world.clock());
        this.secrets = new SecretBook(store, vault, audit);
    }

    public Guard guard() {
        return guard;
    }

    /// For players that do not speak HTTP.
    public PlayerGuard players() {
        return new PlayerSignIn(guard, sessions, signIns, audit);
    }

    public PeopleBook people() {
        return people;
    }

    public SecretBook secrets() {
        return secrets;
    }

    SiteGuard siteGuard() {
        return guard;
    }

    Sessions sessions() {
        return sessions;
    }

    SignIns signIns() {
        return signIns;
    }

    TokenBook tokens() {
        return tokens;
    }

    /// What the site needs of the server that leads, now and then: a key for sign-ins, and another one after a
    /// while.
    ///
    /// @return nothing when all is well
    public List<PeopleFact> due(People now) {
        long nowUs = world.clock().wallUs();
        return SessionKeys.isDue(now, nowUs)
                ? List.of(new PeopleFact.SessionKeyAgreed(
                        SessionKeys.make(vault, world.chance().fork("session-keys"), nowUs)))
                : List.of();
    }

    /// All operations that have to do with people.
    ///
    /// @param servers where browsers reach the management servers, `https://host:port`
    /// @param site    what the site is called
    /// @param version of this program
    public List<RouteSet> routes(Supplier<List<String>> servers, String site, String version) {
        return List.of(
                new SessionRoutes(this, world.clock(), servers, site, version),
                new TicketRoutes(guard, sessions, audit),
                new PeopleRoutes(people, tokens),
                new OwnRoutes(store, secrets),
                new OidcRoutes(
                        new OidcSignIn(
                                store, signIns, vault, audit, world.chance().fork("oidc"), world.clock()),
                        store,
                        vault,
                        audit,
                        servers));
    }

    /// What this server knows of people.
    public Supplier<People> known() {
        return store::now;
    }
}
