package org.lidless.node.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lidless.node.settings.Located.Entry;
import org.lidless.node.settings.Located.Listing;
import org.lidless.node.settings.Located.Mapping;
import org.lidless.node.settings.Located.Place;
import org.lidless.node.settings.Located.Scalar;

/// One mapping of the settings file, asked key by key; complains of keys that nobody knows, and of wrong kinds.
final class Keys {

    private final String where;
    private final Mapping mapping;
    private final List<String> known;
    private final Complaints complaints;

    Keys(String where, Mapping mapping, List<String> known, Complaints complaints) {
        this.where = where;
        this.mapping = mapping;
        this.known = known;
        this.complaints = complaints;
        List<String> seen = new ArrayList<>();
        for (Entry entry : mapping.entries()) {
            if (!known.contains(entry.key())) {
                complaints.unknown(entry.place(), entry.key(), where, known);
            } else if (seen.contains(entry.key())) {
                complaints.keyTwice(entry.place(), entry.key());
            }
            seen.add(entry.key());
        }
    }

    Place place() {
        return mapping.place();
    }

    /// Where the key stands, or the mapping when it is missing.
    Place placeOf(String key) {
        return find(key).map(Entry::place).orElse(mapping.place());
    }

    Optional<Text> required(String key, String allowed) {
        Optional<Text> text = text(key);
        if (text.isEmpty() && !isComplainedOf(key)) {
            complaints.invalid(placeOf(key), key + " of " + where, "missing", allowed);
        }
        return text;
    }

    Text optional(String key, String otherwise) {
        return text(key).orElse(new Text(mapping.place(), otherwise));
    }

    /// A plain value; an empty one counts as missing.
    Optional<Text> text(String key) {
        return find(key).flatMap(entry -> switch (entry.value()) {
            case Scalar scalar ->
                scalar.text().isEmpty() ? Optional.empty() : Optional.of(new Text(scalar.place(), scalar.text()));
            case Listing list -> wrongKind(key, list.place(), "a list", "a plain value");
            case Mapping map -> wrongKind(key, map.place(), "a group of keys", "a plain value");
        });
    }

    /// Whether the key is there with some value.
    boolean has(String key) {
        return find(key)
                .filter(entry -> !(entry.value() instanceof Scalar scalar
                        && scalar.text().isEmpty()))
                .isPresent();
    }

    /// The plain values of a list; a single plain value is a list of one, a missing one has none.
    List<Text> texts(String key) {
        List<Text> texts = new ArrayList<>();
        find(key).map(Entry::value).ifPresent(value -> {
            if (value instanceof Scalar scalar && !scalar.text().isEmpty()) {
                texts.add(new Text(scalar.place(), scalar.text()));
            } else if (value instanceof Listing list) {
                for (Located item : list.items()) {
                    if (item instanceof Scalar each) {
                        texts.add(new Text(each.place(), each.text()));
                    } else {
                        complaints.invalid(item.place(), "an entry of " + key, "not a plain value", "- NAME");
                    }
                }
            } else if (value instanceof Mapping map) {
                complaints.invalid(map.place(), key, "a group of keys", "a plain value, or a list of them");
            }
        });
        return texts;
    }

    /// The keys of a group; a missing or empty one has none.
    Optional<Mapping> group(String key) {
        Optional<Located> value = find(key).map(Entry::value);
        if (value.isPresent() && value.get() instanceof Mapping group) {
            return Optional.of(group);
        }
        boolean isEmpty = value.isEmpty()
                || (value.get() instanceof Scalar scalar && scalar.text().isEmpty());
        if (!isEmpty) {
            complaints.invalid(value.get().place(), key, "not a group of keys", "keys below it, indented");
        }
        return Optional.empty();
    }

    /// The mappings of a list; a missing or empty list has none.
    List<Mapping> items(String key) {
        List<Mapping> items = new ArrayList<>();
        Optional<Located> value = find(key).map(Entry::value);
        if (value.isPresent() && value.get() instanceof Listing list) {
            for (Located item : list.items()) {
                if (item instanceof Mapping each) {
                    items.add(each);
                } else {
                    complaints.invalid(item.place(), "an entry of " + key, "not a group of keys", "- name: …");
                }
            }
        } else if (value.isPresent()
                && !(value.get() instanceof Scalar empty && empty.text().isEmpty())) {
            complaints.invalid(value.get().place(), key, "not a list", "a list, each entry beginning with \"- \"");
        }
        return items;
    }

    /// Whether the key was found misspelt or with a value of the wrong kind, so that calling it missing would only
    /// say the same again.
    private boolean isComplainedOf(String key) {
        return isMisspelt(key)
                || find(key).filter(entry -> !(entry.value() instanceof Scalar)).isPresent();
    }

    /// Whether a key that nobody knows may be a slip of the pen for this one.
    boolean isMisspelt(String key) {
        return mapping.entries().stream()
                .anyMatch(entry -> !known.contains(entry.key()) && Complaints.isLike(entry.key(), key));
    }

    private Optional<Text> wrongKind(String key, Place place, String found, String allowed) {
        complaints.invalid(place, key, found, allowed);
        return Optional.empty();
    }

    private Optional<Entry> find(String key) {
        return mapping.entries().stream()
                .filter(entry -> entry.key().equals(key))
                .findFirst();
    }
}
