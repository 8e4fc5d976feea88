package org.lidless.wire.node;

import java.util.ArrayList;
import java.util.List;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.Sha256;
import org.lidless.wire.node.PoolReport.CatalogueFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Questions about footage and their answers as JSON; docs/formats/node-protocol.md. Readers throw an
/// `IllegalArgumentException` with a reason for what is none.
final class FootageJson {

    /// Most copies that one request names.
    static final int COPIES_MAX = 1_000;

    private FootageJson() {}

    static byte[] pools(List<PoolReport> pools) {
        ObjectNode json = StrictJson.object();
        ArrayNode list = json.putArray("pools");
        for (PoolReport pool : pools) {
            ObjectNode each = list.addObject()
                    .put("pool", pool.pool().value())
                    .put("identity", pool.identity())
                    .put("shared", pool.shared());
            ArrayNode files = each.putArray("catalogue");
            pool.catalogue()
                    .forEach(file -> files.addObject()
                            .put("writer", file.writer().value())
                            .put("file", file.file())
                            .put("bytes", file.bytes()));
        }
        return StrictJson.bytes(json);
    }

    static List<PoolReport> readPools(byte[] json) {
        return StrictJson.read(json, from -> {
            List<PoolReport> pools = new ArrayList<>();
            for (JsonNode each : StrictJson.array(from, "pools")) {
                pools.add(new PoolReport(
                        new PoolId(StrictJson.text(each, "pool")),
                        StrictJson.text(each, "identity"),
                        StrictJson.truth(each, "shared"),
                        readFiles(each)));
            }
            return List.copyOf(pools);
        });
    }

    private static List<CatalogueFile> readFiles(JsonNode pool) {
        List<CatalogueFile> files = new ArrayList<>();
        for (JsonNode each : StrictJson.array(pool, "catalogue")) {
            files.add(new CatalogueFile(
                    new NodeId(StrictJson.text(each, "writer")),
                    StrictJson.text(each, "file"),
                    StrictJson.number(each, "bytes")));
        }
        return files;
    }

    static byte[] copies(List<BroughtHome> copies) {
        ObjectNode json = StrictJson.object();
        ArrayNode list = json.putArray("copies");
        copies.forEach(each -> list.addObject()
                .put("file", each.file())
                .put("sha256", each.sha256().toString()));
        return StrictJson.bytes(json);
    }

    static List<BroughtHome> readCopies(byte[] json) {
        return StrictJson.read(json, from -> {
            List<BroughtHome> copies = new ArrayList<>();
            for (JsonNode each : StrictJson.array(from, "copies")) {
                if (copies.size() == COPIES_MAX) {
                    throw new IllegalArgumentException("more than " + COPIES_MAX + " copies");
                }
                copies.add(
                        new BroughtHome(StrictJson.text(each, "file"), Sha256.parse(StrictJson.text(each, "sha256"))));
            }
            return List.copyOf(copies);
        });
    }

    static byte[] released(List<String> files) {
        ObjectNode json = StrictJson.object();
        ArrayNode list = json.putArray("released");
        files.forEach(list::add);
        return StrictJson.bytes(json);
    }

    static List<String> readReleased(byte[] json) {
        return StrictJson.read(json, from -> {
            List<String> files = new ArrayList<>();
            StrictJson.array(from, "released").forEach(each -> files.add(StrictJson.text(each)));
            return List.copyOf(files);
        });
    }
}
