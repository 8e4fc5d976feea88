package org.lidless.web.access;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.lidless.control.site.people.Account;
import org.lidless.control.site.people.Grant;
import org.lidless.control.site.people.People;
import org.lidless.control.site.people.PeopleChange;
import org.lidless.control.site.people.PeopleDecider;
import org.lidless.control.site.people.PeopleEdit;
import org.lidless.control.site.people.PeopleFact;
import org.lidless.control.site.people.PersonName;
import org.lidless.footage.evidence.AuditAct;
import org.lidless.wire.authority.Vault;
import org.lidless.world.Clock;
import org.lidless.world.SystemChance;
import org.lidless.world.SystemDisk;
import org.lidless.world.SystemNetwork;
import org.lidless.world.World;

/// A site that agrees at once, whose time is set by hand, and that remembers what was written down.
public final class FakeSite implements PeopleStore, AccessAudit, Clock {

    public static final String ANNAS = "correct horse battery";

    private static final String HASH = new PasswordHash(new SystemChance()).of(ANNAS);

    final Vault vault = Vault.of(new byte[32], new SystemChance());
    public final List<String> written = new ArrayList<>();
    public long wallUs = 1_800_000_000_000_000L;
    long elapsedUs = 1_000;
    private People people = People.NOBODY;

    World world() {
        return new World(this, new SystemChance(), new SystemDisk(), new SystemNetwork());
    }

    /// With a key for sign-ins, and accounts whose password is [#ANNAS] each.
    public static FakeSite with(Account... accounts) {
        FakeSite site = new FakeSite();
        site.agree(now -> site.access().due(now));
        for (Account account : accounts) {
            site.add(account);
        }
        return site;
    }

    public void add(Account account) {
        agree(now -> List.of(new PeopleFact.AccountAgreed(account)));
        agree(now -> PeopleDecider.password(now, account.name(), HASH));
    }

    public static Account person(String name, Grant... grants) {
        return Account.fresh(new PersonName(name), List.of(grants));
    }

    /// Another management server of the same site.
    public Access access() {
        return new Access(world(), this, vault, this);
    }

    @Override
    public People now() {
        return people;
    }

    @Override
    public People agree(String by, Function<People, List<PeopleFact>> decision) {
        List<PeopleFact> facts = decision.apply(people);
        if (!facts.isEmpty()) {
            people = PeopleEdit.after(people, new PeopleChange(people.version(), facts));
        }
        return people;
    }

    @Override
    public void write(String who, String from, AuditAct act, String subject, String outcome) {
        written.add(String.join(" | ", who, from, act.word(), subject, outcome));
    }

    @Override
    public void refused(String who, String from, AuditAct act, String subject, String code) {
        write(who, from, act, subject, "refused " + code);
    }

    @Override
    public long wallUs() {
        return wallUs;
    }

    @Override
    public long elapsedUs() {
        return elapsedUs;
    }

    public void pass(long us) {
        wallUs += us;
        elapsedUs += us;
    }

    @Override
    public void pauseUs(long us) {
        pass(us);
    }
}
