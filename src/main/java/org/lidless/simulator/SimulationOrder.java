package org.lidless.simulator;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lidless.domain.CameraSource;
import org.lidless.footage.media.VideoCodec;
import org.lidless.world.Disk;
import org.lidless.world.SeededChance;

/// What cameras are wanted: `cam-1` to `cam-N`, in turn H.264, H.265, then both with B-frames; every third without a
/// stamp.
///
/// @param host          address to listen on
/// @param port          0 takes any free one
/// @param count         how many cameras
/// @param signIn        user and password that they want, if any
/// @param ledgers       directory of the ledgers
/// @param seed          of everything that chance decides
/// @param personalities by camera; the others are honest
public record SimulationOrder(
        String host,
        int port,
        int count,
        Optional<CameraSource.Credentials> signIn,
        Path ledgers,
        long seed,
        Map<String, String> personalities) {

    public static final int CAMERAS_MAX = 1000;

    /// One camera in so many has no stamp.
    static final int UNSTAMPED_EACH = 3;

    public SimulationOrder {
        personalities = Map.copyOf(personalities);
        if (count < 1 || count > CAMERAS_MAX) {
            throw new IllegalArgumentException("cameras must be 1 to " + CAMERAS_MAX + ", not " + count);
        }
        personalities.forEach((camera, name) -> {
            Personality.named(name);
            if (!camera.matches("cam-[0-9]{1,4}") || Integer.parseInt(camera.substring(4)) > count) {
                throw new IllegalArgumentException("there is no camera \"" + camera + "\" to have a personality");
            }
        });
    }

    SeededChance chance() {
        return new SeededChance(seed);
    }

    List<SimulatedCamera> cameras(Disk disk, long startWallUs) throws IOException {
        List<Clip> clips = List.of(
                Clip.load("plain264", VideoCodec.H264),
                Clip.load("plain265", VideoCodec.H265),
                Clip.load("between264", VideoCodec.H264),
                Clip.load("between265", VideoCodec.H265));
        long run = chance().fork("run").bits() ^ startWallUs;
        String nonce = "%016x".formatted(chance().fork("nonce").bits() ^ startWallUs);
        List<SimulatedCamera> cameras = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            String name = "cam-" + number;
            Clip clip = clips.get((number - 1) % clips.size());
            boolean stamped = number % UNSTAMPED_EACH != 0;
            Ledger ledger = Ledger.create(disk, ledgers.resolve(name + ".ledger"), run, name, clip.codec(), stamped);
            cameras.add(new SimulatedCamera(
                    name,
                    new FrameSource(clip, name, run, stamped, startWallUs),
                    Personality.named(personalities.getOrDefault(name, "honest")),
                    signIn.map(known -> new SignIn(known.user(), known.password(), nonce)),
                    ledger));
        }
        return List.copyOf(cameras);
    }
}
