package org.lidless.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lidless.domain.ProblemCode;
import org.lidless.wire.ControlClient;
import org.lidless.wire.ExportFile;
import org.lidless.wire.ExportReport;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `lidless export get`, `cancel` and `remove`: what one does with an export that was ordered.
final class ExportVerbs {

    private static final int PIECE_BYTES = 1 << 20;

    private ExportVerbs() {}

    /// `lidless export get`.
    @Command(name = "get", description = "Fetches a finished export that is kept by the recorder.")
    static final class Get implements Callable<Integer> {

        private final Console console;

        @Mixin
        private final DataOption data = new DataOption();

        @Parameters(index = "0", paramLabel = "ID", description = "As lidless export list shows it.")
        private String id = "";

        @Parameters(index = "1", paramLabel = "OUT.zip", description = "The file to write; it must not exist.")
        private Path out = Path.of("");

        Get(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            Path target = out.toAbsolutePath().normalize();
            Disk disk = console.world().disk();
            try (ControlClient node = data.connect(disk)) {
                ExportFile file = node.exportFile(id);
                fetch(disk, file, target);
                console.out().println(target + "   " + Quantity.bytes(file.length()));
                return ExitCode.OK;
            } catch (IOException failed) {
                throw ProblemCode.EXPORT_FAILED.because(
                        "Export " + id + " could not be fetched to " + target + ": " + failed.getMessage() + ".",
                        "Safe: the recorder still has it.",
                        "Check the directory and its free space, and try again.");
            }
        }

        /// Under its name it is whole.
        private static void fetch(Disk disk, ExportFile file, Path target) throws IOException {
            Path part = target.resolveSibling(target.getFileName() + ".part");
            if (disk.exists(target)) {
                throw new IOException(target + " exists already");
            }
            if (disk.exists(part)) {
                disk.delete(part);
            }
            try (DiskFile from = file.open();
                    DiskFile to = disk.create(part)) {
                ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
                long at = 0;
                while (at < file.length() && from.read(piece.clear(), at) > 0) {
                    piece.flip();
                    int count = piece.remaining();
                    to.write(new ByteBuffer[] {piece}, at);
                    at += count;
                }
                if (at < file.length()) {
                    throw new IOException("it ended after " + at + " of " + file.length() + " bytes");
                }
                to.force();
            }
            disk.rename(part, target);
        }
    }

    /// `lidless export cancel`.
    @Command(name = "cancel", description = "Stops an export and removes what it has written. A finished one stays.")
    static final class Cancel implements Callable<Integer> {

        private final Console console;

        @Mixin
        private final DataOption data = new DataOption();

        @Parameters(paramLabel = "ID", description = "As lidless export list shows it.")
        private String id = "";

        Cancel(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            try (ControlClient node = data.connect(console.world().disk())) {
                ExportReport report = node.cancelExport(id);
                ExportStartCommand.lines(report, console).forEach(console.out()::println);
                return ExitCode.OK;
            }
        }
    }

    /// `lidless export remove`.
    @Command(
            name = "remove",
            description = "Forgets an export, whatever its state, and deletes the file that is kept of it. A file that "
                    + "was written to a path of yours stays.")
    static final class Remove implements Callable<Integer> {

        private final Console console;

        @Mixin
        private final DataOption data = new DataOption();

        @Parameters(paramLabel = "ID", description = "As lidless export list shows it.")
        private String id = "";

        Remove(Console console) {
            this.console = console;
        }

        @Override
        public Integer call() {
            try (ControlClient node = data.connect(console.world().disk())) {
                node.removeExport(id);
                console.out().println("export " + id + " is removed");
                return ExitCode.OK;
            }
        }
    }
}
