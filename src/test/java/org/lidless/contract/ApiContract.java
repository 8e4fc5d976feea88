package org.lidless.contract;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Every answer that docs/reference/openapi.yaml describes, by operation and status: its media type and, of JSON, its
/// schema (JSON Schema 2020-12, formats too). The page says that unknown members are to be passed over, for clients;
/// a server that sends one is at fault here, because nobody could know what it means. Any thread.
public final class ApiContract {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");
    private static final String PROBLEM = "application/problem+json";
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    private final JsonNode page;
    private final JsonNode strict;
    private final List<Operation> operations;
    private final Map<String, Schema> compiled = new ConcurrentHashMap<>();

    /// One operation of the page.
    ///
    /// @param id      its operationId
    /// @param method  in capitals
    /// @param path    with `{name}` for parameters
    /// @param shape   matches its paths
    /// @param queries names of its parameters in the query
    /// @param said    all that the page says of it
    public record Operation(String id, String method, String path, Pattern shape, List<String> queries, JsonNode said) {

        public Operation {
            queries = List.copyOf(queries);
        }

        boolean isFor(String asked, String at) {
            return method.equals(asked) && shape.matcher(at).matches();
        }
    }

    private ApiContract(JsonNode page) {
        this.page = page;
        this.strict = closed(page.required("components").required("schemas"));
        this.operations = operations(page);
    }

    /// The page of this source tree.
    public static ApiContract read() throws IOException {
        Path home = Path.of(System.getProperty("lidless.home", "."));
        return new ApiContract(
                new YAMLMapper().readTree(Files.readString(home.resolve("docs/reference/openapi.yaml"))));
    }

    private static List<Operation> operations(JsonNode page) {
        List<Operation> all = new ArrayList<>();
        page.required("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(each -> {
                    if (METHODS.contains(each.getKey())) {
                        all.add(new Operation(
                                each.getValue().required("operationId").asString(),
                                each.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                Pattern.compile(
                                        path.getKey().replace(".", "\\.").replaceAll("\\{[^}]*}", "[^/]+")),
                                queries(page, each.getValue()),
                                each.getValue()));
                    }
                }));
        // Words before parameters.
        all.sort(Comparator.comparing((Operation each) -> each.path().contains("{"))
                .thenComparing(Operation::path));
        return List.copyOf(all);
    }

    private static List<String> queries(JsonNode page, JsonNode operation) {
        List<String> names = new ArrayList<>();
        operation.path("parameters").forEach(each -> {
            JsonNode parameter = resolved(page, each);
            if (parameter.path("in").asString("").equals("query")) {
                names.add(parameter.required("name").asString());
            }
        });
        return names;
    }

    public List<Operation> operations() {
        return operations;
    }

    /// All operationIds.
    public SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>();
        operations.forEach(each -> names.add(each.id()));
        return names;
    }

    /// Which operation a request is for.
    ///
    /// @param path with or without a query
    public Optional<Operation> find(String method, String path) {
        String plain = path.split("\\?", 2)[0];
        return operations.stream().filter(each -> each.isFor(method, plain)).findFirst();
    }

    /// What is wrong with an answer; empty when nothing is. Paths that the page does not have may be answered by
    /// problems only.
    ///
    /// @param type the answer's `Content-Type`; empty without
    public List<String> faults(String method, String path, int status, String type, byte[] body) {
        String place = method + " " + path + " → " + status;
        String media = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        Optional<Operation> known = find(method, path);
        if (known.isEmpty()) {
            return status >= 400 ? json(place, problem(), PROBLEM, media, body) : List.of(place + " is not written");
        }
        JsonNode responses = known.get().said().required("responses");
        boolean isNamed = responses.has(Integer.toString(status));
        if (!isNamed && (status < 400 || !responses.has("default"))) {
            return List.of(place + " is not written");
        }
        JsonNode response = resolved(page, responses.path(isNamed ? Integer.toString(status) : "default"));
        JsonNode content = response.path("content");
        if (content.isEmpty()) {
            return body.length == 0 ? List.of() : List.of(place + " has a body and should have none");
        }
        if (!content.has(media)) {
            return List.of(place + " is " + media + ", not one of " + content.propertyNames());
        }
        JsonNode schema = content.path(media).path("schema");
        boolean isJson = media.equals("application/json") || media.endsWith("+json");
        return isJson && !schema.isMissingNode() ? json(place, schema, media, media, body) : List.of();
    }

    /// What is wrong with a value that a schema of the page is for.
    ///
    /// @param schema its name, such as `Event`
    public List<String> faults(String schema, String json) {
        return json(schema, reference(schema), "json", "json", json.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> json(String place, JsonNode schema, String wanted, String media, byte[] body) {
        if (!wanted.equals(media)) {
            return List.of(place + " is " + media + ", not " + wanted);
        }
        try {
            return compiled
                    .computeIfAbsent(schema.toString(), each -> compile(schema))
                    .validate(JSON.readTree(body))
                    .stream()
                    .map(each -> place + " " + each.getInstanceLocation() + ": " + each.getMessage())
                    .toList();
        } catch (JacksonException garbage) {
            return List.of(place + " is no JSON: " + new String(body, StandardCharsets.UTF_8));
        }
    }

    private Schema compile(JsonNode schema) {
        ObjectNode root = JSON.createObjectNode().put("$schema", DIALECT);
        root.set("$defs", strict);
        root.putArray("allOf").add(closed(schema));
        return registry.getSchema(root);
    }

    private static JsonNode problem() {
        return reference("Problem");
    }

    private static JsonNode reference(String name) {
        return JSON.createObjectNode().put("$ref", "#/components/schemas/" + name);
    }

    private static JsonNode resolved(JsonNode page, JsonNode node) {
        String to = node.path("$ref").asString("");
        return to.isEmpty() ? node : page.at(to.substring(1));
    }

    /// The same schema, of which no object has members that it does not name.
    private static JsonNode closed(JsonNode schema) {
        JsonNode copy = JSON.readTree(schema.toString().replace("#/components/schemas/", "#/$defs/"));
        close(copy);
        return copy;
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(ApiContract::close);
    }
}
