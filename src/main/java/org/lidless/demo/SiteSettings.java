package org.lidless.demo;

import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The settings files of the demo's nodes, as a person would write them. Pure.
///
/// @param plan          what there is
/// @param peerPorts     of every node, by name, where other nodes reach it on loopback
/// @param consensusPort where the management servers would agree among themselves
/// @param cameraPort    where the simulated cameras are
/// @param folders       each node's own directory: its certificates and its pool are there
/// @param sharedPool    the pool of all recorders, when it is shared
record SiteSettings(
        DemoPlan plan,
        SortedMap<String, Integer> peerPorts,
        int consensusPort,
        int cameraPort,
        SortedMap<String, Path> folders,
        Path sharedPool) {

    static final String USER = "demo";
    static final String PASSWORD = "never-blinks";

    /// Short, so that a demo sees the return; a site's own is a minute.
    static final int HOLD_DOWN_SECONDS = 3;

    private static final int SEGMENT_SECONDS = 10;
    private static final int SESSIONS = 4;

    SiteSettings {
        peerPorts = new TreeMap<>(peerPorts);
        folders = new TreeMap<>(folders);
    }

    String of(String node) {
        return node.equals(DemoPlan.MANAGEMENT) ? management() : recorder(node);
    }

    private String management() {
        StringBuilder yaml = new StringBuilder(head(DemoPlan.MANAGEMENT, "management"));
        yaml.append("consensus-listen: 127.0.0.1:").append(consensusPort).append('\n');
        yaml.append("hold-down-seconds: ").append(HOLD_DOWN_SECONDS).append('\n');
        yaml.append("web:\n  listen: 127.0.0.1:0\n");
        yaml.append("recorders:\n");
        for (String recorder : plan.recorderNames()) {
            yaml.append("  - node: ").append(recorder);
            yaml.append("\n    address: 127.0.0.1:").append(port(recorder));
            yaml.append("\n    standby: ").append(plan.isStandby(recorder)).append('\n');
        }
        yaml.append("cameras:\n");
        for (String camera : plan.cameraNames()) {
            yaml.append("  - name: ").append(camera);
            yaml.append("\n    url: rtsp://127.0.0.1:")
                    .append(cameraPort)
                    .append('/')
                    .append(camera);
            yaml.append("\n    credentials: cameras");
            yaml.append("\n    recorder: ").append(plan.homeOf(camera));
            yaml.append("\n    sessions: ").append(SESSIONS).append('\n');
        }
        return yaml.toString();
    }

    private String recorder(String node) {
        StringBuilder yaml = new StringBuilder(head(node, "recorder"));
        yaml.append("management:\n  - node: ").append(DemoPlan.MANAGEMENT);
        yaml.append("\n    address: 127.0.0.1:")
                .append(port(DemoPlan.MANAGEMENT))
                .append('\n');
        yaml.append("segment-seconds: ").append(SEGMENT_SECONDS).append('\n');
        yaml.append("pools:\n  - name: main\n    path: ").append(pool(node)).append('\n');
        if (plan.shared()) {
            yaml.append("    shared: true\n");
        }
        yaml.append("credentials:\n  - name: cameras\n    user: ").append(USER);
        return yaml.append("\n    password: ").append(PASSWORD).append('\n').toString();
    }

    /// Where a recorder's footage lies.
    Path pool(String node) {
        return plan.shared() ? sharedPool : folder(node).resolve("pool");
    }

    Path certificates(String node) {
        return folder(node).resolve("certificates");
    }

    private String head(String node, String role) {
        return "node: " + node + "\nrole: " + role + "\nlisten: 127.0.0.1:0\npeer-listen: 127.0.0.1:" + port(node)
                + "\ncertificates: " + certificates(node) + "\n";
    }

    Path folder(String node) {
        return known(folders, node);
    }

    private int port(String node) {
        return known(peerPorts, node);
    }

    private static <T> T known(Map<String, T> of, String node) {
        T found = of.get(node);
        if (found == null) {
            throw new IllegalArgumentException("the demo has no node " + node);
        }
        return found;
    }
}
