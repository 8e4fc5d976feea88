package org.lidless.simulator;

import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lidless.domain.CameraId;

/// What to simulate.
///
/// @param cameras       how many, named `cam-1` and so on; at most [#CAMERAS_MAX]
/// @param port          where RTSP is served on loopback; 0 takes any free port
/// @param user          who may sign in; empty lets everybody in
/// @param password      with which password
/// @param ledgers       directory for one ledger a camera; made when missing
/// @param seed          from which the cameras' own randomness comes
/// @param kilobits      what a camera sends each second, at least: frames are filled up to it, so that buffers between
///                      it and a recorder fill as in life; 0 leaves the clips as they are, some 80
/// @param personalities of cameras that misbehave; all others are well-behaved
public record SimulatorSettings(
        int cameras,
        int port,
        String user,
        String password,
        Path ledgers,
        long seed,
        int kilobits,
        SortedMap<CameraId, Personality> personalities) {

    /// One loop serves no more in time.
    public static final int CAMERAS_MAX = 1000;

    /// No camera is that good.
    public static final int KILOBITS_MAX = 100_000;

    /// Clips as they are.
    public SimulatorSettings(
            int cameras,
            int port,
            String user,
            String password,
            Path ledgers,
            long seed,
            SortedMap<CameraId, Personality> personalities) {
        this(cameras, port, user, password, ledgers, seed, 0, personalities);
    }

    public SimulatorSettings {
        if (cameras < 1 || cameras > CAMERAS_MAX) {
            throw new IllegalArgumentException("between 1 and " + CAMERAS_MAX + " cameras, not " + cameras);
        }
        if (kilobits < 0 || kilobits > KILOBITS_MAX) {
            throw new IllegalArgumentException("between 0 and " + KILOBITS_MAX + " kilobits, not " + kilobits);
        }
        personalities = Collections.unmodifiableSortedMap(new TreeMap<>(personalities));
        for (CameraId camera : personalities.keySet()) {
            boolean known = false;
            for (int number = 1; number <= cameras && !known; number++) {
                known = camera.equals(cameraNumber(number));
            }
            if (!known) {
                throw new IllegalArgumentException(
                        "a personality is given for " + camera + ", but there are only cam-1 to cam-" + cameras);
            }
        }
    }

    /// The name of the camera with this number, from 1.
    public static CameraId cameraNumber(int number) {
        return new CameraId("cam-" + number);
    }

    /// Whether the camera with this number stamps its frames: two of three do.
    public static boolean isStamped(int number) {
        return number % 3 != 0;
    }
}
