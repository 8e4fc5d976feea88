package org.lidless.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SiteSettingsTest {

    @Test
    void managementKnowsRecordersAndCameras() {
        assertThat(settings(false).of("m1")).isEqualTo("""
                        node: m1
                        role: management
                        listen: 127.0.0.1:0
                        peer-listen: 127.0.0.1:1001
                        certificates: /demo/m1/certificates
                        consensus-listen: 127.0.0.1:2000
                        hold-down-seconds: 3
                        web:
                          listen: 127.0.0.1:0
                        recorders:
                          - node: r1
                            address: 127.0.0.1:1002
                            standby: false
                          - node: s1
                            address: 127.0.0.1:1003
                            standby: true
                        cameras:
                          - name: cam-1
                            url: rtsp://127.0.0.1:3000/cam-1
                            credentials: cameras
                            recorder: r1
                            sessions: 4
                        """);
    }

    @Test
    void recorderHasItsOwnPoolOrSharesOne() {
        assertThat(settings(false).of("s1")).isEqualTo("""
                        node: s1
                        role: recorder
                        listen: 127.0.0.1:0
                        peer-listen: 127.0.0.1:1003
                        certificates: /demo/s1/certificates
                        management:
                          - node: m1
                            address: 127.0.0.1:1001
                        segment-seconds: 10
                        pools:
                          - name: main
                            path: /demo/s1/pool
                        credentials:
                          - name: cameras
                            user: demo
                            password: never-blinks
                        """);
        assertThat(settings(true).of("r1")).contains("    path: /demo/shared-pool\n    shared: true\n");
    }

    private static SiteSettings settings(boolean shared) {
        var ports = new TreeMap<String, Integer>();
        var folders = new TreeMap<String, Path>();
        for (String node : new String[] {"m1", "r1", "s1"}) {
            ports.put(node, 1001 + ports.size());
            folders.put(node, Path.of("/demo", node));
        }
        var plan = new DemoPlan(1, 1, 1, 20, 1, shared);
        return new SiteSettings(plan, ports, 2000, 3000, folders, Path.of("/demo/shared-pool"));
    }
}
