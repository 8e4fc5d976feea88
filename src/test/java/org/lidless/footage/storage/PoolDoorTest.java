package org.lidless.footage.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.Sha256;
import org.lidless.sim.SimulatedDisk;

/// A pool is only what its identity file says it is; anything else is left untouched.
final class PoolDoorTest {

    private static final Path IDENTITY = SimulatedPool.DIRECTORY.resolve("identity.json");

    private SimulatedPool place;

    @BeforeEach
    void anEmptyDirectory() throws IOException {
        place = new SimulatedPool();
    }

    private static void assertRefused(ProblemCode code, ThrowingCallable opening) {
        assertThatThrownBy(opening).isInstanceOfSatisfying(ProblemException.class, refused -> {
            Problem problem = refused.problem();
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.what()).contains("main").contains("/pool");
        });
    }

    @Test
    void anEmptyDirectoryBecomesAPoolAndIsRecognised() throws IOException {
        place.disk.createDirectories(SimulatedPool.DIRECTORY.resolve("lost+found"));
        place.open().close();
        place.open().close();
        assertThat(new KnownPools(place.disk, SimulatedPool.DATA).all())
                .containsExactly(new KnownPools.Known(SimulatedPool.MAIN, SimulatedPool.DIRECTORY));
    }

    @Test
    void aDirectoryThatIsNotThereIsMissing() {
        assertRefused(
                ProblemCode.POOL_MISSING,
                () -> Pool.open(
                        place.world,
                        SimulatedPool.MAIN,
                        Footage.NODE,
                        Path.of("/pool/main"),
                        SimulatedPool.DATA,
                        place.index));
    }

    @Test
    void anUnmountedPoolIsMissingAndItsMountPointStaysEmpty() throws IOException {
        place.open().close();
        place.disk.delete(IDENTITY);
        place.disk.delete(SimulatedPool.DIRECTORY.resolve("lock"));
        assertRefused(ProblemCode.POOL_MISSING, place::open);
        assertThat(place.disk.exists(SimulatedPool.DIRECTORY.resolve("lock"))).isFalse();
    }

    @Test
    void aDirectoryWithSomethingElseInItIsForeign() throws IOException {
        place.disk.create(SimulatedPool.DIRECTORY.resolve("holiday.jpg")).close();
        assertRefused(ProblemCode.POOL_FOREIGN, place::open);
    }

    @Test
    void anotherRecordersPoolIsForeign() throws IOException {
        place.open().close();
        assertRefused(
                ProblemCode.POOL_FOREIGN,
                () -> Pool.open(
                        place.world,
                        SimulatedPool.MAIN,
                        new NodeId("r2"),
                        SimulatedPool.DIRECTORY,
                        SimulatedPool.DATA,
                        place.index));
    }

    @Test
    void anotherPoolsDiskIsForeign() throws IOException {
        place.open().close();
        PoolIdentity.fresh(new PoolPlace(SimulatedPool.MAIN, SimulatedPool.DIRECTORY), Footage.NODE, 42, 0)
                .write(place.disk, SimulatedPool.DIRECTORY);
        assertRefused(ProblemCode.POOL_FOREIGN, place::open);
    }

    @Test
    void aPoolIsOpenedOnce() throws IOException {
        try (Pool open = place.open()) {
            assertThat(open.id()).isEqualTo(new PoolId("main"));
            assertRefused(ProblemCode.POOL_IN_USE, place::open);
        }
        place.open().close();
    }

    @Test
    void errorsOfTheDiskBecomeProblems() throws IOException {
        try (Pool pool = place.open()) {
            assertThat(pool.problem(new IOException(SimulatedDisk.ENOSPC)).code())
                    .isEqualTo(ProblemCode.POOL_FULL);
            assertThat(pool.problem(new IOException(SimulatedDisk.EIO)).code()).isEqualTo(ProblemCode.POOL_ERROR);
            assertThat(pool.problem(new IOException("/pool/x: Read-only file system"))
                            .code())
                    .isEqualTo(ProblemCode.POOL_READ_ONLY);
        }
    }

    @Test
    void aPoolThatGoesAwayIsNeverWrittenToAndGoesOnWhenItIsBack() throws IOException {
        try (Pool pool = place.open()) {
            SegmentHeader header = Footage.header(SimulatedPool.CAMERA, 7, 0, Footage.START_US, Sha256.NONE);
            place.disk.rename(IDENTITY, SimulatedPool.DIRECTORY.resolve("elsewhere"));
            assertThatThrownBy(() -> pool.create(header, Footage.H264))
                    .isInstanceOfSatisfying(
                            IOException.class,
                            failed -> assertThat(pool.problem(failed).code()).isEqualTo(ProblemCode.POOL_MISSING));
            assertThat(pool.probe().orElseThrow().code()).isEqualTo(ProblemCode.POOL_MISSING);
            assertThat(place.disk.exists(SimulatedPool.DIRECTORY.resolve("segments")))
                    .isFalse();
            place.disk.rename(SimulatedPool.DIRECTORY.resolve("elsewhere"), IDENTITY);
            assertThat(pool.probe()).isEmpty();
            SegmentWriter writer = pool.create(header, Footage.H264);
            writer.append(Footage.fragment(7, 0, 3, Footage.START_US, 100));
            assertThat(pool.lastDurableUs(SimulatedPool.CAMERA))
                    .hasValue(writer.span().toUs());
        }
    }
}
