package org.lidless.sim.kernel;

import java.util.ArrayDeque;
import java.util.Optional;
import org.lidless.control.management.Answer;
import org.lidless.control.site.SiteCommand;

/// Gives one command after the other, to whoever leads, again and again until it is done.
public final class Operator {

    private static final long EACH_US = 200_000;
    /// A server that dies never answers: the operator gives up waiting and asks again.
    private static final long GIVES_UP_US = 3_000_000;

    private final ControlWorld world;
    private final ArrayDeque<SiteCommand> commands = new ArrayDeque<>();
    private boolean asked;

    public Operator(ControlWorld world) {
        this.world = world;
        world.kernel().after(EACH_US, this::operate);
    }

    public void wants(SiteCommand command) {
        commands.add(command);
    }

    public boolean isDone() {
        return commands.isEmpty();
    }

    private void operate() {
        world.kernel().after(EACH_US, this::operate);
        Optional<SimManagement> leader = world.managements().stream()
                .filter(each -> each.isRunning() && world.log().leadership(each).leading())
                .findFirst();
        if (asked || commands.isEmpty() || leader.isEmpty()) {
            return;
        }
        SiteCommand command = commands.getFirst();
        asked = true;
        world.kernel().after(GIVES_UP_US, () -> asked = false);
        leader.get().management().submit(command, answer -> {
            if (answer instanceof Answer.Done && command.equals(commands.peekFirst())) {
                commands.removeFirst();
            }
            asked = false;
        });
    }
}
