package org.lidless.footage.storage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.lidless.domain.NodeId;

/// A real PostgreSQL server for tests and benchmarks: Debian's, on a free port, in a temporary directory, as a user
/// without rights (it refuses to run as root). Gone when it is closed.
public final class PostgresServer implements AutoCloseable {

    private static final String USER = "postgres";
    private static final long PATIENCE_SECONDS = 60;

    private final Path programs;
    private final Path place;
    private final int port;

    private PostgresServer(Path programs, Path place, int port) {
        this.programs = programs;
        this.place = place;
        this.port = port;
    }

    /// A server with an empty database, running.
    public static PostgresServer start() throws IOException, InterruptedException {
        return start(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /// The same in a directory of its own inside of another.
    public static PostgresServer start(Path directory) throws IOException, InterruptedException {
        Path place = Files.createTempDirectory(directory, "lidless-postgresql");
        PostgresServer server = new PostgresServer(programs(), place, freePort());
        server.run(List.of("chown", USER, place.toString()), false);
        server.program("initdb", "-D", server.data().toString(), "-A", "trust", "-U", USER, "--no-sync", "-E", "UTF8");
        server.begin();
        return server;
    }

    /// Starts it again, after [#stop].
    public void begin() throws IOException, InterruptedException {
        program(
                "pg_ctl",
                "-D",
                data().toString(),
                "-w",
                "-l",
                place.resolve("log").toString(),
                "-o",
                "-p " + port + " -k " + place + " -c listen_addresses=127.0.0.1 -c fsync=off -c shared_buffers=256MB"
                        + " -c max_wal_size=4GB -c wal_level=minimal -c max_wal_senders=0",
                "start");
    }

    /// As if its machine were gone: no connection is ended properly.
    public void stop() throws IOException, InterruptedException {
        program("pg_ctl", "-D", data().toString(), "-w", "-m", "immediate", "stop");
    }

    /// An index in it. Nothing is connected yet.
    public PostgresIndex index(NodeId node) {
        return PostgresIndex.of("127.0.0.1:" + port + "/" + USER, USER, "", node);
    }

    public Path data() {
        return place.resolve("data");
    }

    @Override
    public void close() throws IOException {
        try {
            run(command("pg_ctl", "-D", data().toString(), "-w", "-m", "immediate", "stop"), true);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        delete(place);
    }

    /// Deletes a directory with all that is in it.
    public static void delete(Path directory) throws IOException {
        List<Path> all;
        try (var files = Files.walk(directory)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }

    private static Path programs() throws IOException {
        try (var versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.map(each -> each.resolve("bin"))
                    .filter(each -> Files.isExecutable(each.resolve("initdb")))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void program(String name, String... words) throws IOException, InterruptedException {
        run(command(name, words), false);
    }

    private List<String> command(String name, String... words) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups"));
        }
        command.add(programs.resolve(name).toString());
        command.addAll(List.of(words));
        return command;
    }

    private void run(List<String> command, boolean mayFail) throws IOException, InterruptedException {
        Path said = Files.createTempFile("lidless-postgresql", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(place.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            if (!mayFail && (!ended || process.exitValue() != 0)) {
                throw new IOException(command + " failed:\n" + Files.readString(said));
            }
        } finally {
            Files.delete(said);
        }
    }
}
