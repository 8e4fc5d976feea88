package org.lidless.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A settings file in the making.
final class Settings {

    private final StringBuilder head = new StringBuilder();
    private final StringBuilder pools = new StringBuilder("pools:\n");
    private final StringBuilder cameras = new StringBuilder("cameras:\n");

    Settings(String node, int port) {
        head.append("node: ").append(node).append('\n');
        head.append("listen: 127.0.0.1:").append(port).append('\n');
    }

    /// Any further line at the top.
    Settings line(String text) {
        head.append(text).append('\n');
        return this;
    }

    Settings pool(String name, Path path) {
        pools.append("  - name: ")
                .append(name)
                .append("\n    path: ")
                .append(path)
                .append('\n');
        return this;
    }

    /// A pool whose footage is made durable in this way, `direct` or `journal`.
    Settings pool(String name, Path path, String force) {
        pool(name, path);
        pools.append("    force: ").append(force).append('\n');
        return this;
    }

    Settings camera(String name, String url, String pool) {
        cameras.append("  - name: ")
                .append(name)
                .append("\n    url: ")
                .append(url)
                .append('\n');
        cameras.append("    pool: ").append(pool).append('\n');
        return this;
    }

    /// A camera whose small stream is recorded too.
    Settings cameraWithSub(String name, String url, String pool, String subUrl, String subPool) {
        camera(name, url, pool);
        cameras.append("    sub-url: ").append(subUrl).append('\n');
        cameras.append("    sub-pool: ").append(subPool).append('\n');
        return this;
    }

    Settings camera(String name, String url, String pool, String user, String password) {
        camera(name, url, pool);
        cameras.append("    user: ").append(user).append('\n');
        cameras.append("    password: ").append(password).append('\n');
        return this;
    }

    /// A camera whose RTP travels in datagrams.
    Settings cameraOverUdp(String name, String url, String pool) {
        camera(name, url, pool);
        cameras.append("    transport: udp\n");
        return this;
    }

    Path write(Path file) throws IOException {
        return Files.writeString(file, head.toString() + pools + cameras);
    }
}
