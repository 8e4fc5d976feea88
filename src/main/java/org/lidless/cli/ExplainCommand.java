package org.lidless.cli;

import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.lidless.domain.ProblemCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `lidless explain CODE`: what a code means; without a code, all of them.
@Command(name = "explain", description = "Says what a problem's code means and what to do; without a code lists all.")
final class ExplainCommand implements Callable<Integer> {

    private static final int WIDTH = 100;

    private final Console console;

    @Parameters(arity = "0..1", paramLabel = "CODE", description = "For example LID-CAM-004.")
    private String code = "";

    ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (code.isEmpty()) {
            Table table = new Table("CODE", "MEANS");
            Stream.of(ProblemCode.values())
                    .sorted((one, other) -> one.code().compareTo(other.code()))
                    .forEach(each -> table.row(each.code(), each.title()));
            table.lines().forEach(console.out()::println);
            return ExitCode.OK;
        }
        ProblemCode known = ProblemCode.find(code)
                .orElseThrow(() -> ProblemCode.REQUEST_REFUSED.because(
                        "There is no code \"" + code + "\".",
                        "Not concerned.",
                        "lidless explain, without a code, lists all of them."));
        console.out().println(known.code() + "  " + known.title());
        console.out().println();
        wrapped(known.explanation());
        return ExitCode.OK;
    }

    private void wrapped(String text) {
        StringBuilder line = new StringBuilder();
        for (String word : Arrays.asList(text.split(" ", -1))) {
            if (line.length() + word.length() >= WIDTH) {
                console.out().println(line.toString().stripTrailing());
                line.setLength(0);
            }
            line.append(word).append(' ');
        }
        console.out().println(line.toString().stripTrailing());
    }
}
