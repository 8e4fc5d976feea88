package org.lidless.footage.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.lidless.domain.ProblemException;
import org.lidless.footage.media.mp4.BadMovieException;
import org.lidless.footage.media.mp4.BoxType;
import org.lidless.fuzz.Target;

/// What lies in a pool, as a failing disk or another hand may leave it. Check sums would keep nearly every change from
/// the parsers behind them, so there are targets that are given the right ones.
public final class StorageFuzz {

    /// One for all inputs: to open one costs more than to fold into it.
    private static final SqliteIndex INDEX = SqliteIndex.inMemory();

    private StorageFuzz() {}

    public static List<Target> targets() {
        return List.of(
                new OfBytes("segment", List.of(golden("segment")), StorageFuzz::segment),
                new OfBytes("segment-summed", List.of(golden("segment")), input -> segment(summed(input))),
                new OfBytes("boxes", List.of(golden("segment")), StorageFuzz::boxes),
                new OfBytes(
                        "catalogue", List.of(golden("catalogue"), golden("catalogue-site")), StorageFuzz::catalogue),
                new OfBytes("catalogue-entry", lines(), StorageFuzz::entries));
    }

    private interface Feeding {
        long feed(byte[] input) throws IOException;
    }

    private record OfBytes(String name, List<byte[]> seeds, Feeding feeding) implements Target {

        @Override
        public String toString() {
            return name;
        }

        @Override
        public List<byte[]> words() {
            return List.of(
                    "uuid".getBytes(UTF_8),
                    "moof".getBytes(UTF_8),
                    "mdat".getBytes(UTF_8),
                    "moov".getBytes(UTF_8),
                    "free".getBytes(UTF_8),
                    "\"type\":\"sealed\"".getBytes(UTF_8),
                    "null".getBytes(UTF_8),
                    "{}".getBytes(UTF_8),
                    "[[[[[[[[".getBytes(UTF_8));
        }

        @Override
        public long feed(byte[] input) throws IOException {
            return feeding.feed(input);
        }
    }

    private static byte[] golden(String name) {
        try {
            String hex = Files.readString(Path.of("src/test/resources/formats/v1", name + ".hex"));
            return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }

    private static List<byte[]> lines() {
        byte[] catalogue = golden("catalogue");
        byte[] site = golden("catalogue-site");
        int from = CatalogueScan.MAGIC_BYTES + 8;
        return List.of(
                java.util.Arrays.copyOfRange(catalogue, from, catalogue.length),
                java.util.Arrays.copyOfRange(site, from, site.length));
    }

    private static HandedBytes file(byte[] bytes) {
        return new HandedBytes(0, ByteBuffer.wrap(bytes));
    }

    /// As playback reads it: the front, where the fragments are, and each of them.
    private static long segment(byte[] input) throws IOException {
        try (SegmentReader reader = SegmentReader.of(file(input))) {
            long sign = reader.isSealed() ? 7 : 1;
            for (StoredFragment fragment : reader.rest()) {
                sign = sign * 31 + (reader.load(fragment) instanceof LoadedFragment.Intact ? 3 : 1);
            }
            return sign;
        } catch (ProblemException damaged) {
            return damaged.problem().what().replaceAll("\\d+", "").hashCode() % 10_007;
        }
    }

    /// Puts the right check sums on what looks like a box of ours, so that its content is read.
    private static byte[] summed(byte[] input) {
        ByteBuffer bytes = ByteBuffer.wrap(input);
        for (int at = 0; at + 32 <= input.length; at++) {
            if (bytes.getInt(at + 4) != BoxType.UUID) {
                continue;
            }
            long length = Integer.toUnsignedLong(bytes.getInt(at));
            if (length >= 32 && at + length <= input.length) {
                int end = (int) (at + length);
                if (FragmentBox.looksLike(bytes, at)) {
                    body(bytes, at, end);
                }
                bytes.putInt(end - 4, Checksum.of(bytes, at, end - 4));
            }
        }
        return input;
    }

    private static void body(ByteBuffer bytes, int at, int end) {
        long length = Integer.toUnsignedLong(bytes.getInt(at + FragmentBox.FIXED_BYTES - 8));
        if (end + length <= bytes.limit()) {
            bytes.putInt(at + FragmentBox.FIXED_BYTES - 4, Checksum.of(bytes, end, (int) (end + length)));
        }
    }

    private static long boxes(byte[] input) {
        byte[] right = summed(input);
        ByteBuffer bytes = ByteBuffer.wrap(right);
        long sign = 0;
        for (int at = 0; at + 32 <= right.length; at++) {
            if (bytes.getInt(at + 4) != BoxType.UUID) {
                continue;
            }
            long length = Integer.toUnsignedLong(bytes.getInt(at));
            if (length < 32 || at + length > right.length) {
                continue;
            }
            ByteBuffer box = bytes.slice(at, (int) length);
            sign = sign * 31 + refused(() -> HeaderBox.decode(box.duplicate()).reorderDepth() % 5);
            sign = sign * 31 + refused(() -> TrailerBox.decode(box.duplicate()).fragments() % 5);
            int place = at;
            sign = sign * 31
                    + refused(() -> FragmentBox.looksLike(bytes, place)
                            ? FragmentBox.decode(bytes, place).count()
                            : 0);
        }
        return sign;
    }

    private interface Decoding {
        long decode() throws BadSegmentException, BadMovieException;
    }

    private static long refused(Decoding decoding) {
        try {
            return decoding.decode();
        } catch (BadSegmentException | BadMovieException refused) {
            return 101;
        }
    }

    private static long catalogue(byte[] input) throws IOException {
        HandedBytes file = file(input);
        long[] sign = {CatalogueScan.front(file).name().hashCode()};
        CatalogueScan.walk(file, CatalogueScan.MAGIC_BYTES, new CatalogueScan.Visitor() {
            @Override
            public void frame(long from, long to, List<CatalogueRecord> entries) {
                sign[0] = sign[0] * 31 + entries.size();
            }

            @Override
            public void damaged(long from, long to) {
                sign[0] = sign[0] * 31 + 7;
            }
        });
        return sign[0];
    }

    private static long entries(byte[] input) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(CatalogueScan.MAGIC_BYTES + 8 + input.length);
        frame.putLong(CatalogueScan.MAGIC)
                .putInt(input.length)
                .putInt(Checksum.of(ByteBuffer.wrap(input), 0, input.length))
                .put(input);
        Consumer<List<CatalogueRecord>> all = StorageFuzz::fold;
        long[] sign = {0};
        CatalogueScan.walk(file(frame.array()), CatalogueScan.MAGIC_BYTES, new CatalogueScan.Visitor() {
            @Override
            public void frame(long from, long to, List<CatalogueRecord> entries) {
                all.accept(entries);
                sign[0] = entries.stream()
                        .mapToLong(each -> each.getClass().hashCode() % 61)
                        .sum();
            }

            @Override
            public void damaged(long from, long to) {
                sign[0] = -1;
            }
        });
        return sign[0];
    }

    /// What was read is taken over by the index, which must be able to.
    private static void fold(List<CatalogueRecord> entries) {
        INDEX.attach(SimulatedPool.MAIN, "identity");
        INDEX.forget(SimulatedPool.MAIN);
        INDEX.applyFound(SimulatedPool.MAIN, Footage.NODE, entries);
    }
}
