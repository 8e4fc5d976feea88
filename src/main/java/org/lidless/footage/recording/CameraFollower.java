package org.lidless.footage.recording;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.CameraSource;
import org.lidless.domain.EscalationStep;
import org.lidless.domain.GapCause;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;
import org.lidless.footage.media.rtsp.CameraLessons;
import org.lidless.footage.media.rtsp.RtspEnd;
import org.lidless.world.Chance;
import org.lidless.world.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stays with one camera: decides when to call it, and tells its ring when samples are missing and why. It does
/// no I/O; the ingest loop that owns it asks and tells.
///
/// WAITING → CALLING when the time has come ([#isDue], [#calling]).
/// CALLING → FOLLOWING with the first sample ([#onTimer] sees it in the ring).
/// FOLLOWING → FOLLOWING when media stops for [RunClock#HOLE_US]: the outage begins, the session goes on; the
///   next sample ends it.
/// CALLING, FOLLOWING → WAITING when the session ends ([#ended]): at once after a session that had followed for
///   [#STEADY_US], else 0.5 s doubling to 30 s; while the camera is busy with others 1 s doubling to 5 s, because a
///   session may come free at any moment; after a refused password as [PasswordPatience] says.
/// any → STOPPED by [#stop], for good.
///
/// What is tried beside calling again, and when a person is asked, says [Escalation].
final class CameraFollower {

    static final long WAIT_SHORTEST_US = 500_000;
    static final long WAIT_LONGEST_US = 30_000_000;
    static final long STEADY_US = 5_000_000;
    static final long BUSY_SHORTEST_US = 1_000_000;
    static final long BUSY_LONGEST_US = 5_000_000;
    /// So many calls in a row may have failed while it is still likely that the next one is answered.
    static final int HOPEFUL_CALLS = 3;
    /// The same trouble is written to the log again after this long, with its count.
    static final long REPEAT_LOG_US = 600_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(CameraFollower.class);

    private final CameraSource source;
    private final Ring ring;
    private final Clock clock;
    private final Backoff backoff;
    private final Backoff whileBusy;
    private final Chance chance;
    private final PasswordPatience passwords;
    private final Escalation escalation = new Escalation();
    private final CompanionWatch companions;

    private Phase phase = Phase.WAITING;
    private long sinceUs;
    private long dueUs;
    private long calledUs;
    private long followingSinceUs;
    private boolean isSilent;
    private boolean wasPaused;
    private long sessions;
    private long firstCalledUs;
    private long firstKeyUs;
    private Optional<Problem> problem = Optional.empty();
    private CameraLessons lessons;
    private GapCause cause = GapCause.UNKNOWN;
    private @Nullable ProblemCode loggedCode;
    private long loggedUs;
    private long unlogged;
    private volatile FollowerView view;

    /// Where a follower is.
    enum Phase {
        WAITING,
        CALLING,
        FOLLOWING,
        STOPPED
    }

    CameraFollower(CameraSource source, Ring ring, Clock clock, Chance chance) {
        this(source, ring, clock, chance, CameraMemory.NONE);
    }

    /// @param memory what was known of the camera when the process ended that recorded it before
    CameraFollower(CameraSource source, Ring ring, Clock clock, Chance chance, CameraMemory memory) {
        this.source = source;
        this.ring = ring;
        this.companions = new CompanionWatch(source);
        this.clock = clock;
        this.chance = chance;
        this.backoff = new Backoff(WAIT_SHORTEST_US, WAIT_LONGEST_US, chance);
        this.whileBusy = new Backoff(BUSY_SHORTEST_US, BUSY_LONGEST_US, chance);
        this.lessons = memory.lessons();
        this.passwords = new PasswordPatience(memory.refused(), memory.refusedAtUs());
        this.sinceUs = clock.wallUs();
        long leftUs = passwords.leftUs(clock.wallUs());
        this.dueUs = clock.elapsedUs() + leftUs;
        if (leftUs > 0) {
            this.problem = Optional.of(CameraProblems.stillRefused(source, leftUs));
        }
        this.view = snapshot();
    }

    CameraSource source() {
        return source;
    }

    /// How it is to be called this time: by the other transport, when that is to be tried.
    CameraSource toCall() {
        return escalation.isOtherTransport() ? source.byOtherTransport() : source;
    }

    Ring ring() {
        return ring;
    }

    /// Any thread.
    FollowerView view() {
        return view;
    }

    /// How its sound and metadata fare.
    CompanionWatch companions() {
        return companions;
    }

    /// Whether the camera is to be called now.
    boolean isDue(long nowUs) {
        return phase == Phase.WAITING && nowUs >= dueUs;
    }

    /// When [#isDue] will be true; `Long.MAX_VALUE` while nothing is waited for.
    long dueUs() {
        return phase == Phase.WAITING ? dueUs : Long.MAX_VALUE;
    }

    /// Whether it is being called, and no sample has been seen yet.
    boolean isCalling() {
        return phase == Phase.CALLING;
    }

    /// Whether the camera may well be there when it is called next: it was a short while ago, or nobody knows.
    boolean isHopeful() {
        return escalation.calls() <= HOPEFUL_CALLS;
    }

    /// The camera is being called.
    void calling(long nowUs) {
        calledUs = nowUs;
        isSilent = true;
        become(Phase.CALLING);
    }

    /// Whether this process itself stood still just now: then silence proves nothing about the camera, and what is
    /// missing is the recorder's own doing.
    void paused(boolean paused) {
        wasPaused = paused;
        ring.blameHolesOn(paused ? GapCause.RECORDER_PAUSED : GapCause.CAMERA_SILENT);
    }

    /// What earlier sessions taught, for the one that begins.
    CameraLessons lessons() {
        return lessons;
    }

    /// What the session at hand has taught so far.
    void learn(CameraLessons learnt) {
        if (!learnt.equals(lessons)) {
            lessons = learnt;
            view = snapshot();
        }
    }

    /// Looks whether samples arrive.
    void onTimer(long nowUs) {
        noticeSamples();
        if (phase != Phase.FOLLOWING) {
            return;
        }
        long silentUs = nowUs - ring.lastArrivalUs();
        boolean silent = silentUs > Math.max(RunClock.HOLE_US, RunClock.HOLE_FRAMES * ring.usualUs());
        if (silent && !isSilent && !wasPaused) {
            ring.silent(new Outage(GapCause.CAMERA_SILENT, clock.wallUs() - silentUs));
            LOG.info("{}: no picture for {} s; a gap begins", source.stream(), silentUs / 1_000_000);
        }
        if (!silent && escalation.calls() > 0 && nowUs - followingSinceUs >= STEADY_US) {
            LOG.info("{}: sends steadily again after {} calls", source.stream(), escalation.calls());
            escalation.sends();
            view = snapshot();
        }
        if (isSilent != silent) {
            isSilent = silent;
            view = snapshot();
        }
    }

    /// The attempt or the session is over.
    void ended(RtspEnd why, long nowUs) {
        if (phase == Phase.STOPPED) {
            return;
        }
        noticeSamples();
        boolean wasSteady = phase == Phase.FOLLOWING && nowUs - followingSinceUs >= STEADY_US;
        boolean wasSilent = isSilent && phase == Phase.FOLLOWING;
        ring.sessionEnded();
        companions.sessionEnded();
        if (!wasSilent) {
            ring.silent(new Outage(wasPaused ? GapCause.RECORDER_PAUSED : why.cause(), clock.wallUs()));
        }
        if (wasSteady) {
            backoff.reset();
            whileBusy.reset();
        }
        dueUs = nowUs + waitUs(why.problem(), wasSteady);
        cause = wasPaused ? GapCause.RECORDER_PAUSED : why.cause();
        report(why.problem(), nowUs);
        escalate(why.problem(), nowUs);
        become(Phase.WAITING);
    }

    /// The recorder stops.
    void stop() {
        ring.sessionEnded();
        become(Phase.STOPPED);
    }

    private void noticeSamples() {
        if (phase == Phase.CALLING && ring.lastArrivalUs() >= calledUs) {
            follow();
        }
    }

    private void follow() {
        followingSinceUs = ring.lastArrivalUs();
        passwords.taken();
        sessions++;
        firstCalledUs = calledUs;
        firstKeyUs = Math.max(1, ring.firstArrivalUs() - calledUs);
        isSilent = false;
        if (unlogged == 0) {
            LOG.info("{}: recording", source.stream());
        }
        problem = Optional.empty();
        become(Phase.FOLLOWING);
    }

    private long waitUs(Problem why, boolean wasSteady) {
        if (why.code() == ProblemCode.CAMERA_PASSWORD) {
            return passwords.refused(clock.wallUs());
        }
        if (why.code() == ProblemCode.CAMERA_BUSY) {
            return whileBusy.next();
        }
        return wasSteady ? chance.below(100_000) : backoff.next();
    }

    /// Logs a trouble when it is another than the last one, and counts it while it lasts or keeps coming back.
    private void report(Problem why, long nowUs) {
        problem = Optional.of(why);
        if (why.code() != loggedCode || nowUs - loggedUs >= REPEAT_LOG_US) {
            LOG.warn("{}{}", why, unlogged > 0 ? "\n  (" + unlogged + " more like the last one in between)" : "");
            loggedCode = why.code();
            loggedUs = nowUs;
            unlogged = 0;
        } else {
            unlogged++;
        }
    }

    /// Each step is told once in the log; the last one with its problem.
    private void escalate(Problem why, long nowUs) {
        if (!escalation.failed(why, nowUs)) {
            return;
        }
        switch (escalation.step()) {
            case NONE -> {}
            case RECONNECT -> LOG.info("{}: is called again by itself", source.stream());
            case OTHER_TRANSPORT ->
                LOG.warn(
                        "{}: {} calls in vain; every second one asks for the other transport",
                        source.stream(),
                        escalation.calls());
            case CLEAR_GHOST ->
                LOG.warn("{}: has no session free; one that was left over is torn down first", source.stream());
            case NEEDS_PERSON ->
                LOG.error(
                        "{}", CameraProblems.needsPerson(source, why, escalation.calls(), escalation.lastedUs(nowUs)));
        }
    }

    private void become(Phase next) {
        if (next != phase) {
            sinceUs = clock.wallUs();
        }
        phase = next;
        view = snapshot();
    }

    private CameraMemory memory() {
        return new CameraMemory(lessons, passwords.refusals(), passwords.atUs());
    }

    /// What is wrong; once a person is asked, that.
    private Optional<Problem> alarm() {
        boolean isAlarm = escalation.step() == EscalationStep.NEEDS_PERSON;
        return problem.map(why -> isAlarm
                ? CameraProblems.needsPerson(source, why, escalation.calls(), escalation.lastedUs(clock.elapsedUs()))
                : why);
    }

    private FollowerView snapshot() {
        return new FollowerView(
                phase,
                sinceUs,
                isSilent,
                alarm(),
                cause,
                escalation.step(),
                escalation.calls(),
                sessions,
                firstCalledUs,
                firstKeyUs,
                memory());
    }
}
