package org.lidless.footage.media.rtsp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lidless.footage.media.rtsp.RtspReader.Piece;

class RtspReaderTest {

    private static final String FRAME = "$\0\0\5\u0080abcd";
    private static final String OTHER_CHANNEL = "$\7\0\2xy";
    private static final String ANSWER = "RTSP/1.0 200 OK\r\nCSeq: 3\r\nContent-Length: 4\r\n\r\nbody";

    private final RtspReader reader = new RtspReader();

    private List<String> read(String text) {
        return pieces(ByteBuffer.wrap(text.getBytes(ISO_8859_1)));
    }

    private List<String> pieces(ByteBuffer in) {
        var found = new ArrayList<String>();
        while (true) {
            Piece piece = reader.next(in);
            if (piece == Piece.NOTHING || piece == Piece.BROKEN) {
                if (piece == Piece.BROKEN) {
                    found.add("BROKEN");
                }
                return found;
            }
            switch (piece) {
                case FRAME -> found.add(reader.channel() + ":" + (reader.frameEnd() - reader.frameStart()));
                case MESSAGE -> found.add(reader.message().body());
                case GARBAGE, NOTHING, BROKEN -> {
                    // Counted by the reader.
                }
            }
        }
    }

    @Test
    void messagesAndFramesComeInAnyOrder() {
        assertThat(read(FRAME + ANSWER + "\r\n\r\n" + OTHER_CHANNEL + ANSWER + FRAME))
                .containsExactly("0:5", "body", "7:2", "body", "0:5");
        assertThat(reader.garbageBytes()).isZero();
    }

    @Test
    void everySplitGivesTheSame() {
        String all = FRAME + ANSWER + FRAME + "\n" + ANSWER.replace("\r\n", "\n") + FRAME;
        byte[] bytes = all.getBytes(ISO_8859_1);
        for (int split = 1; split < bytes.length; split++) {
            var fresh = new RtspReaderTest();
            ByteBuffer in = ByteBuffer.allocate(bytes.length);
            in.put(bytes, 0, split).flip();
            List<String> found = fresh.pieces(in);
            in.compact().put(bytes, split, bytes.length - split).flip();
            found.addAll(fresh.pieces(in));
            assertThat(found).as("split at %d", split).containsExactly("0:5", "body", "0:5", "body", "0:5");
        }
    }

    @Test
    void garbageIsSkippedToTheNextCertainFrame() {
        reader.expectChannels(1);
        assertThat(read(FRAME + "\u0001\u0002$\u00ff$\0\0\1garb $ R age" + FRAME + "~~~" + ANSWER))
                .containsExactly("0:5", "0:5", "body");
        assertThat(reader.garbageBytes()).isEqualTo(23);
    }

    @Test
    void endlessGarbageIsTheEnd() {
        assertThat(read("\u0001".repeat(RtspReader.GARBAGE_BYTES_MAX + 1))).containsExactly("BROKEN");
        assertThat(reader.fault()).contains("neither RTSP nor RTP");
    }

    @Test
    void endlessHeadersAndHugeBodiesAreTheEnd() {
        assertThat(read("RTSP/1.0 200 OK\r\n" + "X: y\r\n".repeat(4000))).containsExactly("BROKEN");
        assertThat(new RtspReaderTest().read("RTSP/1.0 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n"))
                .containsExactly("BROKEN");
    }

    @Test
    void aServerReadsRequests() {
        read("PLAY rtsp://host/a RTSP/1.0\r\nCSeq: 7\r\nX: a\r\n b\r\nno colon\r\n\r\n");
        assertThat(reader.message()).isInstanceOfSatisfying(RtspMessage.Request.class, request -> {
            assertThat(request.method()).isEqualTo("PLAY");
            assertThat(request.uri()).isEqualTo("rtsp://host/a");
            assertThat(request.cSeq()).hasValue(7);
            assertThat(request.headers().first("x")).contains("a b");
            assertThat(request.headers().size()).isEqualTo(2);
        });
    }

    @Test
    void whatIsWrittenIsReadBack() {
        var answer = new RtspMessage.Response(
                454, "Session Not Found", RtspHeaders.NONE.with("CSeq", "1\r\nEvil: yes"), "grüße");
        ByteBuffer bytes = answer.encode();
        assertThat(pieces(bytes)).containsExactly("grüße");
        assertThat(reader.message().headers().first("Evil")).isEmpty();
    }
}
