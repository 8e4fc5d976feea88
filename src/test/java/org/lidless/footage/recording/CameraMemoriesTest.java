package org.lidless.footage.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraSession;
import org.lidless.domain.CameraSource;
import org.lidless.domain.CameraSource.Credentials;
import org.lidless.domain.StreamId;
import org.lidless.domain.Transport;
import org.lidless.footage.media.rtsp.CameraLessons;
import org.lidless.footage.media.rtsp.SessionMark;
import org.lidless.world.World;

class CameraMemoriesTest {

    private static final CameraMemory MUCH = new CameraMemory(
            new CameraLessons(Optional.of(new SessionMark("rtsp://192.0.2.1/a b?c=d", "12 34;x")), true, false), 3, 77);

    @TempDir
    Path directory;

    private static CameraSource source(String password) {
        return new CameraSource(
                StreamId.main(new CameraId("cam-1")),
                URI.create("rtsp://192.0.2.1/main"),
                Optional.of(new Credentials("viewer", password)),
                Transport.TCP);
    }

    private CameraMemories load() {
        return CameraMemories.load(World.real().disk(), directory, new SeededChance(5));
    }

    @Test
    void whatIsKeptIsKnownAfterARestart() throws IOException {
        load().keep(Map.of(source("secret"), MUCH));
        assertThat(load().of(source("secret"))).isEqualTo(MUCH);
        Path file = directory.resolve(CameraMemories.FILE);
        assertThat(Files.readString(file)).startsWith("lidless-cameras 1 ").doesNotContain("secret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aSessionThatAnotherRecorderLeftIsInheritedUnlessThereIsOneOfItsOwn() {
        var theirs = Optional.of(new CameraSession("rtsp://192.0.2.1/main", "4711"));
        assertThat(CameraMemory.NONE.inheriting(theirs).lessons().left())
                .contains(new SessionMark("rtsp://192.0.2.1/main", "4711"));
        assertThat(MUCH.inheriting(theirs)).isEqualTo(MUCH);
        assertThat(CameraMemory.NONE.inheriting(Optional.empty())).isEqualTo(CameraMemory.NONE);
    }

    @Test
    void aCorrectedPasswordIsTriedAtOnce() {
        load().keep(Map.of(source("guess"), MUCH));
        assertThat(load().of(source("secret"))).isEqualTo(CameraMemory.NONE);
    }

    @Test
    void whereThereIsNothingToRememberThereIsNoFile() {
        load().keep(Map.of(source("secret"), CameraMemory.NONE));
        assertThat(directory.resolve(CameraMemories.FILE)).doesNotExist();
    }

    @Test
    void aDamagedFileIsBegunAnew() throws IOException {
        Files.writeString(directory.resolve(CameraMemories.FILE), "lidless-cameras 1 x\ncam-1/main k 0 many 0  \n");
        assertThat(load().of(source("secret"))).isEqualTo(CameraMemory.NONE);
        load().keep(Map.of(source("secret"), MUCH));
        assertThat(load().of(source("secret"))).isEqualTo(MUCH);
    }
}
