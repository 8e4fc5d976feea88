package org.lidless.wire.node;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.NodeId;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread of a link: DIALLING → GREETING (hello was said) → OPEN → DIALLING, without end, until it is closed.
///
/// A line on which nothing came for longer than [#SILENCE_MAX_US] is given up: its other end may be gone without a
/// word.
final class LinkLoop implements AutoCloseable {

    static final long SILENCE_MAX_US = 5_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(LinkLoop.class);
    /// A thread that wakes so much later than it wanted stood still itself.
    static final long OVERSLEPT_US = 250_000;

    /// A line that was open for so long is dialled again at once; two nodes that hang up on each other are not to do
    /// so without end at full speed.
    private static final long HELD_US = 1_000_000;

    private static final long NOT_YET = -1;
    private static final long HELLO_MAX_US = 3_000_000;
    private static final long HANDSHAKE_MAX_MILLIS = 6_000;
    private static final long CLOSE_MILLIS = 2_000;

    private final World world;
    private final Message.Hello hello;
    private final NodeId peer;
    private final String address;
    private final URI uri;
    private final Talk talk;
    private final HttpClient http;
    private final Backoff backoff;
    private final Thread thread;
    private volatile boolean closing;
    private volatile @Nullable Line current;
    private Optional<Problem> told = Optional.empty();
    private String said = "";

    /// @param path where the peer answers, `/node/v1/…`
    LinkLoop(World world, NodeCredentials own, long boot, NodeId peer, String address, String path, Talk talk) {
        this.world = world;
        this.hello = new Message.Hello(Message.PROTOCOL, own.node(), boot);
        this.peer = peer;
        this.address = address;
        this.uri = URI.create("wss://" + address + path);
        this.talk = talk;
        this.http = PeerHttp.client(own, peer);
        this.backoff = new Backoff(world.chance().fork("link " + peer + path));
        String name = path.substring(path.lastIndexOf('/') + 1) + "-" + peer;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Something is to be said: [Talk#due] is asked soon. Any thread.
    void wake() {
        Line line = current;
        if (line != null) {
            line.wake();
        }
    }

    private void run() {
        while (!closing) {
            try {
                Line line = dial();
                if (line != null) {
                    converse(line);
                }
                pause(backoff.next());
            } catch (InterruptedException stopped) {
                LOG.debug("The link to {} was stopped", peer);
                return;
            } catch (RuntimeException bug) {
                LOG.error("{} The link to {} failed; it is dialled again.", ProblemCode.BUG.code(), peer, bug);
                world.clock().pauseUs(Backoff.MOST_US);
            }
        }
    }

    private void pause(long us) throws InterruptedException {
        world.clock().pauseUs(us);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private @Nullable Line dial() throws InterruptedException {
        Line line = new Line();
        var opening = http.newWebSocketBuilder()
                .connectTimeout(Duration.ofMillis(HANDSHAKE_MAX_MILLIS))
                .buildAsync(uri, line);
        try {
            WebSocket opened = opening.get(HANDSHAKE_MAX_MILLIS, TimeUnit.MILLISECONDS);
            line.use(opened);
            return line;
        } catch (TimeoutException tooSlow) {
            LOG.debug("Dialling {} took too long", address, tooSlow);
            var _ = opening.thenAccept(WebSocket::abort);
            say("it does not answer within " + HANDSHAKE_MAX_MILLIS + " ms");
        } catch (ExecutionException failed) {
            failed(PeerHttp.failure(hello.node(), peer, address, failed));
        }
        return null;
    }

    private void failed(PeerHttp.Failure failure) {
        switch (failure) {
            case PeerHttp.Failure.NotConnected none -> notConnected();
            case PeerHttp.Failure.Distrust distrust -> distrusted(distrust.problem());
            case PeerHttp.Failure.Unreachable unreachable -> say("cannot be reached: " + unreachable.why());
        }
    }

    private void notConnected() {
        try {
            Optional<Boolean> refused = Knock.isRefused(world, address);
            if (refused.equals(Optional.of(true))) {
                say("nobody listens there");
                talk.refused();
            } else {
                say("cannot be reached" + (refused.isEmpty() ? ": it does not answer" : ""));
            }
        } catch (IOException unknown) {
            say("cannot be reached: " + unknown);
        }
    }

    /// Told and logged once, until the two have spoken with each other for a while or it is another problem.
    private void distrusted(Problem problem) {
        say(problem.code().code() + ": " + problem.what());
        if (!told.equals(Optional.of(problem))) {
            told = Optional.of(problem);
            talk.distrusted(problem);
        }
    }

    /// One line in the log until something else happens.
    private void say(String what) {
        if (!what.equals(said)) {
            said = what;
            LOG.warn("Link to node {} at {}: {} (dialled again without end)", peer, address, what);
        }
    }

    private void converse(Line line) throws InterruptedException {
        long openedUs = NOT_YET;
        try {
            line.send(hello);
            long boot = greeting(line);
            current = line;
            openedUs = world.clock().elapsedUs();
            LOG.info("Link to node {} at {}: connected", peer, address);
            talk.opened(line, boot);
            listen(line);
        } catch (IllegalArgumentException wrong) {
            over(openedUs);
            say("given up: " + wrong.getMessage());
        } catch (EndedException ended) {
            over(openedUs);
            ended(ended.how);
        } finally {
            current = null;
            line.abort();
            if (openedUs != NOT_YET) {
                talk.closed();
            }
        }
    }

    /// A line that was open for a while forgets what was wrong before it.
    private void over(long openedUs) {
        if (openedUs != NOT_YET && world.clock().elapsedUs() - openedUs > HELD_US) {
            backoff.held();
            told = Optional.empty();
            said = "";
        }
    }

    private void ended(Line.Event.Ended how) {
        if (how.code() == PeerConnection.OTHER_VERSION) {
            distrusted(otherVersion(how.why()));
        } else if (how.code() == PeerConnection.CLOSED_BY_RULE) {
            distrusted(PeerHttp.notTrusted("Node " + peer + " at " + address + " hung up on this node (" + hello.node()
                    + "): " + how.why() + "."));
        } else {
            say("closed" + (how.why().isEmpty() ? "" : ": " + how.why()));
        }
    }

    private Problem otherVersion(String why) {
        return ProblemCode.PEER_VERSION.problem(
                "Node " + peer + " at " + address + " speaks another version of the protocol: " + why + ".",
                "Each records what it was told to; neither can take over from the other.",
                "Bring both nodes to versions that go together.");
    }

    /// The line ended, as the peer or the network would have it.
    private static final class EndedException extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Line.Event.Ended how;

        EndedException(Line.Event.Ended how) {
            super(how.why());
            this.how = how;
        }
    }

    private long greeting(Line line) throws InterruptedException, EndedException {
        Line.Event first = line.take(HELLO_MAX_US);
        Message message = switch (first) {
            case Line.Event.Text text -> MessageJson.decode(text.json());
            case Line.Event.Binary binary -> throw new IllegalArgumentException("it began with bytes");
            case Line.Event.Woken woken -> throw new IllegalArgumentException("it did not say hello");
            case Line.Event.Ended ended -> throw new EndedException(ended);
            case null -> throw new IllegalArgumentException("it did not say hello");
        };
        if (!(message instanceof Message.Hello theirs) || !theirs.node().equals(peer)) {
            throw new IllegalArgumentException("it did not say hello under its own name");
        }
        if (theirs.protocol() != Message.PROTOCOL) {
            throw new EndedException(new Line.Event.Ended(
                    PeerConnection.OTHER_VERSION, "version " + theirs.protocol() + ", not " + Message.PROTOCOL));
        }
        line.handled();
        return theirs.boot();
    }

    private void listen(Line line) throws InterruptedException, EndedException {
        long heardUs = world.clock().elapsedUs();
        while (!closing) {
            long nextUs = talk.due(line, world.clock().elapsedUs());
            Line.Event event = line.take(nextUs - world.clock().elapsedUs());
            switch (event) {
                case Line.Event.Ended ended -> throw new EndedException(ended);
                case Line.Event.Text text -> heardUs = heard(line, text);
                case Line.Event.Binary binary -> heardUs = heard(line, binary);
                case Line.Event.Woken woken -> LOG.trace("woken to say something to {}", peer);
                case null -> heardUs = stillThere(heardUs, nextUs);
            }
        }
    }

    /// Since when the peer is silent. Who overslept himself cannot tell, and begins to count anew.
    private long stillThere(long heardUs, long dueUs) {
        long nowUs = world.clock().elapsedUs();
        if (nowUs - dueUs > OVERSLEPT_US) {
            return nowUs;
        }
        if (nowUs - heardUs > SILENCE_MAX_US) {
            throw new IllegalArgumentException("nothing came for " + (nowUs - heardUs) / 1_000_000 + " s");
        }
        return heardUs;
    }

    private long heard(Line line, Line.Event event) {
        talk.heard(line, event);
        line.handled();
        return world.clock().elapsedUs();
    }

    /// Hangs up and ends the thread, within moments.
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        http.shutdownNow();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
