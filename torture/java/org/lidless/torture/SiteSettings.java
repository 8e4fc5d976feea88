package org.lidless.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The settings files of a site's nodes, as a person would write them.
///
/// @param peerPorts      of each node, where the others reach it
/// @param consensusPorts of each management server, where the others agree with it
/// @param certificates   of each node, the directory with its key and certificates
/// @param authority      directory with the key of the site's authority
/// @param pools          of each recorder, where its footage lies
record SiteSettings(
        SitePlan plan,
        Cameras cameras,
        SortedMap<String, Integer> peerPorts,
        SortedMap<String, Integer> consensusPorts,
        Map<String, Path> certificates,
        Path authority,
        SortedMap<String, Path> pools) {

    /// Short, so that a test sees the return; a site's own is a minute.
    private static final int HOLD_DOWN_SECONDS = 1;

    /// Short, so that there are several segments to bring home.
    private static final int SEGMENT_SECONDS = 4;

    static SortedMap<String, Integer> freePorts(Iterable<String> nodes) throws IOException {
        var ports = new TreeMap<String, Integer>();
        for (String node : nodes) {
            int port = Ports.free();
            while (ports.containsValue(port)) {
                port = Ports.free();
            }
            ports.put(node, port);
        }
        return ports;
    }

    String management(String node) {
        var yaml = new StringBuilder(head(node, "management"));
        yaml.append("consensus-listen: ").append(consensus(node)).append('\n');
        if (plan.servers() > 1) {
            yaml.append("authority: ").append(authority).append('\n');
            yaml.append("management:\n");
            for (String server : plan.serverNames()) {
                yaml.append(server(server))
                        .append("    consensus: ")
                        .append(consensus(server))
                        .append('\n');
            }
        }
        yaml.append("hold-down-seconds: ").append(HOLD_DOWN_SECONDS).append('\n');
        yaml.append("web:\n  listen: 127.0.0.1:0\n  camera-addresses: 127.0.0.1\n");
        yaml.append("  rtsp: 127.0.0.1:0\n  rtsp-plain: true\n");
        yaml.append("recorders:\n");
        for (String recorder : plan.recorderNames()) {
            yaml.append("  - node: ").append(recorder).append('\n');
            yaml.append("    address: ").append(address(recorder)).append('\n');
            boolean isStandby = plan.standbyNames().contains(recorder);
            yaml.append("    standby: ").append(isStandby).append('\n');
            if (isStandby && plan.streams() > 0) {
                yaml.append("    streams: ").append(plan.streams()).append('\n');
            }
        }
        yaml.append("cameras:\n");
        for (String camera : plan.cameraNames()) {
            yaml.append("  - name: ").append(camera).append('\n');
            yaml.append("    url: ").append(cameras.url(camera)).append('\n');
            if (plan.subs()) {
                yaml.append("    sub-url: ")
                        .append(cameras.url(plan.subOf(camera)))
                        .append('\n');
            }
            yaml.append("    recorder: ").append(plan.homeOf(camera)).append('\n');
            yaml.append("    sessions: ").append(plan.sessionsOf(camera)).append('\n');
            if (plan.streams() > 0) {
                yaml.append("    priority: ").append(plan.priorityOf(camera)).append('\n');
            }
        }
        return yaml.toString();
    }

    String recorder(String node) {
        var yaml = new StringBuilder(head(node, "recorder"));
        yaml.append("management:\n");
        plan.serverNames().forEach(server -> yaml.append(server(server)));
        yaml.append("segment-seconds: ").append(SEGMENT_SECONDS).append('\n');
        yaml.append("pools:\n  - name: main\n    path: ")
                .append(pools.get(node))
                .append('\n');
        yaml.append("    shared: ").append(plan.shared()).append('\n');
        return yaml.toString();
    }

    private String head(String node, String role) {
        return "node: " + node + "\nrole: " + role + "\nlisten: 127.0.0.1:0\npeer-listen: " + address(node)
                + "\ncertificates: " + certificates.get(node) + "\n";
    }

    private String server(String node) {
        return "  - node: " + node + "\n    address: " + address(node) + "\n";
    }

    private String consensus(String node) {
        return "127.0.0.1:" + consensusPorts.get(node);
    }

    private String address(String node) {
        return "127.0.0.1:" + peerPorts.get(node);
    }
}
