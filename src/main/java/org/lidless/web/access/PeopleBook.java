package org.lidless.web.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Function;
import org.lidless.control.site.people.Account;
import org.lidless.control.site.people.CameraGroupName;
import org.lidless.control.site.people.Grant;
import org.lidless.control.site.people.People;
import org.lidless.control.site.people.PeopleDecider;
import org.lidless.control.site.people.PeopleFact;
import org.lidless.control.site.people.PersonCode;
import org.lidless.control.site.people.PersonName;
import org.lidless.domain.CameraId;
import org.lidless.domain.ProblemException;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.evidence.AuditAct;
import org.lidless.footage.evidence.AuditRecord;
import org.lidless.wire.PeopleDesk.CodeReport;
import org.lidless.wire.PeopleDesk.PersonOrder;
import org.lidless.wire.PeopleDesk.PersonReport;
import org.lidless.world.Chance;
import org.lidless.world.Clock;

/// Accounts, roles and camera groups, as people ask for them. Whatever is changed is in the audit chain, under
/// the name of whoever asked; so is what was refused. Any thread.
public final class PeopleBook {

    /// How long a one-time code is valid, µs.
    static final long CODE_US = 24L * 3_600 * 1_000_000;

    private final PeopleStore store;
    private final SignInBrake brake;
    private final AccessAudit audit;
    private final Chance chance;
    private final Clock clock;

    PeopleBook(PeopleStore store, SignInBrake brake, AccessAudit audit, Chance chance, Clock clock) {
        this.store = store;
        this.brake = brake;
        this.audit = audit;
        this.chance = chance;
        this.clock = clock;
    }

    /// Everybody, by name.
    public List<PersonReport> people() {
        People people = store.now();
        return people.accounts().values().stream()
                .map(account -> report(people, account))
                .toList();
    }

    /// @throws ProblemException `NOTHING_FOUND`
    public PersonReport person(String name) {
        People people = store.now();
        return report(people, PeopleDecider.known(people, Words.person(name)));
    }

    private PersonReport report(People people, Account account) {
        boolean isInvited = account.password().isEmpty()
                && people.codes().values().stream().anyMatch(code -> code.name().equals(Optional.of(account.name())));
        long slowedUs = brake.waitUs(account.name().value(), "", clock.elapsedUs());
        return new PersonReport(
                account.name().value(),
                Optional.of(account.fullName()).filter(called -> !called.isEmpty()),
                Words.words(account.grants()),
                !account.off(),
                account.outside().isPresent(),
                isInvited,
                slowedUs > 0 ? Optional.of(TimeSpan.instant(clock.wallUs() + slowedUs)) : Optional.empty(),
                account.version());
    }

    /// Lets somebody in.
    ///
    /// @return the code by which they choose a password
    public CodeReport add(Caller by, PersonOrder order) {
        PersonName name = Words.person(order.name());
        List<Grant> grants = Words.grants(order.roles().orElse(List.of()));
        String code = SecretText.code(chance);
        PersonCode kept = code(code, Optional.of(name));
        agree(by, AuditAct.ACCOUNT_CHANGED, "added " + name + ": " + words(grants), people -> {
            List<PeopleFact> facts = new ArrayList<>(
                    PeopleDecider.add(people, name, order.fullName().orElse(""), grants));
            facts.add(new PeopleFact.CodeAgreed(kept, clock.wallUs()));
            return facts;
        });
        return new CodeReport(Optional.of(name.value()), code, TimeSpan.instant(kept.untilUs()));
    }

    /// @param basedOn the version that whoever asks has seen
    public PersonReport change(Caller by, PersonOrder order, Optional<Long> basedOn) {
        PersonName name = Words.person(order.name());
        Account is = PeopleDecider.known(store.now(), name);
        Optional<List<Grant>> grants = order.roles().map(Words::grants);
        String subject = name + ": " + words(grants.orElse(is.grants()))
                + (order.active().orElse(!is.off()) ? "" : ", off");
        People after = agree(by, AuditAct.RIGHTS_CHANGED, subject, people -> {
            Account now = PeopleDecider.known(people, name);
            return PeopleDecider.change(
                    people,
                    name,
                    order.fullName().orElse(now.fullName()),
                    grants.orElse(now.grants()),
                    order.active().map(active -> !active).orElse(now.off()),
                    basedOn);
        });
        return report(after, PeopleDecider.known(after, name));
    }

    public void remove(Caller by, String person, Optional<Long> basedOn) {
        PersonName name = Words.person(person);
        agree(by, AuditAct.ACCOUNT_CHANGED, "removed " + name, people -> PeopleDecider.remove(people, name, basedOn));
    }

    /// Another code for somebody.
    public CodeReport invite(Caller by, String person) {
        PersonName name = Words.person(person);
        return invite(by, "code for " + name, Optional.of(name));
    }

    /// A code for the first administrator.
    public CodeReport firstCode(Caller by) {
        return invite(by, "code for the first administrator", Optional.empty());
    }

    private CodeReport invite(Caller by, String subject, Optional<PersonName> name) {
        String code = SecretText.code(chance);
        PersonCode kept = code(code, name);
        agree(by, AuditAct.ACCOUNT_CHANGED, subject, people -> PeopleDecider.invite(people, kept, clock.wallUs()));
        name.ifPresent(person -> brake.forgive(person.value()));
        return new CodeReport(name.map(PersonName::value), code, TimeSpan.instant(kept.untilUs()));
    }

    private PersonCode code(String code, Optional<PersonName> name) {
        return new PersonCode(
                SecretText.id(code), SecretText.proof("code", SecretText.typed(code)), name, clock.wallUs() + CODE_US);
    }

    /// All sign-ins of somebody end.
    public void signOut(Caller by, String person) {
        PersonName name = Words.person(person);
        agree(by, AuditAct.SIGNED_OUT, name + " everywhere", people -> PeopleDecider.signOut(people, name));
    }

    public SortedMap<CameraGroupName, SortedSet<CameraId>> groups() {
        return store.now().groups();
    }

    public void setGroup(Caller by, String group, List<String> cameras) {
        CameraGroupName name = Words.group(group);
        SortedSet<CameraId> members = Words.cameras(cameras);
        agree(
                by,
                AuditAct.RIGHTS_CHANGED,
                "camera group " + name + ": " + members,
                people -> PeopleDecider.group(people, name, members));
    }

    public void removeGroup(Caller by, String group) {
        CameraGroupName name = Words.group(group);
        agree(
                by,
                AuditAct.RIGHTS_CHANGED,
                "camera group " + name + " removed",
                people -> PeopleDecider.removeGroup(people, name));
    }

    private People agree(Caller by, AuditAct act, String subject, Function<People, List<PeopleFact>> decision) {
        return agree(store, audit, by, act, subject, decision);
    }

    /// Has it agreed on and written down, or written down why not.
    static People agree(
            PeopleStore store,
            AccessAudit audit,
            Caller by,
            AuditAct act,
            String subject,
            Function<People, List<PeopleFact>> decision) {
        People after;
        try {
            after = store.agree(by.name(), decision);
        } catch (ProblemException refused) {
            String outcome = "refused " + refused.problem().code().code();
            audit.write(by.name(), by.from(), act, subject, outcome);
            throw refused;
        }
        audit.write(by.name(), by.from(), act, subject, AuditRecord.DONE);
        return after;
    }

    private static String words(List<Grant> grants) {
        List<String> words = new ArrayList<>();
        for (Grant grant : grants) {
            List<String> reach = new ArrayList<>();
            grant.cameras().forEach(camera -> reach.add(camera.value()));
            grant.groups().forEach(group -> reach.add("group " + group.value()));
            words.add(grant.role().word() + (reach.isEmpty() ? "" : " of " + String.join(", ", reach)));
        }
        return words.isEmpty() ? "no role" : String.join("; ", words);
    }
}
