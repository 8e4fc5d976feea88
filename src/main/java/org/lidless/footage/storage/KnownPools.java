package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lidless.domain.PoolId;
import org.lidless.world.Disk;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The pool directories that this recorder has used, in `DATA/pools.json`: so that an unmounted disk is told from a new
/// one. By path, because it is the path under which a bare mount point would show.
public final class KnownPools {

    private static final int VERSION = 1;
    private static final int BYTES_MAX = 1 << 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Disk disk;
    private final Path file;

    public KnownPools(Disk disk, Path dataDirectory) {
        this.disk = disk;
        this.file = dataDirectory.resolve("pools.json");
    }

    /// A directory that was used as a pool.
    public record Known(PoolId pool, Path directory) {}

    /// All of them, by path.
    public List<Known> all() throws IOException {
        List<Known> all = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : read().path("pools").properties()) {
            all.add(new Known(new PoolId(entry.getValue().path("pool").asString("")), Path.of(entry.getKey())));
        }
        all.sort(Comparator.comparing(Known::directory));
        return all;
    }

    /// The identity that a directory had.
    Optional<String> id(Path directory) throws IOException {
        JsonNode id = read().path("pools").path(directory.toString()).path("id");
        return id.isString() ? Optional.of(id.stringValue()) : Optional.empty();
    }

    /// Remembers; does nothing when it is known already.
    void remember(Path directory, PoolIdentity identity) throws IOException {
        if (id(directory).equals(Optional.of(identity.id()))) {
            return;
        }
        ObjectNode json = read();
        json.put("version", VERSION);
        json.withObjectProperty("pools")
                .withObjectProperty(directory.toString())
                .put("pool", identity.pool().value())
                .put("id", identity.id());
        SmallFile.replace(disk, file, (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private ObjectNode read() throws IOException {
        try {
            JsonNode json = JSON.readTree(SmallFile.read(disk, file, BYTES_MAX));
            if (json instanceof ObjectNode object) {
                return object;
            }
            throw new IOException(file + " is not a JSON object");
        } catch (NoSuchFileException none) {
            return JSON.createObjectNode();
        } catch (JacksonException bad) {
            throw new IOException(file + " cannot be read: " + bad.getMessage(), bad);
        }
    }
}
