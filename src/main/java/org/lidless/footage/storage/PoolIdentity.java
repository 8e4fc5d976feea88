package org.lidless.footage.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.TimeSpan;
import org.lidless.world.Disk;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The file `identity.json` that makes a directory a pool; docs/formats/pool.md.
///
/// @param pool    the pool's name
/// @param node    the one recorder that writes here; of a shared pool, the one that made it
/// @param id      16 hexadecimal digits, drawn once
/// @param created when, RFC 3339
/// @param shared  whether other recorders write here too; such a file is version 2, so that no older program opens it
record PoolIdentity(PoolId pool, NodeId node, String id, String created, boolean shared) {

    static final String FILE = "identity.json";

    private static final int VERSION_UNSHARED = 1;
    private static final int VERSION_SHARED = 2;
    private static final int BYTES_MAX = 64 << 10;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static PoolIdentity fresh(PoolPlace place, NodeId node, long idBits, long nowUs) {
        return new PoolIdentity(
                place.id(),
                node,
                String.format("%016x", idBits),
                TimeSpan.instant(nowUs).toString(),
                place.shared());
    }

    /// @throws IOException when the directory has an identity file and does not list it
    static void requireListed(Disk disk, Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (disk.exists(file) && !disk.list(directory).contains(file)) {
            throw new IOException("its directory does not list " + FILE + ", which is there");
        }
    }

    /// Empty when the directory has no identity file.
    ///
    /// @throws IOException when it cannot be read, or is not one
    static Optional<PoolIdentity> read(Disk disk, Path directory) throws IOException {
        try {
            JsonNode json = JSON.readTree(SmallFile.read(disk, directory.resolve(FILE), BYTES_MAX));
            int version = json.path("version").asInt(0);
            if (version != VERSION_UNSHARED && version != VERSION_SHARED) {
                throw new IOException("identity file of version " + version + ", which is not known here");
            }
            return Optional.of(new PoolIdentity(
                    new PoolId(json.path("pool").asString("")),
                    new NodeId(json.path("node").asString("")),
                    json.path("id").asString(""),
                    json.path("created").asString(""),
                    version == VERSION_SHARED));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (JacksonException | IllegalArgumentException bad) {
            throw new IOException("identity file cannot be read: " + bad.getMessage(), bad);
        }
    }

    void write(Disk disk, Path directory) throws IOException {
        SmallFile.replace(disk, directory.resolve(FILE), json());
    }

    byte[] json() {
        ObjectNode json = JSON.createObjectNode()
                .put("version", shared ? VERSION_SHARED : VERSION_UNSHARED)
                .put("pool", pool.value())
                .put("node", node.value())
                .put("id", id)
                .put("created", created);
        if (shared) {
            json.put("shared", true);
        }
        return (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
