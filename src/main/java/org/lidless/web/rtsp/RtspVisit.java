package org.lidless.web.rtsp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.lidless.domain.ProblemCode;
import org.lidless.footage.media.rtsp.RtspMessage.Request;
import org.lidless.footage.media.rtsp.RtspReader;
import org.lidless.world.StreamDoor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One player's connection: OPEN → CLOSED. A virtual thread of its own reads requests and answers one after the
/// other. It ends when nobody was let in within [#GREETING_US], nothing is played and nothing was asked for
/// [#IDLE_US], or one write takes longer than [#STUCK_US].
final class RtspVisit implements AutoCloseable {

    static final long GREETING_US = 20_000_000;
    static final long IDLE_US = 60_000_000;
    static final long STUCK_US = 20_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(RtspVisit.class);
    private static final long NEVER = Long.MIN_VALUE;

    private final StreamDoor.Visit wire;
    private final RtspParts parts;
    private final RtspAnswers answers;
    private final RtspReader reader = new RtspReader();
    /// One at a time writes; whoever waits for it waits no longer than [#STUCK_US].
    private final ReentrantLock writing = new ReentrantLock();

    private final long begunUs;
    private volatile long writingUs = NEVER;
    private volatile long heardUs;
    private volatile boolean isClosed;

    RtspVisit(StreamDoor.Visit wire, RtspParts parts, RtspPictures pictures) {
        this.wire = wire;
        this.parts = parts;
        this.begunUs = parts.world().clock().elapsedUs();
        this.heardUs = begunUs;
        this.answers = new RtspAnswers(parts, pictures, wire.from(), this::send, this::close);
    }

    String from() {
        return wire.from();
    }

    void run() {
        try {
            boolean isSecured = wire.open(Optional.of(parts.tls()));
            answers.speaks(isSecured);
            read(wire.in());
        } catch (IOException | UncheckedIOException gone) {
            LOG.debug("the connection of a player at {} ended: {}", from(), gone.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            LOG.error("{} A player's connection failed; others go on.", ProblemCode.BUG.code(), bug);
        } finally {
            close();
            answers.close();
        }
    }

    private void read(InputStream in) throws IOException, InterruptedException {
        ByteBuffer buffer = ByteBuffer.allocate(RtspReader.BUFFER_BYTES_MIN);
        while (!isClosed) {
            int count = in.read(buffer.array(), buffer.position(), buffer.remaining());
            if (count < 0) {
                return;
            }
            buffer.position(buffer.position() + count).flip();
            if (!obey(buffer)) {
                return;
            }
            buffer.compact();
        }
    }

    /// Answers all requests that came whole; reports of the player are of no use here. False: no more is understood.
    private boolean obey(ByteBuffer buffer) throws InterruptedException {
        while (true) {
            switch (reader.next(buffer)) {
                case NOTHING -> {
                    return true;
                }
                case MESSAGE -> {
                    heardUs = parts.world().clock().elapsedUs();
                    if (reader.message() instanceof Request request && !answers.answer(request)) {
                        return false;
                    }
                }
                case FRAME -> heardUs = parts.world().clock().elapsedUs();
                case GARBAGE, BROKEN -> {
                    return false;
                }
            }
        }
    }

    /// Waits until the player has taken it, or has left.
    private void send(ByteBuffer bytes) {
        writing.lock();
        try {
            writingUs = parts.world().clock().elapsedUs();
            wire.out().write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            wire.out().flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        } finally {
            writingUs = NEVER;
            writing.unlock();
        }
    }

    /// Time has passed. Any thread.
    void look(long nowUs) {
        long sinceUs = writingUs;
        boolean isStuck = sinceUs != NEVER && nowUs - sinceUs > STUCK_US;
        boolean isStrange = !answers.isLetIn() && nowUs - begunUs > GREETING_US;
        boolean isIdle = !answers.isPlaying() && nowUs - heardUs > IDLE_US;
        if (isStuck || isStrange || isIdle) {
            LOG.debug("a player at {} {}; its connection is closed", from(), isStuck ? "takes nothing" : "is silent");
            close();
        }
    }

    @Override
    public void close() {
        isClosed = true;
        try {
            wire.close();
        } catch (UncheckedIOException gone) {
            LOG.debug("the connection of {} does not close: {}", from(), gone.getMessage());
        }
    }
}
