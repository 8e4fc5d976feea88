package org.lidless.footage.storage;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How a pool makes footage durable. The segments are the same in the end.
public enum ForceMode {
    /// Each segment is forced for itself.
    DIRECT,
    /// All segments' fragments of a tick are written to one journal and forced once.
    JOURNAL;

    /// As it stands in the settings.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Empty when there is no such word.
    public static Optional<ForceMode> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(ForceMode::word).toList();
    }
}
