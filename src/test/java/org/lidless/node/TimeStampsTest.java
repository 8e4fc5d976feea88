package org.lidless.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.footage.evidence.EvidenceKey;
import org.lidless.footage.evidence.ManifestCheck;
import org.lidless.footage.evidence.TimeStamp;
import org.lidless.node.settings.Proving;
import org.lidless.world.World;

/// A real time stamp authority: OpenSSL's, behind HTTP.
@Tag("process")
final class TimeStampsTest {

    private static final String CONFIG = """
            [tsa]
            default_tsa = here
            [here]
            serial = serial
            signer_cert = tsa.pem
            certs = tsa.pem
            signer_key = key.pem
            signer_digest = sha256
            default_policy = 1.2.3.4.1
            digests = sha256
            ess_cert_id_alg = sha256
            accuracy = secs:1
            [req]
            distinguished_name = name
            [name]
            [ext]
            extendedKeyUsage = critical,timeStamping
            """;

    @TempDir
    private Path place;

    private HttpServer server;
    private final Opened opened = new Opened();

    @BeforeEach
    void start() throws Exception {
        Files.writeString(place.resolve("tsa.cnf"), CONFIG);
        Files.writeString(place.resolve("serial"), "01\n");
        openssl(
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-keyout",
                "key.pem",
                "-out",
                "tsa.pem",
                "-days",
                "2",
                "-subj",
                "/CN=Test Time",
                "-config",
                "tsa.cnf",
                "-extensions",
                "ext");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        opened.close();
        server.stop(0);
    }

    private void openssl(String... words) throws IOException, InterruptedException {
        var command = new java.util.ArrayList<>(List.of("openssl"));
        command.addAll(List.of(words));
        Path said = place.resolve("openssl.log");
        Process process = new ProcessBuilder(command)
                .directory(place.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(said)).isZero();
    }

    private void answer(HttpExchange exchange) throws IOException {
        Files.write(place.resolve("query.tsq"), exchange.getRequestBody().readAllBytes());
        try {
            openssl(
                    "ts",
                    "-reply",
                    "-queryfile",
                    "query.tsq",
                    "-out",
                    "answer.tsr",
                    "-config",
                    "tsa.cnf",
                    "-section",
                    "here");
        } catch (InterruptedException stopped) {
            throw new UncheckedIOException(new IOException(stopped));
        }
        byte[] answer = Files.readAllBytes(place.resolve("answer.tsr"));
        exchange.getResponseHeaders().add("Content-Type", "application/timestamp-reply");
        exchange.sendResponseHeaders(200, answer.length);
        try (var out = exchange.getResponseBody()) {
            out.write(answer);
        }
    }

    private Optional<byte[]> stamp(byte[] content) throws IOException {
        URI authority = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        Proving proving = new Proving(Optional.empty(), Optional.of(authority));
        return Proofs.stamps(World.real(), proving, opened).of(content);
    }

    @Test
    void aStampSaysWhenAndByWhomAndFitsNothingElse() throws IOException {
        byte[] manifest = "{\"version\":2}\n".getBytes(StandardCharsets.UTF_8);
        byte[] token = stamp(manifest).orElseThrow();
        TimeStamp stamp = TimeStamp.read(token, manifest);
        assertThat(stamp.authority()).isEqualTo("CN=Test Time");
        assertThat(Duration.between(stamp.at(), Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
        byte[] other = "{\"version\":3}\n".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> TimeStamp.read(token, other)).hasMessageContaining("another manifest");
        byte[] bent = token.clone();
        bent[bent.length - 5] ^= 1;
        assertThatThrownBy(() -> TimeStamp.read(bent, manifest)).isInstanceOf(IOException.class);

        World world = World.real();
        EvidenceKey key = EvidenceKey.open(world.disk(), place.resolve("evidence-key.pem"));
        Files.write(place.resolve("gate.mp4"), new byte[3]);
        Files.write(place.resolve("gate.manifest.json"), manifest);
        Files.writeString(place.resolve("gate.manifest.jws"), key.sign(manifest, Optional.of(token)) + "\n");
        ManifestCheck.Result result =
                ManifestCheck.check(world.disk(), place.resolve("gate.mp4"), Optional.of(key.thumbprint()));
        assertThat(result.stamped().orElse("")).endsWith(" by CN=Test Time");
        assertThat(result.signer()).contains(key.thumbprint());
    }

    @Test
    void anAuthorityThatIsAwayIsSaid() {
        server.stop(0);
        assertThatThrownBy(() -> stamp(new byte[1])).isInstanceOf(IOException.class);
    }
}
