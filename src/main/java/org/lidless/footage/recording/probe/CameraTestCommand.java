package org.lidless.footage.recording.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraSource;
import org.lidless.domain.CameraSource.Credentials;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.domain.Transport;
import org.lidless.footage.recording.CameraProbe;
import org.lidless.world.DiskFile;
import org.lidless.world.World;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `lidless camera test URL`.
@Command(
        name = "test",
        description = "Calls a camera as the recorder would, and says what it offers, what it gets wrong, and what the"
                + " recorder does about that.")
public final class CameraTestCommand implements Callable<Integer> {

    private static final int SECONDS_MAX = 600;
    private static final long DATAGRAMS_US = 2_000_000;
    private static final int NOT_HEALTHY = 1;

    private final World world;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "URL", description = "rtsp://host[:port]/path, or rtsps://")
    private String url = "";

    @Option(names = "--user", paramLabel = "USER", defaultValue = "", description = "The camera's user.")
    private String user = "";

    @Option(
            names = "--password",
            paramLabel = "PASSWORD",
            arity = "0..1",
            interactive = true,
            defaultValue = "",
            description = "That user's password; without a value it is asked for.")
    private String password = "";

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "10",
            description = "How long to look at what it sends (default 10).")
    private int seconds;

    @Option(
            names = "--transport",
            paramLabel = "WAY",
            defaultValue = "auto",
            description = "tcp, udp, multicast or auto (default auto).")
    private String transport = "";

    @Option(
            names = "--certificate",
            paramLabel = "SHA256",
            description = "Trusts this certificate of an rtsps camera, by its fingerprint.")
    private @Nullable String certificate;

    @Option(
            names = "--transcript",
            paramLabel = "FILE",
            description = "Writes the conversation down, without user, password and address; it can become a test.")
    private @Nullable Path transcript;

    public CameraTestCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws IOException {
        CameraSource camera = camera();
        PrintWriter out = spec.commandLine().getOut();
        var said = new Conversation();
        var seen = new Measure();
        CameraProbe.Outcome outcome = new CameraProbe(world, camera, seen, said).look(seconds * 1_000_000L);
        Path file = transcript;
        if (file != null) {
            write(file, TranscriptText.of(camera, said, outcome));
        }
        Findings.print(out, camera, said, seen, outcome);
        if (outcome.playing() && !camera.isSecure() && camera.transport() == Transport.AUTO) {
            out.println("Datagrams   "
                    + (sendsDatagrams(camera) ? "yes, they arrive" : "no, or they are blocked on the way"));
        }
        outcome.end().ifPresent(end -> out.println("\n" + end.problem()));
        out.flush();
        return outcome.playing() && seen.samples() > 0 ? 0 : NOT_HEALTHY;
    }

    private boolean sendsDatagrams(CameraSource camera) {
        var over = new CameraSource(camera.stream(), camera.address(), camera.credentials(), Transport.UDP);
        var seen = new Measure();
        new CameraProbe(world, over, seen, new Conversation()).look(DATAGRAMS_US);
        return seen.samples() > 0;
    }

    private CameraSource camera() {
        if (seconds < 1 || seconds > SECONDS_MAX) {
            throw wrong("--seconds must be 1 to " + SECONDS_MAX + ", not " + seconds);
        }
        try {
            URI typed = new URI(url);
            String inside = typed.getUserInfo();
            URI plain = new URI(
                    typed.getScheme(), null, typed.getHost(), typed.getPort(), typed.getPath(), typed.getQuery(), null);
            String[] pair = (inside == null ? user + ":" + password : inside).split(":", 2);
            Optional<Credentials> credentials = pair[0].isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Credentials(pair[0], pair.length > 1 ? pair[1] : ""));
            return new CameraSource(
                    StreamId.main(new CameraId("camera")),
                    plain,
                    credentials,
                    Transport.valueOf(transport.toUpperCase(Locale.ROOT)),
                    Optional.ofNullable(certificate).map(print -> Sha256.parse(print.replace(":", ""))));
        } catch (URISyntaxException | IllegalArgumentException refused) {
            throw wrong("the address reads rtsp://host[:port]/path, the transport tcp, udp, multicast or auto, and a"
                    + " certificate's fingerprint 64 hexadecimal digits");
        }
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    private void write(Path file, String text) throws IOException {
        if (world.disk().exists(file)) {
            throw ProblemCode.REQUEST_REFUSED.because(
                    file + " exists already.", "Not concerned: it was not replaced.", "Name another file.");
        }
        try (DiskFile open = world.disk().create(file)) {
            open.write(new ByteBuffer[] {ByteBuffer.wrap(text.getBytes(UTF_8))}, 0);
        }
    }

    /// The noun.
    @Command(name = "camera", description = "Looks at cameras.")
    public static final class Noun implements Runnable {

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public void run() {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
    }
}
