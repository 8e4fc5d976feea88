package org.lidless.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.lidless.web.route.AboutRoutes;
import org.lidless.wire.Json;
import org.lidless.wire.ScriptedControl;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Answers have the members, and these the kinds, that docs/reference/openapi.yaml says: the console is built of
/// that page and shows nothing of an answer that is otherwise.
final class AnswerShapeTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void anExportIsAnsweredAsItIsWritten() throws IOException {
        JsonNode schemas = schemas();
        JsonNode answer = JSON.readTree(Json.encode(ScriptedControl.EXPORT));
        List<String> faults = faults(schemas, schemas.required("Export"), answer, "export");
        assertThat(faults).isEmpty();
    }

    private static JsonNode schemas() throws IOException {
        try (InputStream in = Objects.requireNonNull(AboutRoutes.class.getResourceAsStream("openapi.yaml"))) {
            JsonNode page = new YAMLMapper().readTree(in);
            return page.required("components").required("schemas");
        }
    }

    private static List<String> faults(JsonNode schemas, JsonNode schema, JsonNode value, String place) {
        String named = schema.path("$ref").asString("");
        if (!named.isEmpty()) {
            String name = named.substring(named.lastIndexOf('/') + 1);
            return faults(schemas, schemas.required(name), value, place);
        }
        List<String> faults = new ArrayList<>();
        String type = schema.path("type").asString("");
        if (!isOf(type, value)) {
            faults.add(place + " is no " + type + ": " + value);
        }
        schema.path("required").forEach(member -> {
            if (!value.has(member.asString())) {
                faults.add(place + " has no " + member.asString());
            }
        });
        if (value.isObject()) {
            value.properties().forEach(member -> {
                String inside = place + "." + member.getKey();
                JsonNode known = schema.path("properties").path(member.getKey());
                if (known.isMissingNode()) {
                    faults.add(inside + " is not written");
                } else {
                    faults.addAll(faults(schemas, known, member.getValue(), inside));
                }
            });
        }
        if (value.isArray() && schema.has("items")) {
            value.forEach(each -> faults.addAll(faults(schemas, schema.path("items"), each, place + "[]")));
        }
        return faults;
    }

    private static boolean isOf(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> true;
        };
    }
}
