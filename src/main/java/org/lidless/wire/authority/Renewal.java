package org.lidless.wire.authority;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.operator.OperatorCreationException;
import org.lidless.domain.TimeSpan;
import org.lidless.world.Disk;
import org.lidless.world.DiskFile;
import org.lidless.world.World;

/// A node's certificate before it runs out: it is due when two thirds of its life are over, so that management may be
/// away for months. The key stays, so that one file changes, in one step.
public final class Renewal {

    private final World world;
    private final NodeCredentials credentials;
    private final NodeFiles files;

    public Renewal(World world, NodeCredentials credentials, NodeFiles files) {
        this.world = world;
        this.credentials = credentials;
        this.files = files;
    }

    /// Whether it is time to ask for another one.
    public boolean isDue() {
        X509Certificate shown = credentials.certificate();
        Instant from = shown.getNotBefore().toInstant();
        Instant to = shown.getNotAfter().toInstant();
        Instant due = from.plus(Duration.between(from, to).dividedBy(3).multipliedBy(2));
        return !TimeSpan.instant(world.clock().wallUs()).isBefore(due);
    }

    /// What to ask with.
    public String request() {
        try {
            return SigningRequest.write(credentials.certificate().getPublicKey(), credentials.key());
        } catch (IOException | OperatorCreationException impossible) {
            throw new IllegalStateException("a request could not be written", impossible);
        }
    }

    /// Shows a renewed certificate from now on, and keeps it.
    ///
    /// @param certificate what the authority signed (PEM)
    /// @throws IOException when it is not this node's, or could not be kept; the old one is shown on
    public void take(String certificate) throws IOException {
        byte[] text = certificate.getBytes(StandardCharsets.US_ASCII);
        try {
            X509Certificate renewed = PemFile.certificates(text).getFirst();
            credentials.check(renewed);
            replace(text);
            credentials.use(renewed);
        } catch (GeneralSecurityException foreign) {
            throw new IOException("the renewed certificate is not this node's: " + foreign.getMessage(), foreign);
        }
    }

    /// Beside and renamed, so that the file is always a whole certificate.
    private void replace(byte[] text) throws IOException {
        Disk disk = world.disk();
        Path file = files.certificate();
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        if (disk.exists(fresh)) {
            disk.delete(fresh);
        }
        try (DiskFile open = disk.createPrivate(fresh)) {
            open.write(new ByteBuffer[] {ByteBuffer.wrap(text)}, 0);
            open.force();
        }
        disk.rename(fresh, file);
        Path directory = file.getParent();
        if (directory != null) {
            disk.forceDirectory(directory);
        }
    }
}
