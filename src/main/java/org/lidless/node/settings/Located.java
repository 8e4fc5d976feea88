package org.lidless.node.settings;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/// A YAML document in which every key and value still knows its line and column, so that a complaint can point at it.
sealed interface Located {

    /// How deep a document may be nested; settings need three levels.
    int DEPTH_MAX = 16;

    Place place();

    /// Where something stands, counted from 1.
    record Place(int line, int column) {

        static final Place START = new Place(1, 1);

        static Place of(TokenStreamLocation location) {
            return new Place(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
        }
    }

    /// A plain value as it was written; empty when there is none.
    record Scalar(Place place, String text) implements Located {}

    record Listing(Place place, List<Located> items) implements Located {}

    record Mapping(Place place, List<Entry> entries) implements Located {}

    record Entry(Place place, String key, Located value) {}

    /// Reads a document; one without content is an empty mapping.
    ///
    /// @throws tools.jackson.core.JacksonException when it is not YAML
    /// @throws UnreadableYaml when a second document follows, or a value is a reference to another one
    static Located parse(String yaml) {
        try (YAMLParser tokens = (YAMLParser) new YAMLFactory().createParser(ObjectReadContext.empty(), yaml)) {
            JsonToken first = tokens.nextToken();
            Located whole = first == null ? new Mapping(Place.START, List.of()) : value(tokens, first, 0);
            if (first != null && tokens.nextToken() != null) {
                throw new UnreadableYaml(
                        Place.of(tokens.currentTokenLocation()),
                        "a second document begins",
                        "Leave out the line \"---\" before it: one file is one document.");
            }
            return whole;
        }
    }

    private static Located value(YAMLParser tokens, JsonToken token, int depth) {
        Place place = Place.of(tokens.currentTokenLocation());
        if (tokens.isCurrentAlias()) {
            throw new UnreadableYaml(
                    place,
                    "\"*" + tokens.getString() + "\" refers to another value",
                    "Write the value itself here; a text that begins with \"*\" needs quotes.");
        }
        if (depth == DEPTH_MAX) {
            tokens.skipChildren();
            return new Scalar(place, "nested too deep");
        }
        if (token == JsonToken.START_OBJECT) {
            List<Entry> entries = new ArrayList<>();
            while (tokens.nextToken() == JsonToken.PROPERTY_NAME) {
                Place keyPlace = Place.of(tokens.currentTokenLocation());
                String key = tokens.currentName();
                entries.add(new Entry(keyPlace, key, value(tokens, tokens.nextToken(), depth + 1)));
            }
            return new Mapping(place, entries);
        }
        if (token == JsonToken.START_ARRAY) {
            List<Located> items = new ArrayList<>();
            for (JsonToken next = tokens.nextToken(); next != JsonToken.END_ARRAY; next = tokens.nextToken()) {
                items.add(value(tokens, next, depth + 1));
            }
            return new Listing(place, items);
        }
        return new Scalar(place, token == JsonToken.VALUE_NULL ? "" : tokens.getString());
    }
}
