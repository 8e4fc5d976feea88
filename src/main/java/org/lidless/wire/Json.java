package org.lidless.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.ByteArrayOutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/// The one way in which messages become JSON and back: absent members are left out, unknown ones (of a later version)
/// are passed over, moments are RFC 3339 with microseconds.
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new SimpleModule("lidless")
                    .addSerializer(Instant.class, new MomentWriter())
                    .addDeserializer(Instant.class, new MomentReader()))
            .changeDefaultPropertyInclusion(each -> each.withValueInclusion(JsonInclude.Include.NON_ABSENT)
                    .withContentInclusion(JsonInclude.Include.NON_ABSENT))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final JsonMapper WHOLE = MAPPER.rebuild()
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    /// What somebody orders: nothing that is needed may be missing, and nothing be there that nobody knows.
    private static final JsonMapper ORDERS = WHOLE.rebuild()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Json() {}

    public static byte[] encode(Object message) {
        return MAPPER.writeValueAsBytes(message);
    }

    /// With line breaks, for people and for `-o json`.
    public static String encodePretty(Object message) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValue(text, message);
        return text.toString(java.nio.charset.StandardCharsets.UTF_8);
    }

    /// @throws tools.jackson.core.JacksonException when the bytes are not such a message
    public static <T> T decode(byte[] json, Class<T> message) {
        return MAPPER.readValue(json, message);
    }

    /// The same; every member that is not optional must be there. Null for JSON's `null`.
    ///
    /// @throws tools.jackson.core.JacksonException when one is missing, too
    static <T> @Nullable T decodeWhole(byte[] json, Class<T> message) {
        return WHOLE.readValue(json, message);
    }

    /// An order, with all its members and no others. Null for JSON's `null`.
    ///
    /// @throws tools.jackson.core.JacksonException when it is something else
    public static <T> @Nullable T decodeOrder(byte[] json, Class<T> order) {
        return ORDERS.readValue(json, order);
    }

    /// Stands for a member that is null.
    public static final Object NULL = new Object();

    /// The members of an object, as far as they are text, numbers and lists of these.
    ///
    /// @throws tools.jackson.core.JacksonException when it is no object
    public static Map<String, Object> members(byte[] json) {
        Map<String, Object> members = new LinkedHashMap<>();
        Map<?, ?> read = ORDERS.readValue(json, Map.class);
        read.forEach((key, value) -> members.put(String.valueOf(key), value == null ? NULL : value));
        return members;
    }

    private static final class MomentWriter extends ValueSerializer<Instant> {

        @Override
        public void serialize(Instant moment, JsonGenerator out, SerializationContext context) {
            out.writeString(Rfc3339.micros(moment));
        }
    }

    private static final class MomentReader extends ValueDeserializer<Instant> {

        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) {
            String text = in.getString();
            try {
                return Rfc3339.parse(text);
            } catch (DateTimeException wrong) {
                throw context.weirdStringException(text, Instant.class, "no time of RFC 3339");
            }
        }
    }
}
