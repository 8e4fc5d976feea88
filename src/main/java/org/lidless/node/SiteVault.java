package org.lidless.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.lidless.wire.authority.SiteAuthority;
import org.lidless.wire.authority.Vault;
import org.lidless.world.Chance;
import org.lidless.world.DiskFile;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds what opens the site's secrets: the authority's key, which all management servers have. A single server
/// without one has a file of its own.
final class SiteVault {

    /// 64 hexadecimal digits, for the eyes of this process's user only; in no backup.
    static final String FILE = "vault.key";

    private static final int DIGITS = 2 * Vault.ROOT_BYTES;
    private static final Logger LOG = LoggerFactory.getLogger(SiteVault.class);

    private SiteVault() {}

    /// @throws IOException when the file can neither be read nor written
    static Vault open(World world, Optional<SiteAuthority> authority, Path data) throws IOException {
        if (authority.isPresent()) {
            return authority.get().vault();
        }
        Path file = data.resolve(FILE);
        if (!world.disk().exists(file)) {
            LOG.info("{} is made: it opens the secrets of this site, and is in no backup", file);
            make(world, file);
        }
        String hex = new String(world.disk().readWhole(file, DIGITS + 2), StandardCharsets.US_ASCII).strip();
        if (!hex.matches("[0-9a-f]{" + DIGITS + "}")) {
            throw new IOException(file + " does not hold " + DIGITS + " hexadecimal digits");
        }
        return Vault.of(HexFormat.of().parseHex(hex), world.chance().fork("vault"));
    }

    private static void make(World world, Path file) throws IOException {
        Chance chance = world.chance().fork("vault key");
        ByteBuffer root = ByteBuffer.allocate(Vault.ROOT_BYTES);
        while (root.hasRemaining()) {
            root.putLong(chance.bits());
        }
        byte[] text = HexFormat.of().formatHex(root.array()).getBytes(StandardCharsets.US_ASCII);
        try (DiskFile open = world.disk().createPrivate(file)) {
            open.write(new ByteBuffer[] {ByteBuffer.wrap(text)}, 0);
            open.force();
        }
        world.disk().forceDirectory(file.toAbsolutePath().resolveSibling(".").normalize());
    }
}
