package org.lidless.simulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraSource.Credentials;
import org.lidless.footage.media.VideoCodec;
import org.lidless.world.Clock;
import org.lidless.world.World;

/// A simulated camera without a socket and without a thread, in a test's own time: it makes its frames when the clock
/// has been turned, and its connections are plugs that the test moves bytes through.
public final class TabletopCamera implements AutoCloseable {

    public static final CameraId ID = new CameraId("cam-1");

    private static final int PORT = 7000;

    private final Path directory;
    private final Clock clock;
    private final List<Clip> clips;
    private final List<Clip> offeredOf = new ArrayList<>();
    private final Ledger ledger;
    private final SimulatedCamera camera;
    private final Optional<Credentials> credentials;
    private final SeededChance chance = new SeededChance(4711);
    private final List<Plug> plugs = new ArrayList<>();
    private int plugged;

    /// @param clip which of the clips it shows, from 1, when its personality does not ask for one
    public TabletopCamera(
            Path directory, Clock clock, Personality personality, int clip, Optional<Credentials> credentials)
            throws IOException {
        this.directory = directory;
        this.clock = clock;
        this.credentials = credentials;
        ClipShelf shelf = ClipShelf.open();
        clips = shelf.forCamera(clip, personality);
        VideoCodec codec = clips.getFirst().codec();
        UUID run = new UUID(0, 1);
        ledger = Ledger.open(World.real().disk(), directory, ID, run, true, codec);
        camera = new SimulatedCamera(
                ID,
                run,
                clips,
                codec != VideoCodec.MJPEG,
                personality,
                ledger,
                2_000,
                clock,
                chance.fork("camera"),
                clock.elapsedUs());
    }

    /// A client connects.
    public Plug plug() {
        var plug = new Plug(plugged++);
        plugs.add(plug);
        return plug;
    }

    /// Whether there were too many wrong passwords.
    public boolean isLocked() {
        return camera.account().isLocked(clock.elapsedUs());
    }

    /// Makes the frames that are due, and ends sessions that were silent for too long.
    public void onTimer() throws IOException {
        long nowUs = clock.elapsedUs();
        while (camera.dueUs() <= nowUs) {
            camera.sendNext(camera.dueUs());
        }
        camera.endSilent(nowUs);
        for (Plug plug : List.copyOf(plugs)) {
            Optional<MediaSession> session = plug.talk.conversation().session();
            if (session.isPresent() && !camera.has(session.get())) {
                plug.close();
            }
        }
    }

    /// The slices of each frame that was offered to a session, in order of sending, one after the other.
    public List<byte[]> offeredSlices() throws IOException {
        ledger.flush();
        List<byte[]> offered = new ArrayList<>();
        for (String line : Files.readAllLines(directory.resolve(ID.value() + ".ledger"))) {
            String[] words = line.split(" ", -1);
            if (words[0].equals("frame") && !words[7].equals("-")) {
                offered.add(slices(Long.parseLong(words[1])));
            }
        }
        return offered;
    }

    /// When each frame that was offered to a session was taken, in order of sending, µs since 1970.
    public List<Long> offeredUs() throws IOException {
        ledger.flush();
        List<Long> taken = new ArrayList<>();
        for (String line : Files.readAllLines(directory.resolve(ID.value() + ".ledger"))) {
            String[] words = line.split(" ", -1);
            if (words[0].equals("frame") && !words[7].equals("-")) {
                taken.add(Long.parseLong(words[2]));
            }
        }
        return taken;
    }

    private byte[] slices(long sequence) {
        Clip clip = clips.get((int) (sequence / Personality.CLIP_FRAMES % clips.size()));
        offeredOf.add(clip);
        List<byte[]> nals =
                clip.frames().get((int) (sequence % clip.frames().size())).nals();
        boolean isAv1 = clip.codec() == VideoCodec.AV1;
        return slicesOf(
                nals.stream().map(nal -> isAv1 ? Obus.stored(nal) : nal).toList(),
                nal -> NalUnits.isSlice(clip.codec(), nal));
    }

    /// The frames of a track beside the pictures that were offered to a session, in order, as a recorder should have
    /// them: of metadata whole documents, of AAC without their headers.
    ///
    /// @param track from 0
    public List<byte[]> offeredBeside(int track) throws IOException {
        ledger.flush();
        SideTrack sent = camera.personality().sideTracks().get(track);
        int head = sent.name().startsWith("mpeg4-generic") ? 4 : 0;
        List<byte[]> offered = new ArrayList<>();
        for (String line : Files.readAllLines(directory.resolve(ID.value() + ".ledger"))) {
            String[] words = line.split(" ", -1);
            if (words[0].equals("beside") && words[1].equals(Integer.toString(track)) && !words[3].equals("-")) {
                var whole = new java.io.ByteArrayOutputStream();
                for (Payload each : sent.units().payloads(Long.parseLong(words[2]))) {
                    whole.write(each.bytes(), head, each.bytes().length - head);
                }
                offered.add(whole.toByteArray());
            }
        }
        return offered;
    }

    /// The slices among a sample's units, as [#offeredSlices] has them of the frame with this index.
    public byte[] slicesOf(int offered, List<byte[]> nals) {
        return slicesOf(nals, nal -> NalUnits.isSlice(offeredOf.get(offered).codec(), nal));
    }

    private static byte[] slicesOf(List<byte[]> nals, java.util.function.Predicate<byte[]> isSlice) {
        var all = new java.io.ByteArrayOutputStream();
        nals.stream().filter(isSlice).forEach(all::writeBytes);
        return all.toByteArray();
    }

    @Override
    public void close() throws IOException {
        ledger.close();
    }

    /// One connection with the camera.
    public final class Plug implements Talk.Sockets {

        private final Talk talk;
        private final List<Datagram> datagrams = new ArrayList<>();
        private boolean closed;

        private Plug(int number) {
            var gate = new DigestGate(
                    credentials.map(Credentials::user).orElse(""),
                    credentials.map(Credentials::password).orElse(""),
                    chance.fork("nonces " + number));
            talk = new Talk(
                    "table",
                    number,
                    this,
                    chance.fork("plug " + number),
                    gate,
                    name -> name.equals(ID.value()) || !name.contains(".") ? Optional.of(camera) : Optional.empty());
        }

        /// Bytes from the client.
        public void feed(ByteBuffer bytes) throws IOException {
            if (closed) {
                bytes.position(bytes.limit());
                return;
            }
            talk.in().put(bytes);
            talk.received(clock.elapsedUs());
            if (talk.isOver()) {
                close();
            }
        }

        /// A datagram from the client to the camera's RTCP port.
        public void feedRtcp() {
            talk.conversation().session().ifPresent(session -> session.heard("RTCP", clock.elapsedUs()));
        }

        /// Bytes for the client, perhaps none.
        public ByteBuffer take() throws IOException {
            var sink = new Bytes();
            talk.out().sendTo(sink);
            if (talk.isOver()) {
                close();
            }
            return ByteBuffer.wrap(sink.bytes.toByteArray());
        }

        /// Datagrams for the client.
        public List<Datagram> datagrams() {
            List<Datagram> taken = List.copyOf(datagrams);
            datagrams.clear();
            return taken;
        }

        public boolean isClosed() {
            return closed;
        }

        /// Either side closes.
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                plugs.remove(this);
                talk.conversation().leave("closed");
            }
        }

        @Override
        public int port() {
            return PORT;
        }

        @Override
        public boolean send(boolean rtcp, ByteBuffer packet, TransportChoice to) {
            byte[] bytes = new byte[packet.remaining()];
            packet.get(bytes);
            datagrams.add(new Datagram(rtcp, rtcp ? to.second() - 1 : to.first(), ByteBuffer.wrap(bytes)));
            return true;
        }

        @Override
        public void flush() {
            // The test takes what waits.
        }
    }

    /// A datagram on its way to the client.
    ///
    /// @param rtpPort the even one of the pair of ports that it goes to
    public record Datagram(boolean rtcp, int rtpPort, ByteBuffer bytes) {}

    private static final class Bytes implements WritableByteChannel {

        private final java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();

        @Override
        public int write(ByteBuffer from) {
            int count = from.remaining();
            byte[] all = new byte[count];
            from.get(all);
            bytes.writeBytes(all);
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            bytes.reset();
        }
    }
}
