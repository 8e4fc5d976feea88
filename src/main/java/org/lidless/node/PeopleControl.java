package org.lidless.node;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.lidless.control.site.people.PeopleChange;
import org.lidless.control.site.people.PeopleJson;
import org.lidless.domain.ProblemCode;
import org.lidless.web.access.Caller;
import org.lidless.web.access.PeopleBook;
import org.lidless.wire.Asker;
import org.lidless.wire.PeopleDesk;

/// Answers about people on a management server's own machine. Any thread.
final class PeopleControl implements PeopleDesk {

    private final PeopleBook book;
    private final SitePeople people;

    PeopleControl(PeopleBook book, SitePeople people) {
        this.book = book;
        this.people = people;
    }

    @Override
    public List<PersonReport> people() {
        return book.people();
    }

    @Override
    public CodeReport add(PersonOrder order) {
        return book.add(Caller.LOCAL, order);
    }

    @Override
    public PersonReport change(PersonOrder order) {
        return book.change(Caller.LOCAL, order, Optional.empty());
    }

    @Override
    public void remove(String name) {
        book.remove(Caller.LOCAL, name, Optional.empty());
    }

    @Override
    public CodeReport invite(String name) {
        return book.invite(Caller.LOCAL, name);
    }

    @Override
    public CodeReport firstCode() {
        return book.firstCode(Caller.LOCAL);
    }

    @Override
    public void signOut(String name) {
        book.signOut(Caller.LOCAL, name);
    }

    @Override
    public ChangeReport agree(ChangeOrder order) {
        PeopleChange change;
        try {
            change = PeopleJson.decode(order.change().getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException garbage) {
            throw ProblemCode.REQUEST_REFUSED.because(
                    "This is no change of people: " + garbage.getMessage() + ".",
                    "Not concerned: nothing was changed.",
                    "Only management servers of the same version say so to each other.");
        }
        return new ChangeReport(people.submit(change, order.by().orElse(Asker.LOCAL.name())));
    }
}
