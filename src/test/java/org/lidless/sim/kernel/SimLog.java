package org.lidless.sim.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lidless.control.consensus.Leadership;
import org.lidless.control.consensus.Outcome;
import org.lidless.control.consensus.Replica;

/// Raft as it looks from outside: one log in one order, leaders by term, answers that may be lost. An entry that is
/// under
/// way when its leader falls is found agreed by the next one or never, and its proposer is told that nobody knows.
public final class SimLog {

    private static final long ELECTION_MIN_US = 300_000;
    private static final long ELECTION_MAX_US = 1_200_000;
    private static final long LEASE_US = 600_000;
    private static final long ANSWER_US = 1_000_000;
    private static final long AGAIN_US = 50_000;
    private static final int STUCK_ONE_IN = 12;

    private final SimKernel kernel;
    private final int size;
    private final SplittableRandom random;
    private final List<byte[]> entries = new ArrayList<>();
    private final TreeMap<String, Member> members = new TreeMap<>();
    private final List<UnderWay> underWay = new ArrayList<>();
    private @Nullable Member leader;
    private long term;
    private long ledSinceUs = Long.MAX_VALUE;
    private boolean electing;
    private boolean calm;

    private static final class Member {
        final SimNode node;
        Replica replica;
        Leadership believed = Leadership.none(0);
        int applied;

        Member(SimNode node, Replica replica) {
            this.node = node;
            this.replica = replica;
        }
    }

    private static final class UnderWay {
        final Member by;
        final byte[] entry;
        final Consumer<Outcome> answer;

        UnderWay(Member by, byte[] entry, Consumer<Outcome> answer) {
            this.by = by;
            this.entry = entry;
            this.answer = answer;
        }
    }

    /// @param size how many members the group has
    public SimLog(SimKernel kernel, int size) {
        this.kernel = kernel;
        this.size = size;
        this.random = kernel.random("log");
    }

    /// A management server joins, or comes back with an empty memory and reads the log again.
    public void join(SimNode node, Replica replica) {
        Member member = new Member(node, replica);
        members.put(node.name, member);
        catchUp(member, 0);
        watchLeader();
    }

    /// Since when the present leader leads, in true time; never, when there is none.
    public long ledSinceUs() {
        return leader == null ? Long.MAX_VALUE : ledSinceUs;
    }

    public boolean isCalm() {
        return calm;
    }

    /// From now on every proposal is answered soon and truly: for stories about other faults.
    public void calm() {
        calm = true;
    }

    public Leadership leadership(SimNode node) {
        Member member = members.get(node.name);
        return member == null ? Leadership.none(0) : member.believed;
    }

    /// Proposes an entry; the answer comes later, on the proposer's node.
    public void propose(SimNode node, byte[] entry, Consumer<Outcome> answer) {
        Member member = Optional.ofNullable(members.get(node.name)).orElseThrow();
        if (member != leader) {
            boolean refused = !member.believed.leading();
            long delay = refused ? 0 : ANSWER_US;
            Outcome outcome = refused ? new Outcome.Refused("no leader") : new Outcome.Unknown("deposed");
            kernel.after(delay, () -> node.handle(() -> answer.accept(outcome)));
            return;
        }
        UnderWay mine = new UnderWay(member, entry, answer);
        underWay.add(mine);
        if (!calm && random.nextInt(STUCK_ONE_IN) == 0) {
            stuck(mine);
        } else {
            kernel.after(random.nextLong(2_000, 40_000), () -> commit(mine));
        }
    }

    /// A majority answers so late that the proposer has given up; the entry is agreed all the same.
    private void stuck(UnderWay mine) {
        UnderWay unanswered = new UnderWay(mine.by, mine.entry, outcome -> {});
        underWay.remove(mine);
        underWay.add(unanswered);
        SimNode node = mine.by.node;
        kernel.after(ANSWER_US, () -> node.handle(() -> mine.answer.accept(new Outcome.Unknown("no answer in time"))));
        kernel.after(random.nextLong(ANSWER_US, 4 * ANSWER_US), () -> commit(unanswered));
    }

    private void commit(UnderWay mine) {
        if (!underWay.contains(mine)) {
            return;
        }
        if (!hasMajority()) {
            kernel.after(AGAIN_US, () -> commit(mine));
            return;
        }
        underWay.remove(mine);
        entries.add(mine.entry);
        long index = entries.size();
        members.values().forEach(each -> catchUp(each, each == mine.by ? 0 : random.nextLong(1_000, 200_000)));
        boolean answerLost = !calm && random.nextInt(20) == 0;
        Outcome outcome = answerLost ? new Outcome.Unknown("the answer was lost") : new Outcome.Agreed(index);
        long delay = answerLost ? ANSWER_US : 500;
        SimNode node = mine.by.node;
        kernel.after(delay, () -> node.handle(() -> mine.answer.accept(outcome)));
    }

    private boolean hasMajority() {
        return members.values().stream().filter(each -> each.node.isRunning()).count() * 2 > size;
    }

    /// Whether a majority has agreed on exactly this entry as the one at this index.
    public boolean isAgreed(long index, byte[] entry) {
        return index >= 1 && index <= entries.size() && Arrays.equals(entries.get((int) index - 1), entry);
    }

    private void catchUp(Member member, long delayUs) {
        long boot = member.node.boot();
        kernel.after(delayUs, () -> {
            if (member.node.isUp() && member.node.boot() == boot && members.get(member.node.name) == member) {
                member.node.handle(() -> apply(member));
            }
        });
    }

    private static void applyNext(Member member, byte[] entry) {
        member.applied++;
        member.replica.apply(member.applied, entry);
    }

    private void apply(Member member) {
        while (member.applied < entries.size()) {
            applyNext(member, entries.get(member.applied));
        }
    }

    /// The leader falls, or loses its place although it lives: it goes on believing until its lease is over.
    public void depose() {
        Member old = leader;
        if (old == null || (size == 1 && old.node.isUp())) {
            return;
        }
        kernel.tell("term " + term + " ends");
        leader = null;
        for (UnderWay each : List.copyOf(underWay)) {
            underWay.remove(each);
            if (random.nextBoolean()) {
                entries.add(each.entry);
            }
            kernel.after(
                    1_000_000, () -> each.by.node.handle(() -> each.answer.accept(new Outcome.Unknown("deposed"))));
        }
        long ended = term;
        kernel.after(
                random.nextLong(LEASE_US),
                () -> old.node.handle(() -> {
                    if (old.believed.term() == ended) {
                        old.believed = Leadership.none(ended);
                    }
                }));
        watchLeader();
    }

    public void nodeDied(SimNode node) {
        Member member = members.remove(node.name);
        if (member != null && member == leader) {
            depose();
        }
    }

    /// Elects a leader after a while when there is none and a majority runs.
    private void watchLeader() {
        if (leader != null || electing) {
            return;
        }
        electing = true;
        kernel.after(random.nextLong(ELECTION_MIN_US, ELECTION_MAX_US), () -> {
            electing = false;
            elect();
        });
    }

    private void elect() {
        List<Member> running =
                members.values().stream().filter(each -> each.node.isRunning()).toList();
        if (leader != null) {
            return;
        }
        if (!hasMajority()) {
            watchLeader();
            return;
        }
        Member next = running.get(random.nextInt(running.size()));
        leader = next;
        ledSinceUs = kernel.nowUs();
        term++;
        kernel.tell(next.node.name + " leads in term " + term);
        long ofTerm = term;
        members.values().forEach(each -> catchUp(each, random.nextLong(1_000, 200_000)));
        kernel.after(
                20_000,
                () -> next.node.handle(() -> {
                    if (leader == next && term == ofTerm) {
                        apply(next);
                        next.believed = new Leadership(true, ofTerm, next.node.elapsedUs());
                    }
                }));
    }

    /// A paused leader is missed like a dead one.
    public void nodePaused(SimNode node) {
        Member member = members.get(node.name);
        if (member != null && member == leader && size > 1) {
            kernel.after(ELECTION_MIN_US, () -> {
                if (member == leader && !node.isRunning()) {
                    depose();
                }
            });
        }
    }
}
