package org.lidless.wire.node;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// JSON as nodes write it: members that are needed must be there, once, with the right kind of value; unknown ones
/// (of a later version) are passed over.
final class StrictJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static String text(ObjectNode json) {
        return MAPPER.writeValueAsString(json);
    }

    static byte[] bytes(ObjectNode json) {
        return text(json).getBytes(StandardCharsets.UTF_8);
    }

    /// @throws IllegalArgumentException with a reason, when it is not what the reader expects
    static <T> T read(byte[] json, Function<JsonNode, T> reader) {
        return read(new String(json, StandardCharsets.UTF_8), reader);
    }

    /// @throws IllegalArgumentException with a reason, when it is not what the reader expects
    static <T> T read(String json, Function<JsonNode, T> reader) {
        try {
            JsonNode root = MAPPER.readTree(json);
            if (!root.isObject()) {
                throw new IllegalArgumentException("not a JSON object");
            }
            return reader.apply(root);
        } catch (JacksonException unreadable) {
            throw new IllegalArgumentException(unreadable.getOriginalMessage(), unreadable);
        }
    }

    static String text(JsonNode node, String key) {
        JsonNode value = node.required(key);
        if (!value.isString()) {
            throw new IllegalArgumentException("\"" + key + "\" is no text");
        }
        return value.stringValue();
    }

    /// A text that stands by itself, in a list or under a name that is not known beforehand.
    static String text(JsonNode value) {
        if (!value.isString()) {
            throw new IllegalArgumentException("it has " + value.getNodeType() + " where text belongs");
        }
        return value.stringValue();
    }

    static long number(JsonNode node, String key) {
        JsonNode value = node.required(key);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new IllegalArgumentException("\"" + key + "\" is no whole number of 64 bits");
        }
        return value.longValue();
    }

    static boolean truth(JsonNode node, String key) {
        return node.required(key).booleanValue();
    }

    static JsonNode array(JsonNode node, String key) {
        JsonNode value = node.required(key);
        if (!value.isArray()) {
            throw new IllegalArgumentException("\"" + key + "\" is no list");
        }
        return value;
    }
}
