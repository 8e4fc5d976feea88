package org.lidless.footage.media.mp4;

import java.nio.ByteBuffer;
import java.util.List;
import org.lidless.domain.Sha256;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.CompanionCodec;
import org.lidless.footage.media.ParameterSet;
import org.lidless.footage.storage.Footage;
import org.lidless.fuzz.Target;

/// A movie's boxes: its head, its fragments, its hash. What is no movie is refused with [BadMovieException].
public final class MovieFuzz {

    private MovieFuzz() {}

    public static List<Target> targets() {
        return List.of(new Boxes());
    }

    private static final class Boxes implements Target {

        @Override
        public String name() {
            return "mp4";
        }

        @Override
        public String toString() {
            return name();
        }

        @Override
        public List<byte[]> seeds() {
            var fragment = Footage.fragment(7, 0, 12, Footage.START_US, 40);
            ByteBuffer moof = ByteBuffer.allocate(4_096);
            var sounds = new TrackRun(2, 640, List.of(160, 160), List.of(160, 158));
            MovieFragment.write(moof, 1, fragment.samples(), 480, List.of(sounds));
            moof.flip();
            var aac = new Companion(CompanionCodec.AAC, 16_000, 1, List.of(new ParameterSet(new byte[] {0x14, 0x08})));
            var opus = new Companion(CompanionCodec.OPUS, 48_000, 2, List.of());
            var metadata = new Companion(CompanionCodec.ONVIF_METADATA, 90_000, 0, List.of());
            ByteBuffer head = MovieHead.write(Footage.H264, List.of(aac, opus, metadata));
            ByteBuffer hash = ExportHash.write(Sha256.NONE);
            ByteBuffer whole = ByteBuffer.allocate(16_384);
            whole.put(head.duplicate()).put(moof.duplicate()).put(hash.duplicate());
            return List.of(bytes(head), bytes(moof), bytes(hash), bytes(whole.flip()));
        }

        private static byte[] bytes(ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(buffer.position(), bytes);
            return bytes;
        }

        @Override
        public long feed(byte[] input) {
            long sign = 1;
            try {
                for (Box box : Box.all(ByteBuffer.wrap(input))) {
                    sign = sign * 31 + box.type() % 1_009;
                    if (box.type() == BoxType.MOOV) {
                        sign += part(() -> MovieHead.parameters(box).hashCode() % 61);
                        sign += part(() -> MovieHead.companions(box).size());
                    }
                    sign += part(() -> MovieFragment.read(box.content()).size());
                    sign += part(() -> MovieFragment.companions(box.content()).size());
                }
            } catch (BadMovieException refused) {
                sign += said(refused);
            }
            return sign
                    + part(() -> ExportHash.read(ByteBuffer.wrap(input)).isPresent() ? 3 : 4)
                    + part(() -> MovieFragment.read(ByteBuffer.wrap(input)).size())
                    + part(() ->
                            MovieFragment.companions(ByteBuffer.wrap(input)).size());
        }

        private interface Reading {
            long read() throws BadMovieException;
        }

        private static long part(Reading reading) {
            try {
                return reading.read();
            } catch (BadMovieException refused) {
                return said(refused);
            }
        }

        private static long said(BadMovieException refused) {
            return String.valueOf(refused.getMessage()).replaceAll("\\d+", "").hashCode() % 10_007;
        }
    }
}
