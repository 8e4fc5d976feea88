package org.lidless.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A page of a list. A cursor is the key of the last one shown, so that what comes or goes meanwhile neither
/// shows an item twice nor hides one.
///
/// @param items of the page
/// @param next  the cursor of the next page; absent on the last one
record Pages<T>(List<T> items, Optional<String> next) {

    static final int LIMIT = 100;
    static final int LIMIT_MAX = 1_000;

    Pages {
        items = List.copyOf(items);
    }

    /// @param all   in the order of their keys, none of which is there twice
    /// @param after cursor of the page before
    static <T> Pages<T> of(
            List<T> all, Function<T, String> key, Comparator<String> order, Optional<String> after, int limit) {
        String last = after.map(Pages::read).orElse("");
        List<T> behind = after.isEmpty()
                ? all
                : all.stream()
                        .filter(each -> order.compare(key.apply(each), last) > 0)
                        .toList();
        List<T> shown = behind.subList(0, Math.min(limit, behind.size()));
        return new Pages<>(
                shown, behind.size() > limit ? Optional.of(written(key.apply(shown.getLast()))) : Optional.empty());
    }

    /// The same with each shown in another way.
    <U> Pages<U> map(Function<T, U> shown) {
        return new Pages<>(items.stream().map(shown).toList(), next);
    }

    static String written(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    static String read(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException garbage) {
            throw Problems.wrong("cursor=" + cursor + " is none of this server's.", "Begin without one.");
        }
    }
}
