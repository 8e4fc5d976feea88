package org.lidless.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.control.site.Site;
import org.lidless.control.site.Sites;
import org.lidless.domain.NodeId;
import org.lidless.wire.BackupReport;
import org.lidless.world.World;

class BackupsTest {

    private final World world = World.real();
    private Site site = Sites.of(Sites.primary("r1"), Sites.camera("gate", "r1"));

    @TempDir
    private Path data;

    @Test
    void aBackupIsWrittenListedAndReadAgain() throws IOException {
        Backups backups = new Backups(world, new NodeId("m1"), data, () -> site);
        BackupReport first = backups.now();
        site = Sites.after(site, Sites.camera("dock", "r1"));
        BackupReport second = backups.now();
        assertThat(backups.list()).containsExactly(second, first);
        assertThat(second.cameras()).isEqualTo(2);
        assertThat(Backups.read(world.disk(), Path.of(second.file())).site()).isEqualTo(site);
    }

    @Test
    void whatIsPutThereToBeRestoredIsTakenUpOnce() throws IOException {
        assertThat(Backups.toRestore(world.disk(), data)).isEmpty();
        BackupReport made = new Backups(world, new NodeId("m1"), data, () -> site).now();
        Files.copy(Path.of(made.file()), data.resolve(Backups.TO_RESTORE));
        assertThat(Backups.toRestore(world.disk(), data).orElseThrow().site()).isEqualTo(site);
        Backups.restored(world.disk(), data);
        assertThat(Backups.toRestore(world.disk(), data)).isEmpty();
    }

    @Test
    void theOldestOfTooManyGo() {
        Backups backups = new Backups(world, new NodeId("m1"), data, () -> site);
        for (int camera = 0; camera < Backups.KEPT_MAX + 5; camera++) {
            site = Sites.after(site, Sites.camera("cam-" + camera, "r1"));
            backups.now();
        }
        assertThat(backups.list()).hasSize(Backups.KEPT_MAX);
        assertThat(backups.list().getFirst().cameras()).isEqualTo(Backups.KEPT_MAX + 6);
    }
}
