package org.lidless.wire.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.ProblemException;
import org.lidless.domain.Sha256;
import org.lidless.world.DiskFile;

class PeerClientTest {

    private static final SiteOfTwo SITE = new SiteOfTwo();
    private static final String SEGMENT =
            "segments/lobby/main/2026-11-22/20261122T040000.000000Z-e1-r1-00112233445566ff-1.mp4";
    private static final String CATALOGUE = "2026-11-22.cat";

    private final byte[] segment = new byte[5_000_000];
    private final byte[] catalogue = new byte[2_500_000];
    private ListedMarks holder;
    private NodeServer server;
    private PeerClient client;

    @BeforeEach
    void start(@TempDir Path pool) throws IOException {
        new Random(1).nextBytes(segment);
        new Random(2).nextBytes(catalogue);
        Files.createDirectories(pool.resolve(SEGMENT).getParent());
        Files.write(pool.resolve(SEGMENT), segment);
        Files.createDirectories(pool.resolve("catalogue/r1"));
        Files.write(pool.resolve("catalogue/r1").resolve(CATALOGUE), catalogue);
        Files.writeString(pool.resolve("identity.json"), "not for peers");
        holder = new ListedMarks(Given.R1, pool);
        server = SITE.footage(Given.R1, 1, holder, 0);
        client = SITE.closed(
                PeerClient.of(SITE.world(), SITE.credentials(Given.S1), Given.R1, SiteOfTwo.address(server)));
    }

    @AfterEach
    void tidy() {
        SITE.tidy();
    }

    @AfterAll
    static void close() {
        SITE.close();
    }

    @Test
    void poolsArriveAsTheyAre() throws IOException {
        assertThat(client.pools()).isEqualTo(holder.pools());
    }

    @Test
    void aCatalogueArrivesInBoundedParts() throws IOException {
        byte[] whole = new byte[catalogue.length];
        int at = 0;
        byte[] part = client.catalogue(ListedMarks.MAIN, Given.R1, CATALOGUE, 0);
        while (part.length > 0) {
            assertThat(part.length).isLessThanOrEqualTo(ByteRange.BYTES_MAX);
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
            part = client.catalogue(ListedMarks.MAIN, Given.R1, CATALOGUE, at);
        }
        assertThat(at).isEqualTo(catalogue.length);
        assertThat(whole).isEqualTo(catalogue);
    }

    @Test
    void aSegmentIsReadLikeAFileOfOnesOwn() throws IOException {
        try (DiskFile file = client.segment(ListedMarks.MAIN, SEGMENT)) {
            assertThat(file.size()).isEqualTo(segment.length);
            int asked = holder.opened.size();
            ByteBuffer whole = ByteBuffer.allocate(segment.length);
            while (whole.hasRemaining()) {
                ByteBuffer part = whole.slice(whole.position(), Math.min(10_000, whole.remaining()));
                int read = file.read(part, whole.position());
                whole.position(whole.position() + read);
            }
            assertThat(whole.array()).isEqualTo(segment);
            assertThat(holder.opened.size() - asked).isLessThanOrEqualTo(7);
            assertThat(file.read(ByteBuffer.allocate(10), segment.length)).isEqualTo(-1);
            assertThat(file.read(ByteBuffer.allocate(10), segment.length + 1_000_000L))
                    .isEqualTo(-1);
            assertThat(file.read(ByteBuffer.allocate(10), segment.length - 4)).isEqualTo(4);
            ByteBuffer large = ByteBuffer.allocate(3_000_000);
            assertThat(file.read(large, 1_000_001)).isEqualTo(3_000_000);
            assertThat(large.array()).isEqualTo(Arrays.copyOfRange(segment, 1_000_001, 4_000_001));
            assertThatThrownBy(() -> file.write(new ByteBuffer[0], 0)).isInstanceOf(NonWritableChannelException.class);
        }
    }

    @Test
    void copiesAreReleasedInTheNameOfTheCertificate() throws IOException {
        Sha256 hash = new Sha256(new byte[32]);
        assertThat(client.release(ListedMarks.MAIN, List.of(new BroughtHome(SEGMENT, hash))))
                .containsExactly(SEGMENT);
        assertThat(holder.released).containsExactly("s1 main " + SEGMENT + " " + hash);
    }

    @Test
    void nothingElseCanBeRead() throws Exception {
        for (String path : List.of(
                "/node/v1/pools/main/segments/..%2f..%2fidentity.json",
                "/node/v1/pools/main/segments/../identity.json",
                "/node/v1/pools/main/segments/lobby/main/2026-11-22/x.mp4",
                "/node/v1/pools/main/segments/lobby/main/2026-11-22/../../../../identity.json",
                "/node/v1/pools/main/catalogue/r1/identity.json",
                "/node/v1/pools/main/catalogue/..%2f/2026-11-22.cat",
                "/node/v1/pools/main/catalogue/r1/..%2f..%2fidentity.json",
                "/node/v1/pools/main/" + SEGMENT + "%00",
                "/node/v1/pools/ma%2fin/" + SEGMENT,
                "/node/v1/pools/main/identity.json",
                "/identity.json")) {
            HttpResponse<String> answer = get(path, "bytes=0-");
            assertThat(answer.statusCode()).as(path).isIn(400, 404);
            assertThat(answer.body()).as(path).doesNotContain("not for peers");
        }
        assertThat(holder.opened).isEmpty();
        assertThat(get("/node/v1/pools/main/" + SEGMENT, "bytes=-5").statusCode())
                .isEqualTo(400);
        assertThat(get("/node/v1/pools/main/" + SEGMENT, "bytes=0-1,3-4").statusCode())
                .isEqualTo(400);
        assertThat(get("/node/v1/pools/main/" + SEGMENT, "bytes=99999999999-").statusCode())
                .isEqualTo(416);
    }

    @Test
    void whatIsNotThereIsSaidSo() {
        assertThatThrownBy(() -> client.segment(new PoolId("other"), SEGMENT).size())
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> client.catalogue(ListedMarks.MAIN, Given.R1, "2026-11-23.cat", 0))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> client.segment(ListedMarks.MAIN, "identity.json"))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void aPeerThatIsGoneOrAnotherIsAnIoException() throws IOException {
        try (PeerClient wrong =
                PeerClient.of(SITE.world(), SITE.credentials(Given.S1), new NodeId("r2"), SiteOfTwo.address(server))) {
            assertThatThrownBy(wrong::pools)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("LID-PEER-001")
                    .hasMessageContaining("it is r1 and not r2");
        }
        server.close();
        assertThatThrownBy(client::pools).isInstanceOf(IOException.class);
    }

    @Test
    void aPeerThatHangsCostsOneTimeOutAndNotOneForEachQuestion() throws Exception {
        try (ServerSocket hanging = new ServerSocket(0);
                PeerClient asking = PeerClient.of(
                        SITE.world(), SITE.credentials(Given.S1), Given.R1, "127.0.0.1:" + hanging.getLocalPort())) {
            assertThatThrownBy(asking::pools).isInstanceOf(IOException.class);
            long began = System.nanoTime();
            assertThatThrownBy(asking::pools).hasMessageContaining("did not answer a moment ago");
            assertThat(System.nanoTime() - began).isLessThan(1_000_000_000L);
        }
    }

    private HttpResponse<String> get(String path, String range) throws Exception {
        try (HttpClient http = HttpClient.newBuilder()
                .sslContext(SITE.credentials(Given.S1).forDialling(Given.R1))
                .build()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("https://" + SiteOfTwo.address(server) + path))
                            .header("Range", range)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
