package org.lidless.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/// A target that is one call.
///
/// @param words what means something to the parser
public record Parser(String name, List<byte[]> seeds, List<byte[]> words, Reading reading) implements Target {

    /// The call. What the parser may refuse an input with is caught in it.
    public interface Reading {

        /// @return a sign of what happened inside
        long read(byte[] input) throws Exception;
    }

    /// Of texts, one byte a letter.
    public static Parser of(String name, List<String> seeds, List<String> words, Reading reading) {
        return new Parser(name, bytes(seeds), bytes(words), reading);
    }

    public static List<byte[]> bytes(List<String> texts) {
        List<byte[]> all = new ArrayList<>();
        texts.forEach(text -> all.add(text.getBytes(ISO_8859_1)));
        return all;
    }

    @Override
    public long feed(byte[] input) throws Exception {
        return reading.read(input);
    }

    @Override
    public String toString() {
        return name;
    }
}
