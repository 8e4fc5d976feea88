package org.lidless.torture;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;

/// An audit log as somebody would have it who knows docs/formats/audit.md.
final class TamperedLog {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private TamperedLog() {}

    static List<String> without(List<String> lines, int at) {
        List<String> fewer = new ArrayList<>(lines);
        fewer.remove(at);
        return fewer;
    }

    /// As docs/formats/audit.md says, by nothing but SHA-256.
    static String hashedAgain(String line) throws Exception {
        String hashed = line.substring(0, line.lastIndexOf(",\"hash\":\""));
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(hashed.getBytes(StandardCharsets.UTF_8));
        return hashed + ",\"hash\":\"" + HexFormat.of().formatHex(hash) + "\"}";
    }

    /// A chain that is right in itself.
    static List<String> anew(List<String> lines, int from, UnaryOperator<String> edit) throws Exception {
        List<String> changed = new ArrayList<>(lines.subList(0, from));
        String line = hashedAgain(edit.apply(lines.get(from)));
        changed.add(line);
        for (String next : lines.subList(from + 1, lines.size())) {
            String hash = JSON.readTree(changed.getLast()).path("hash").asString();
            changed.add(hashedAgain(next.replaceFirst("\"previous\":\"[0-9a-f]*\"", "\"previous\":\"" + hash + "\"")));
        }
        return changed;
    }
}
