package org.lidless.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// Certificates of sites under test. All sites of a test run have the same authority, because making keys is slow and
/// no
/// test is about it.
final class Certificates {

    private static final Map<String, Path> ISSUED = new TreeMap<>();

    private Certificates() {}

    /// The directory with a node's key and certificates, made when it is asked for the first time. Any thread.
    static synchronized Path of(String node) throws IOException, InterruptedException {
        Path known = ISSUED.get(node);
        if (known != null) {
            return known;
        }
        Path all = all();
        Path out = all.resolve(node);
        Lidless.need(
                "certificate",
                "issue",
                "--dir",
                all.resolve("authority").toString(),
                "--node",
                node,
                "--host",
                "127.0.0.1",
                "--out",
                out.toString());
        ISSUED.put(node, out);
        return out;
    }

    /// The directory with the authority's key, by which management servers open the site's secrets.
    static synchronized Path authority() throws IOException, InterruptedException {
        return all().resolve("authority");
    }

    private static Path all() throws IOException, InterruptedException {
        Path all = ISSUED.get("");
        if (all == null) {
            all = Files.createTempDirectory("lidless-torture-certificates");
            Path made = all;
            Runtime.getRuntime().addShutdownHook(new Thread(() -> forget(made), "end of certificates"));
            Lidless.need(
                    "certificate",
                    "authority",
                    "--dir",
                    all.resolve("authority").toString());
            ISSUED.put("", all);
        }
        return all;
    }

    private static void forget(Path directory) {
        try {
            Place.delete(directory);
        } catch (IOException stays) {
            System.err.println(directory + " could not be deleted: " + stays);
        }
    }
}
