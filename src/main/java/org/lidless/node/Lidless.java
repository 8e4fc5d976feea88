package org.lidless.node;

import java.util.List;
import org.lidless.cli.Commands;
import org.lidless.cli.Console;
import org.lidless.demo.DemoCommand;
import org.lidless.footage.recording.probe.CameraTestCommand;
import org.lidless.simulator.SimulateCommand;
import org.lidless.world.World;
import picocli.CommandLine;

/// The program `lidless`.
public final class Lidless {

    private Lidless() {}

    public static void main(String[] words) {
        Console console = Console.real(World.real());
        int exitCode = Commands.run(console, mounted(console), words);
        console.out().flush();
        console.err().flush();
        System.exit(exitCode);
    }

    /// Commands of other rooms than `cli`.
    static List<Object> mounted(Console console) {
        var camera = new CommandLine(new CameraTestCommand.Noun());
        camera.addSubcommand(new CameraTestCommand(console.world()));
        return List.of(
                new StartCommand(console),
                new SimulateCommand(console.world()),
                new DemoCommand(console.world()),
                camera);
    }
}
