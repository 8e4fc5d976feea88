package org.lidless.footage.timeline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.timeline.PassageReading.Placed;
import org.lidless.footage.timeline.alignment.SampleMark;

/// Brings the samples of a span in order, each once, whoever recorded them and however many copies there are, and says
/// where something is missing or away.
///
/// It begins with the key sample at or before the span's start (or the first one after it), and ends with the last
/// sample that is decoded before the span's end. Memory: what the splice looks ahead, [Shelf#BYTES_MAX] at most, and
/// the
/// marks of one GOP. One thread.
public final class SampleReader implements AutoCloseable {

    private final TimeSpan span;
    private final Copies copies;
    private final Account account;
    private final Iterator<Passage> passages;
    private final Shelf shelf = new Shelf();

    private @Nullable PassageReading passage;
    private boolean ended;

    /// Samples from the last key sample at or before the start on, until the start is reached; then those of them that
    /// are still to be brought.
    private final Deque<Placed> lead = new ArrayDeque<>();

    private boolean isApproaching = true;

    SampleReader(TimeSpan span, Copies copies, Absence absence) {
        this.span = span;
        this.copies = copies.reachingBeyond(span.fromUs());
        this.account = new Account(span, absence);
        this.passages = this.copies.passages().iterator();
    }

    /// The next item; empty at the end. A copy that cannot be read is said as an item.
    public Optional<Item> next() {
        while (!account.isReady() && !ended) {
            step();
        }
        return account.poll();
    }

    @Override
    public void close() {
        PassageReading open = passage;
        passage = null;
        if (open != null) {
            open.close();
        }
    }

    private void step() {
        if (!isApproaching && !lead.isEmpty()) {
            bring(lead.removeFirst());
            return;
        }
        PassageReading open = passage;
        if (open == null) {
            if (passages.hasNext()) {
                passage = copies.open(
                        passages.next(), shelf, (chain, _) -> Start.atKey(chain, span.fromUs()), span.toUs());
            } else if (isApproaching) {
                arrive(Optional.empty());
            } else {
                end();
            }
            return;
        }
        Optional<Placed> next = open.next();
        account.note(open.takeUnread());
        if (next.isEmpty()) {
            close();
        } else if (isApproaching) {
            approach(next.get());
        } else {
            bring(next.get());
        }
    }

    /// Before the start: only the GOP that reaches it is wanted.
    private void approach(Placed next) {
        SampleMark mark = next.mark();
        if (mark.decodeUs() > span.fromUs()) {
            arrive(Optional.of(next));
        } else if (mark.key() && mark.timeUs() <= span.fromUs()) {
            lead.clear();
            lead.add(next);
        } else if (!lead.isEmpty()) {
            lead.add(next);
        }
    }

    /// At the start: whether the samples before it reach it.
    private void arrive(Optional<Placed> next) {
        isApproaching = false;
        boolean isHole = next.isEmpty()
                || next.get().opens()
                || next.get().spliced().missing().isPresent();
        if (isHole && !lead.isEmpty() && Account.shown(lead.getLast()).toUs() <= span.fromUs()) {
            lead.clear();
        }
        next.ifPresent(lead::add);
    }

    private void end() {
        if (!ended) {
            account.end();
        }
        ended = true;
    }

    private void bring(Placed next) {
        if (next.mark().decodeUs() < span.toUs()) {
            account.bring(next);
            return;
        }
        if (account.last() == null || account.isHoleBefore(next)) {
            end();
        }
        ended = true;
        lead.clear();
    }
}
