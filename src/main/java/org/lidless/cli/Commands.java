package org.lidless.cli;

import java.time.Instant;
import java.util.List;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.TimeSpan;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The tree of all commands, and what happens when one of them cannot go on.
public final class Commands {

    private Commands() {}

    /// Runs one command line; returns what to tell the shell.
    ///
    /// @param mounted commands of other rooms, each an object with picocli's `@Command`
    public static int run(Console console, List<Object> mounted, String... words) {
        return tree(console, mounted).execute(words);
    }

    /// All commands, for whoever wants to look at them.
    public static CommandLine tree(Console console, List<Object> mounted) {
        CommandLine tree = new CommandLine(new Lidless());
        mounted.forEach(tree::addSubcommand);
        tree.addSubcommand(new StatusCommand(console));
        CommandLine footage = new CommandLine(new FootageCommand.Noun());
        footage.addSubcommand(named("list", "Lists footage and gaps in order of time.", FootageCommand.list(console)));
        footage.addSubcommand(named("gaps", "Lists what is missing, with its cause.", FootageCommand.gaps(console)));
        footage.addSubcommand(new LockCommand.Lock(console));
        footage.addSubcommand(new LockCommand.Unlock(console));
        footage.addSubcommand(new LockCommand.All(console));
        tree.addSubcommand(footage);
        CommandLine pool = new CommandLine(new PoolCommand.Noun());
        pool.addSubcommand(new PoolCommand.Confirm(console));
        tree.addSubcommand(pool);
        CommandLine export = new CommandLine(new ExportStartCommand.Noun());
        export.addSubcommand(new ExportStartCommand(console));
        export.addSubcommand(new ExportListCommand(console));
        export.addSubcommand(new ExportVerbs.Get(console));
        export.addSubcommand(new ExportVerbs.Cancel(console));
        export.addSubcommand(new ExportVerbs.Remove(console));
        tree.addSubcommand(export);
        CommandLine failover = new CommandLine(new FailoverCommand.Noun());
        failover.addSubcommand(new FailoverCommand.Plan(console));
        failover.addSubcommand(new HistoryCommand.All(console));
        failover.addSubcommand(new HistoryCommand.Show(console));
        tree.addSubcommand(failover);
        tree.addSubcommand(new ConfigCommand.Apply(console));
        CommandLine config = new CommandLine(new ConfigCommand.Noun());
        config.addSubcommand(new ConfigCommand.Get(console));
        config.addSubcommand(new ConfigCommand.History(console));
        config.addSubcommand(new ConfigCommand.Rollback(console));
        tree.addSubcommand(config);
        CommandLine backup = new CommandLine(new BackupCommand.Noun());
        backup.addSubcommand(new BackupCommand.Now(console));
        backup.addSubcommand(new BackupCommand.All(console));
        backup.addSubcommand(new BackupRestoreCommand(console));
        tree.addSubcommand(backup);
        CommandLine recorder = new CommandLine(new RecorderCommand.Noun());
        recorder.addSubcommand(new RecorderCommand.All(console));
        recorder.addSubcommand(new RecorderCommand.Drain(console));
        recorder.addSubcommand(new RecorderCommand.Return(console));
        tree.addSubcommand(recorder);
        CommandLine certificate = new CommandLine(new CertificateCommand.Noun());
        certificate.addSubcommand(new CertificateCommand.Authority(console));
        certificate.addSubcommand(new CertificateCommand.Issue(console));
        tree.addSubcommand(certificate);
        CommandLine audit = new CommandLine(new AuditCommand.Noun());
        audit.addSubcommand(new AuditCommand.All(console));
        audit.addSubcommand(new AuditCommand.Check(console));
        audit.addSubcommand(new AuditCommand.Export(console));
        tree.addSubcommand(audit);
        tree.addSubcommand(person(console));
        tree.addSubcommand(new InitCommand(console));
        tree.addSubcommand(new InviteCommand(console));
        tree.addSubcommand(new JoinCommand(console));
        tree.addSubcommand(new LeaveCommand(console));
        tree.addSubcommand(new VerifyCommand(console));
        tree.addSubcommand(new ReindexCommand(console));
        tree.addSubcommand(new RepairCommand(console));
        tree.addSubcommand(new ExplainCommand(console));
        tree.addSubcommand(new HelpCommand());
        Instant now = TimeSpan.instant(console.world().clock().wallUs());
        forAll(
                tree,
                each -> each.registerConverter(Instant.class, new MomentReader(now))
                        .setOut(console.out())
                        .setErr(console.err())
                        .setColorScheme(CommandLine.Help.defaultColorScheme(
                                console.coloured() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                        .setParameterExceptionHandler((wrong, line) -> misused(wrong, console))
                        .setExecutionExceptionHandler((failure, at, parsed) -> failed(failure, console)));
        return tree;
    }

    private static CommandLine person(Console console) {
        CommandLine person = new CommandLine(new PersonCommand.Noun());
        person.addSubcommand(new PersonCommand.All(console));
        person.addSubcommand(new PersonCommand.Add(console));
        person.addSubcommand(new PersonCommand.Grants(console));
        person.addSubcommand(named(
                "invite",
                "Prints a one-time code with which somebody chooses a password.",
                PersonCommand.invite(console)));
        person.addSubcommand(named("remove", "Removes somebody's account.", PersonCommand.remove(console)));
        person.addSubcommand(
                named("sign-out", "Ends all sign-ins of somebody, at every server.", PersonCommand.signOut(console)));
        person.addSubcommand(
                named("off", "Lets somebody in no longer; keeps the account.", PersonCommand.off(console)));
        person.addSubcommand(named("on", "Lets somebody in again.", PersonCommand.on(console)));
        person.addSubcommand(new PersonCommand.FirstCode(console));
        return person;
    }

    private static CommandLine named(String verb, String description, Object command) {
        CommandLine line = new CommandLine(command);
        line.getCommandSpec().name(verb);
        line.getCommandSpec().usageMessage().description(description);
        return line;
    }

    private static void forAll(CommandLine line, java.util.function.Consumer<CommandLine> each) {
        each.accept(line);
        line.getSubcommands().values().forEach(below -> forAll(below, each));
    }

    private static int misused(ParameterException wrong, Console console) {
        CommandSpec command = wrong.getCommandLine().getCommandSpec();
        print(
                ProblemCode.REQUEST_REFUSED.problem(
                        java.util.Objects.requireNonNullElse(wrong.getMessage(), "The command is wrong."),
                        "Not concerned: nothing was done.",
                        command.qualifiedName() + " --help shows how it is used."),
                console);
        return ExitCode.USAGE;
    }

    private static int failed(Exception failure, Console console) {
        if (failure instanceof ProblemException known) {
            print(known.problem(), console);
            return ExitCode.of(known.problem());
        }
        failure.printStackTrace(console.err());
        print(
                ProblemCode.BUG.problem(
                        "The command ended by a fault of the program: " + failure,
                        "Not concerned: a running recorder goes on.",
                        "Please report this with the lines above."),
                console);
        return ExitCode.NOT_HEALTHY;
    }

    /// Three lines on standard error.
    public static void print(Problem problem, Console console) {
        console.err().println(problem);
        console.err().flush();
    }

    /// `lidless` itself: without a verb it shows its help.
    @Command(
            name = "lidless",
            mixinStandardHelpOptions = true,
            scope = CommandLine.ScopeType.INHERIT,
            versionProvider = Version.class,
            description = "Records cameras so that nothing that was stored is ever lost.",
            footer = {"", "Exit codes: 0 well, 1 not healthy, 2 wrong command, 3 refused for safety, 4 not reachable."})
    static final class Lidless implements Runnable {

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public void run() {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
    }

    /// The program's version, from the jar.
    public static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"lidless " + text()};
        }

        /// `0.1.0`, or `development` when it does not run from a jar.
        public static String text() {
            String version = Commands.class.getPackage().getImplementationVersion();
            return version == null ? "development" : version;
        }
    }
}
