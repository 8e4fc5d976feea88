package org.lidless.footage.media.mp4;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The sample tables of a plain movie, read back to see whether they fit together.
///
/// @param samples how many the video has
/// @param chunks  where the samples of all tracks lie in the file, one stretch each
public record MovieTables(long samples, List<Chunk> chunks) {

    /// Bytes `[at, at + bytes)` of the file.
    public record Chunk(long at, long bytes) {}

    private static final int CO64 = BoxType.of("co64");
    private static final int HEAD = 8;

    /// Reads a `moov`.
    ///
    /// @throws BadMovieException when a table is missing, or they do not agree
    public static MovieTables read(Box moov) throws BadMovieException {
        MovieHead.parameters(moov);
        long samples = 0;
        List<Chunk> chunks = new ArrayList<>();
        for (Box track : moov.children()) {
            if (track.type() == MovieHead.TRAK) {
                MovieTables each = track(track.descend(MovieHead.MDIA, MovieHead.MINF, MovieHead.STBL));
                samples = chunks.isEmpty() ? each.samples() : samples;
                chunks.addAll(each.chunks());
            }
        }
        return new MovieTables(samples, chunks);
    }

    private static MovieTables track(Box table) throws BadMovieException {
        ByteBuffer sizes = table.child(MovieHead.STSZ).content(12);
        long fixed = Integer.toUnsignedLong(sizes.getInt(4));
        long samples = Integer.toUnsignedLong(sizes.getInt(8));
        if (fixed == 0 && sizes.remaining() < 12 + 4 * samples) {
            throw new BadMovieException("stsz is shorter than its " + samples + " samples");
        }
        long timed = timed(table.child(MovieHead.STTS).content(HEAD));
        if (timed != samples) {
            throw new BadMovieException("stts times " + timed + " samples, stsz sizes " + samples);
        }
        List<Long> places = places(table);
        List<Chunk> chunks = chunks(table.child(MovieHead.STSC).content(HEAD), places, sizes, fixed, samples);
        return new MovieTables(samples, chunks);
    }

    private static long timed(ByteBuffer stts) throws BadMovieException {
        long runs = count(stts, 8);
        long total = 0;
        for (int i = 0; i < runs; i++) {
            total += Integer.toUnsignedLong(stts.getInt(HEAD + 8 * i));
        }
        return total;
    }

    private static List<Long> places(Box table) throws BadMovieException {
        boolean wide = table.children().stream().anyMatch(box -> box.type() == CO64);
        ByteBuffer content = table.child(wide ? CO64 : MovieHead.STCO).content(HEAD);
        int width = wide ? 8 : 4;
        long count = count(content, width);
        List<Long> places = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int at = HEAD + width * i;
            places.add(wide ? content.getLong(at) : Integer.toUnsignedLong(content.getInt(at)));
        }
        return places;
    }

    private static List<Chunk> chunks(ByteBuffer stsc, List<Long> places, ByteBuffer sizes, long fixed, long samples)
            throws BadMovieException {
        long runs = count(stsc, 12);
        List<Chunk> chunks = new ArrayList<>();
        long sample = 0;
        for (int run = 0; run < runs; run++) {
            long first = Integer.toUnsignedLong(stsc.getInt(HEAD + 12 * run));
            long perChunk = Integer.toUnsignedLong(stsc.getInt(HEAD + 12 * run + 4));
            long next = run + 1 < runs ? Integer.toUnsignedLong(stsc.getInt(HEAD + 12 * run + 12)) : places.size() + 1L;
            if (first != chunks.size() + 1L || next <= first || next > places.size() + 1L) {
                throw new BadMovieException("stsc names chunks that are not there");
            }
            for (long chunk = first; chunk < next; chunk++) {
                if (sample + perChunk > samples) {
                    throw new BadMovieException("stsc has more samples than stsz");
                }
                long bytes = 0;
                for (long i = 0; i < perChunk; i++) {
                    bytes += fixed != 0 ? fixed : Integer.toUnsignedLong(sizes.getInt((int) (12 + 4 * (sample + i))));
                }
                chunks.add(new Chunk(places.get((int) chunk - 1), bytes));
                sample += perChunk;
            }
        }
        if (sample != samples) {
            throw new BadMovieException("stsc has " + sample + " samples, stsz " + samples);
        }
        return chunks;
    }

    private static long count(ByteBuffer table, int width) throws BadMovieException {
        long count = Integer.toUnsignedLong(table.getInt(4));
        if (table.remaining() < HEAD + width * count) {
            throw new BadMovieException("a sample table is shorter than its " + count + " entries");
        }
        return count;
    }
}
