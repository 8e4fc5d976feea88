package org.lidless.cameras;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lidless.domain.CameraSource.Credentials;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.Transport;
import org.lidless.footage.recording.TabletopRecorder;
import org.lidless.simulator.TabletopCamera;
import org.lidless.simulator.personality.Personalities;
import org.lidless.simulator.personality.Quirk;

/// Every way in which cameras misbehave, against the real client: nothing that the camera sent is lost.
class CamerasTest {

    private static final long SECOND_US = 1_000_000;
    private static final Optional<Credentials> VIEWER = Optional.of(new Credentials("viewer", "secret"));
    private static final Optional<Credentials> WRONG = Optional.of(new Credentials("viewer", "guess"));

    @TempDir
    Path directory;

    static Stream<String> names() {
        return Personalities.ALL.stream().map(Quirk::name);
    }

    private static Quirk named(String name) {
        return Personalities.ALL.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("names")
    void isRecordedOrNamed(String name) throws IOException {
        assertThat(CameraRehearsal.faults(named(name), directory)).isEmpty();
    }

    @Test
    void namesAreUnique() {
        assertThat(names()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ghost-453", "ghost-503", "ghost-403"})
    void aSessionLeftBehindIsEndedByItsOwner(String name) throws IOException {
        var recorder = new TabletopRecorder(VIEWER, Transport.TCP);
        try (var camera =
                new TabletopCamera(directory, recorder.clock(), named(name).personality(), 1, VIEWER)) {
            recorder.follow(camera, 5 * SECOND_US);
            recorder.losePower();
            recorder.follow(camera, 3 * SECOND_US);
            assertThat(recorder.isFollowing()).as("after a loss of power").isTrue();
            recorder.restart();
            recorder.follow(camera, 3 * SECOND_US);
            assertThat(recorder.isFollowing()).as("after a restart").isTrue();
            assertThat(recorder.calls()).isEqualTo(3);
        }
    }

    @Test
    void aBusyCameraIsAskedEveryFewSecondsAndNotCalledDead() throws IOException {
        var recorder = new TabletopRecorder(VIEWER, Transport.TCP);
        var other = new TabletopRecorder(VIEWER, Transport.TCP);
        try (var camera = new TabletopCamera(
                directory, recorder.clock(), named("ghost-453").personality(), 1, VIEWER)) {
            TabletopCamera.Plug plug = camera.plug();
            other.occupy(plug);
            recorder.follow(camera, 30 * SECOND_US);
            assertThat(recorder.problem()).map(Problem::code).contains(ProblemCode.CAMERA_BUSY);
            assertThat(recorder.calls()).isBetween(6, 12);
            recorder.follow(camera, 40 * SECOND_US);
            assertThat(recorder.isFollowing())
                    .as("when the other's time is out")
                    .isTrue();
        }
    }

    @Test
    void aWrongPasswordLocksNoAccountHoweverOftenTheRecorderStarts() throws IOException {
        var recorder = new TabletopRecorder(WRONG, Transport.TCP);
        try (var camera =
                new TabletopCamera(directory, recorder.clock(), named("lockout").personality(), 1, VIEWER)) {
            for (int i = 0; i < 8; i++) {
                recorder.follow(camera, 225 * SECOND_US);
                assertThat(recorder.problem()).map(Problem::code).contains(ProblemCode.CAMERA_PASSWORD);
                recorder.restart();
            }
            assertThat(recorder.calls()).as("in half an hour").isEqualTo(3);
            assertThat(camera.isLocked()).isFalse();
        }
    }

    @Test
    void silenceIsNoticedInSecondsAndTheCameraCalledAgain() throws IOException {
        var recorder = new TabletopRecorder(VIEWER, Transport.TCP);
        try (var camera = new TabletopCamera(
                directory, recorder.clock(), named("blackhole:SECONDS").personality(), 1, VIEWER)) {
            recorder.follow(camera, 7 * SECOND_US + SECOND_US / 2);
            assertThat(recorder.isSilent()).isTrue();
            recorder.follow(camera, 4 * SECOND_US);
            assertThat(recorder.calls()).isEqualTo(2);
            assertThat(recorder.isFollowing()).isTrue();
        }
    }
}
