package org.lidless.footage.timeline.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lidless.footage.media.VideoCodec;

class SampleHashTest {

    /// Values that the `xxhsum` program prints, seed 0.
    @Test
    void hashesAsTheSpecificationSays() {
        assertThat(xxh64("")).isEqualTo(0xEF46DB3751D8E999L);
        assertThat(xxh64("a")).isEqualTo(0xD24EC4F1A98C6E5BL);
        assertThat(xxh64("abc")).isEqualTo(0x44BC2CF5AD770999L);
        assertThat(xxh64("Nobody inspects the spammish repetition")).isEqualTo(0xFBCEA83C8A378BF1L);
    }

    @Test
    void sameHashHoweverTheSampleIsCutIntoPieces() {
        var random = new Random(1);
        var hash = new SampleHash(VideoCodec.H264);
        for (int round = 0; round < 500; round++) {
            ByteBuffer sample = sample(random, 0x09, 0x67, 0x68, 0x65, 0x65, 0x41);
            long whole = hash.of(sample);
            ByteBuffer direct = ByteBuffer.allocateDirect(sample.remaining())
                    .put(sample.duplicate())
                    .flip();
            assertThat(hash.of(direct)).isEqualTo(whole);
            hash.begin();
            while (direct.hasRemaining()) {
                int take = 1 + random.nextInt(direct.remaining());
                hash.add(direct.slice(direct.position(), take));
                direct.position(direct.position() + take);
            }
            assertThat(hash.finish()).isEqualTo(whole);
        }
    }

    @Test
    void whatCamerasPutInPerSessionChangesNothing() {
        var hash = new SampleHash(VideoCodec.H264);
        ByteBuffer slices = nals(nal(0x65, 1, 2, 3), nal(0x65, 4));
        ByteBuffer dressed = nals(
                nal(0x09, 16), nal(0x67, 9, 9), nal(0x68, 9), nal(0x06, 5, 1, 77), nal(0x65, 1, 2, 3), nal(0x65, 4));
        assertThat(hash.of(dressed)).isEqualTo(hash.of(slices));
        assertThat(hash.of(nals(nal(0x65, 1, 2, 3, 0x65, 4)))).isNotEqualTo(hash.of(slices));

        var h265 = new SampleHash(VideoCodec.H265);
        ByteBuffer slice = nals(nal(19 << 1, 1, 7, 7));
        ByteBuffer withSets = nals(nal(32 << 1, 1), nal(33 << 1, 1), nal(39 << 1, 1, 5), nal(19 << 1, 1, 7, 7));
        assertThat(h265.of(withSets)).isEqualTo(h265.of(slice));
    }

    @Test
    void ofAv1OnlyFramesCountAndNotHowTheirSizesAreWritten() {
        var hash = new SampleHash(VideoCodec.AV1);
        byte[] frame = {0x32, 3, 0x10, 7, 8};
        byte[] padded = {0x32, (byte) 0x83, (byte) 0x80, (byte) 0x80, 0, 0x10, 7, 8};
        byte[] dressed = {0x0A, 2, 1, 2, 0x2A, 1, 9, 0x32, 3, 0x10, 7, 8, 0x7A, 1, 0};
        long plain = hash.of(ByteBuffer.wrap(frame));
        assertThat(hash.of(ByteBuffer.wrap(padded))).isEqualTo(plain);
        assertThat(hash.of(ByteBuffer.wrap(dressed))).isEqualTo(plain);
        assertThat(hash.of(ByteBuffer.wrap(new byte[] {0x32, 3, 0x10, 7, 9}))).isNotEqualTo(plain);
        hash.begin();
        for (byte each : dressed) {
            hash.add(ByteBuffer.wrap(new byte[] {each}));
        }
        assertThat(hash.finish()).isEqualTo(plain);
    }

    @Test
    void ofMjpegTheWholeImageCounts() {
        var hash = new SampleHash(VideoCodec.MJPEG);
        assertThat(hash.of(ByteBuffer.wrap(new byte[] {-1, -40, 5}))).isEqualTo(xxh64(new byte[] {-1, -40, 5}));
    }

    @Test
    void aTornSampleHasAHashToo() {
        var hash = new SampleHash(VideoCodec.H264);
        assertThat(hash.of(ByteBuffer.wrap(new byte[] {0, 0, 0}))).isEqualTo(hash.of(ByteBuffer.allocate(0)));
        assertThat(hash.of(ByteBuffer.wrap(new byte[] {-1, -1, -1, -1, 0x65, 1})))
                .isNotEqualTo(hash.of(ByteBuffer.wrap(new byte[] {0, 0, 0, 0, 0, 0, 0, 9, 0x65, 1})));
    }

    private static long xxh64(String text) {
        return xxh64(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static long xxh64(byte[] of) {
        var hash = new StreamHash();
        ByteBuffer bytes = ByteBuffer.wrap(of);
        hash.add(bytes, 0, bytes.limit());
        return hash.finish();
    }

    private static ByteBuffer sample(Random random, int... headers) {
        ByteBuffer[] nals = new ByteBuffer[headers.length];
        for (int i = 0; i < headers.length; i++) {
            int[] body = random.ints(random.nextInt(200), 0, 256).toArray();
            nals[i] = nal(headers[i], body);
        }
        return nals(nals);
    }

    private static ByteBuffer nal(int header, int... body) {
        ByteBuffer nal =
                ByteBuffer.allocate(5 + body.length).putInt(1 + body.length).put((byte) header);
        for (int each : body) {
            nal.put((byte) each);
        }
        return nal.flip();
    }

    private static ByteBuffer nals(ByteBuffer... nals) {
        int size = 0;
        for (ByteBuffer nal : nals) {
            size += nal.remaining();
        }
        ByteBuffer sample = ByteBuffer.allocate(size);
        for (ByteBuffer nal : nals) {
            sample.put(nal.duplicate());
        }
        return sample.flip();
    }
}
