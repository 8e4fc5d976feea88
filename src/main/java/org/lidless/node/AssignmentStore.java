package org.lidless.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lidless.domain.AssignmentList;
import org.lidless.domain.CameraSource.Credentials;
import org.lidless.wire.Json;
import org.lidless.wire.authority.Vault;
import org.lidless.wire.node.AssignmentJson;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The newest assignments of this recorder, in its data directory: what it does after a restart while management is
/// away. A power loss leaves either the old file or the new one.
final class AssignmentStore {

    static final String FILE = "assignments.json";
    private static final int BYTES_MAX = 16 << 20;
    private static final Logger LOG = LoggerFactory.getLogger(AssignmentStore.class);

    /// Users and passwords of cameras, sealed by a key that is made from the node's own.
    static final String LOGINS_FILE = "camera-logins.sealed";

    private static final String PURPOSE = "camera logins";

    private final Disk disk;
    private final Path directory;
    private final Optional<Vault> vault;

    /// One that keeps no passwords.
    AssignmentStore(Disk disk, Path directory) {
        this.disk = disk;
        this.directory = directory;
        this.vault = Optional.empty();
    }

    AssignmentStore(Disk disk, Path directory, Vault vault) {
        this.disk = disk;
        this.directory = directory;
        this.vault = Optional.of(vault);
    }

    /// A list with those passwords that it wants and does not bring: management could not open them.
    static AssignmentList withKnown(AssignmentList list, SortedMap<String, Credentials> known) {
        SortedMap<String, Credentials> all = new TreeMap<>(known);
        all.putAll(list.logins());
        all.keySet().retainAll(list.loginNames());
        return list.withLogins(all);
    }

    /// What was saved last. A file that cannot be understood counts as none: management repeats what is to be done.
    ///
    /// @throws IOException when the disk does not answer
    Optional<AssignmentList> load() throws IOException {
        try {
            AssignmentList list = AssignmentJson.decode(disk.readWhole(directory.resolve(FILE), BYTES_MAX));
            return Optional.of(withKnown(list, logins()));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IllegalArgumentException damaged) {
            LOG.warn("{} cannot be understood and is not followed: {}", directory.resolve(FILE), damaged.getMessage());
            return Optional.empty();
        }
    }

    /// None when there are none, or they were sealed by another key: management tells them again.
    private SortedMap<String, Credentials> logins() throws IOException {
        SortedMap<String, Credentials> logins = new TreeMap<>();
        Path file = directory.resolve(LOGINS_FILE);
        if (vault.isEmpty() || !disk.exists(file)) {
            return logins;
        }
        String sealed = new String(disk.readWhole(file, BYTES_MAX), StandardCharsets.US_ASCII).strip();
        Optional<byte[]> opened = vault.get().open(sealed, PURPOSE);
        if (opened.isEmpty()) {
            LOG.warn("{} cannot be opened; management tells the passwords of cameras again", file);
            return logins;
        }
        for (Kept each : Json.decode(opened.get(), Kept[].class)) {
            logins.put(each.login(), new Credentials(each.user(), each.password()));
        }
        return logins;
    }

    private record Kept(String login, String user, String password) {

        @Override
        public String toString() {
            return login;
        }
    }

    /// Durable when it returns.
    void save(AssignmentList list) throws IOException {
        if (vault.isPresent() && (!list.logins().isEmpty() || disk.exists(directory.resolve(LOGINS_FILE)))) {
            List<Kept> kept = new ArrayList<>();
            list.logins().forEach((name, login) -> kept.add(new Kept(name, login.user(), login.password())));
            write(LOGINS_FILE, vault.get().seal(Json.encode(kept), PURPOSE).getBytes(StandardCharsets.US_ASCII));
        }
        write(FILE, AssignmentJson.encode(list));
    }

    private void write(String name, byte[] bytes) throws IOException {
        Path fresh = directory.resolve(name + ".new");
        if (disk.exists(fresh)) {
            disk.delete(fresh);
        }
        try (DiskFile file = disk.createPrivate(fresh)) {
            file.write(new ByteBuffer[] {ByteBuffer.wrap(bytes)}, 0);
            file.force();
        }
        disk.rename(fresh, directory.resolve(name));
        disk.forceDirectory(directory);
    }
}
