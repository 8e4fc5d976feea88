package org.lidless.domain;

import java.util.Optional;
import org.lidless.domain.Problem.Kind;

/// Every kind of problem the product can report. Codes are stable: in log lines, the command line, the API and
/// metrics; never reused. The explanation is what `lidless explain CODE` prints.
public enum ProblemCode {
    CAMERA_UNREACHABLE("LID-CAM-001", Kind.WORLD, "The camera does not answer", CameraProblemWords.UNREACHABLE),
    CAMERA_NOT_RTSP("LID-CAM-002", Kind.WORLD, "The address answers, but not in RTSP", CameraProblemWords.NOT_RTSP),
    CAMERA_CLOSED("LID-CAM-003", Kind.WORLD, "The camera closed the connection", CameraProblemWords.CLOSED),
    CAMERA_PASSWORD(
            "LID-CAM-004", Kind.REQUEST, "The camera refused the user or password", CameraProblemWords.PASSWORD),
    CAMERA_REFUSED("LID-CAM-005", Kind.WORLD, "The camera refuses to send", CameraProblemWords.REFUSED),
    CAMERA_SILENT("LID-CAM-006", Kind.WORLD, "The camera is connected but sends no picture", CameraProblemWords.SILENT),
    CAMERA_GARBAGE(
            "LID-CAM-007", Kind.WORLD, "The camera sends what no RTSP camera should", CameraProblemWords.GARBAGE),
    CAMERA_CODEC(
            "LID-CAM-008", Kind.REQUEST, "The camera offers no video that can be recorded", CameraProblemWords.CODEC),
    CAMERA_BUSY("LID-CAM-009", Kind.WORLD, "The camera has no session free", CameraProblemWords.BUSY),
    CAMERA_UNTRUSTED(
            "LID-CAM-010",
            Kind.REQUEST,
            "The camera's certificate is not trusted, or it speaks no TLS",
            CameraProblemWords.UNTRUSTED),
    CAMERA_TRACK("LID-CAM-011", Kind.WORLD, "The camera's sound or metadata is not recorded", CameraProblemWords.TRACK),
    CAMERA_ADDRESS_REFUSED(
            "LID-CAM-012", Kind.REQUEST, "No camera may be at that address", CameraProblemWords.ADDRESS_REFUSED),
    POOL_MISSING("LID-POOL-001", Kind.WORLD, "The storage pool is missing", PoolProblemWords.MISSING),
    POOL_FOREIGN(
            "LID-POOL-002", Kind.REQUEST, "The storage pool belongs to another recorder", PoolProblemWords.FOREIGN),
    POOL_READ_ONLY("LID-POOL-003", Kind.WORLD, "The storage pool cannot be written", PoolProblemWords.READ_ONLY),
    POOL_FULL("LID-POOL-004", Kind.WORLD, "The storage pool is full", PoolProblemWords.FULL),
    POOL_ERROR("LID-POOL-005", Kind.WORLD, "The storage pool's disk reports errors", PoolProblemWords.ERROR),
    POOL_IN_USE("LID-POOL-006", Kind.REQUEST, "The storage pool is open in another process", PoolProblemWords.IN_USE),
    POOL_STALLED("LID-POOL-007", Kind.WORLD, "The storage pool's disk does not answer", PoolProblemWords.STALLED),
    DELETION_STOPPED(
            "LID-KEEP-001",
            Kind.WORLD,
            "Deletion was stopped",
            "Retention would have deleted a large share of a pool at once. That is seldom meant: a clock that leapt ahead, a "
                    + "slip in the settings, or a disk that something else has filled look like this. So nothing of it is deleted "
                    + "until a person confirms it with lidless pool confirm, or until the cause is gone. Recording goes on; "
                    + "should the disk be all but full, only as much is deleted as recording needs."),
    GUARANTEE_BROKEN(
            "LID-KEEP-002",
            Kind.WORLD,
            "The guaranteed footage does not fit",
            "The pool is too small for what its cameras are guaranteed. When nothing else is left to delete, the oldest of "
                    + "that goes too, and each piece is a stored gap pool-full. Add a disk, record less, or guarantee less."),
    NOTHING_TO_DELETE(
            "LID-KEEP-003",
            Kind.WORLD,
            "The pool is full, and nothing may be deleted",
            "What is left is locked as evidence, is another recorder's, or is being written. New footage is recorded until "
                    + "the disk has no room left. Add a disk, lift locks, or free what else is on the disk."),
    HOME_INTERRUPTED(
            "LID-HOME-001",
            Kind.WORLD,
            "Footage could not be brought home yet",
            "A segment that another recorder holds could not be copied to its own pool: the holder could not be reached, "
                    + "or reading or writing failed. The holder's copy stays and can be played from there. It is tried "
                    + "again by itself, at growing intervals, and goes on where it was."),
    SEGMENT_DAMAGED(
            "LID-SEG-001",
            Kind.WORLD,
            "A segment is damaged",
            "Bytes of a stored segment do not match their check sum. Playback and export leave out just the damaged "
                    + "fragment, and show a gap segment-damaged. Run lidless verify on the pool to see all of them."),
    SETTING_UNKNOWN(
            "LID-SET-001",
            Kind.REQUEST,
            "The settings file has an unknown key",
            "A misspelt key would silently change nothing, so it is refused. The message names line and column."),
    SETTING_INVALID(
            "LID-SET-002",
            Kind.REQUEST,
            "A setting has an impossible value",
            "The message names the key, the line and what is allowed."),
    SETTINGS_UNREADABLE(
            "LID-SET-003",
            Kind.REQUEST,
            "The settings file cannot be read",
            "It does not exist, is not readable, or is not YAML. The message says which."),
    PORT_IN_USE(
            "LID-NODE-001",
            Kind.REQUEST,
            "The port is in use",
            "Another process listens there already; perhaps this recorder is running. Choose another port or stop it."),
    NOT_REACHABLE(
            "LID-NODE-002",
            Kind.WORLD,
            "No recorder answers",
            "The command needs a running recorder and found none at the address. Start it, or name another with --data."),
    DATA_IN_USE(
            "LID-NODE-003",
            Kind.REQUEST,
            "The data directory is in use by another process",
            "Two processes on one data directory would write each other's files. Stop the other one or use another --data."),
    NOTHING_FOUND(
            "LID-FOOT-001",
            Kind.REQUEST,
            "There is no footage for that",
            "The camera is unknown, or nothing was recorded in the span that was asked for. "
                    + "lidless footage list shows what there is."),
    FOOTAGE_AWAY(
            "LID-FOOT-002",
            Kind.WORLD,
            "The footage is with a recorder that cannot be reached",
            "It was recorded, but the only copy lies with a recorder that does not answer now. It is not lost: when that "
                    + "recorder is back it can be shown and exported. lidless footage list shows what is away and who holds it."),
    EXPORT_FAILED(
            "LID-EXP-001",
            Kind.WORLD,
            "The export could not be finished",
            "The message says why. No half-written file is left under the asked name. The footage in the pool is not touched."),
    EXPORT_BUSY(
            "LID-EXP-002",
            Kind.REQUEST,
            "Too many exports are waiting",
            "Exports run a few at a time and only some may wait, so that recording keeps the disks. "
                    + "Wait until one is finished, or stop one; lidless export list shows them."),
    EXPORT_EXISTS(
            "LID-EXP-004",
            Kind.REQUEST,
            "A file of that name exists already",
            "An export never replaces a file unless it is told to. Choose another name, or say --force."),
    ACCESS_DENIED(
            "LID-REQ-002",
            Kind.REQUEST,
            "The recorder does not know who asks",
            "The control interface answers only on this machine, and only to who can read control.json in the data "
                    + "directory. Run the command as the user that runs the recorder, with the right --data."),
    DATA_UNUSABLE(
            "LID-NODE-005",
            Kind.WORLD,
            "The data directory cannot be used",
            "The recorder keeps its index, its lock and control.json there, and could not create, read or write them. "
                    + "The message says why. The footage itself lies in the pools and is not concerned."),
    NODE_STARTING(
            "LID-NODE-004",
            Kind.WORLD,
            "The recorder is starting",
            "It has not yet opened its pools; after a crash it first seals what was open. Ask again in a moment."),
    REQUEST_REFUSED(
            "LID-REQ-001",
            Kind.REQUEST,
            "The request cannot be carried out",
            "The message says what was wrong with it."),
    NO_LEADER(
            "LID-SITE-001",
            Kind.WORLD,
            "No management server leads here",
            "Changes are agreed on by the leader of the management servers. This one does not lead, or nobody does because "
                    + "most of them cannot be reached. Recorders go on recording as they were last told; nothing about who "
                    + "records what changes until somebody leads again. Ask again, or ask another management server."),
    OUTCOME_UNKNOWN(
            "LID-SITE-002",
            Kind.WORLD,
            "It is not known whether the change took effect",
            "The management server lost its place or its majority while the change was being agreed on. It may take effect "
                    + "now, later or never. Giving the same command again is safe: if it took effect, nothing happens."),
    PEER_NOT_TRUSTED(
            "LID-PEER-001",
            Kind.REQUEST,
            "Two nodes do not trust each other",
            "Nodes let in only who shows a certificate of the site's own authority, with the name that was expected. "
                    + "The message says what was wrong. Each node goes on recording; until it is mended they tell each "
                    + "other nothing, and the one cannot take over from the other. A certificate that is only out of "
                    + "date is accepted, with a warning."),
    CERTIFICATES_UNUSABLE(
            "LID-PEER-002",
            Kind.REQUEST,
            "Key or certificate cannot be used",
            "A file is missing, unreadable or damaged, or key, certificate and authority do not belong together. "
                    + "The message names the file. lidless certificate issue makes new ones."),
    CERTIFICATE_EXISTS("LID-PEER-003", Kind.REQUEST, JoinWords.EXISTS, JoinWords.EXISTS_MORE),
    PEER_VERSION("LID-PEER-004", Kind.REQUEST, JoinWords.VERSION, JoinWords.VERSION_MORE),
    JOIN_CODE_WRONG("LID-JOIN-001", Kind.REQUEST, JoinWords.WRONG, JoinWords.WRONG_MORE),
    JOIN_CODE_USED("LID-JOIN-002", Kind.REQUEST, JoinWords.USED, JoinWords.USED_MORE),
    JOIN_CODE_EXPIRED("LID-JOIN-003", Kind.REQUEST, JoinWords.EXPIRED, JoinWords.EXPIRED_MORE),
    JOIN_WRONG_SITE("LID-JOIN-004", Kind.REQUEST, JoinWords.FOREIGN, JoinWords.FOREIGN_MORE),
    JOIN_CLOCK("LID-JOIN-005", Kind.REQUEST, JoinWords.CLOCK, JoinWords.CLOCK_MORE),
    JOIN_NAME_TAKEN("LID-JOIN-006", Kind.REQUEST, JoinWords.TAKEN, JoinWords.TAKEN_MORE),
    CAMERA_NEEDS_PERSON(
            "LID-REC-001",
            Kind.WORLD,
            "A camera does not record, and somebody has to look at it",
            CameraProblemWords.NEEDS_PERSON),
    RECORDER_BEHIND(
            "LID-REC-002",
            Kind.WORLD,
            "The recorder does not keep up with a camera",
            "Samples arrive faster than they become durable, although the disk does not hang: the machine's processor, "
                    + "memory or disk is too busy. Samples wait in memory; what does not fit is dropped, and a gap "
                    + "ring-too-short is stored."),
    AUDIT_UNWRITABLE(
            "LID-AUDIT-001",
            Kind.WORLD,
            "The audit log cannot be written",
            "Exports, locks and confirmed deletions are written down before anybody gets an answer, so while the audit "
                    + "log in the data directory cannot be written they are refused. Recording goes on. Usually the disk of the "
                    + "data directory is full, read-only or failing."),
    DEMO_FAILED(
            "LID-DEMO-001",
            Kind.WORLD,
            "The demo could not be carried through",
            "A process of the demo's own throw-away site did not start or did not answer in time. Your footage is not "
                    + "concerned. The message names the folder with the logs; on a very busy machine, try again."),
    FAILOVER_MISFIT(
            "LID-FAIL-001",
            Kind.WORLD,
            "The failover plan does not fit",
            "Before anything fails, management plays the failure of every recorder. Some camera would then not be kept "
                    + "safe as it is meant to be: no standby of its group has room, or there is none. Nothing is missing "
                    + "now. lidless failover plan names the cameras and what would help."),
    GROUP_AT_RISK(
            "LID-FAIL-002",
            Kind.WORLD,
            "A failover group is at risk",
            "A standby of the group stands in for somebody, or one of its recorders is lost, or another failure would "
                    + "leave cameras unrecorded. All cameras are recorded now. Bring lost recorders back; the group "
                    + "is protected again when all cameras are at home and shadowed."),
    CAMERAS_STRANDED(
            "LID-FAIL-003",
            Kind.WORLD,
            "Nobody records some cameras",
            "Their recorder is lost and no standby can take them: none is left, or none has room beside cameras of the "
                    + "same or higher priority. They are recorded again as soon as a recorder is back or a standby has "
                    + "room; what is missing is stored as a gap."),
    NOT_DRAINED(
            "LID-FAIL-004",
            Kind.WORLD,
            "A recorder that is drained still records",
            "Its cameras go to another recorder when that one receives them and is ready. One still records: its standby is "
                    + "not ready, has no room, or there is none; or the camera is said to want nobody to stand in. "
                    + "Recording is not disturbed, and the move is tried on and on."),
    CONFIG_CHANGED(
            "LID-CONF-001",
            Kind.REQUEST,
            "Somebody else changed the site meanwhile",
            "A site's document says from which revision it was written. Another revision was agreed on since, and what it "
                    + "changed would be lost without a word. Nothing was applied. Get the newest document, make the "
                    + "change there, and apply that."),
    BACKUP_UNREADABLE(
            "LID-CONF-002",
            Kind.REQUEST,
            "A backup of the site cannot be used",
            "The file is no backup, was damaged, or comes from a later program. Nothing was restored. Every management "
                    + "server keeps backups of its own; take another one."),
    SIGN_IN_NEEDED(
            "LID-ACC-002",
            Kind.REQUEST,
            "Nobody is signed in, or the sign-in is over",
            AccessProblemWords.SIGN_IN_NEEDED),
    RIGHT_MISSING("LID-ACC-003", Kind.REQUEST, "The account may not do this", AccessProblemWords.RIGHT_MISSING),
    CROSS_SITE("LID-ACC-004", Kind.REQUEST, "The request did not come from the console", AccessProblemWords.CROSS_SITE),
    SIGN_IN_REFUSED("LID-ACC-005", Kind.REQUEST, "Name or password is wrong", AccessProblemWords.SIGN_IN_REFUSED),
    SIGN_IN_SLOWED("LID-ACC-006", Kind.REQUEST, "Too many attempts to sign in", AccessProblemWords.SIGN_IN_SLOWED),
    PERSON_CODE_WRONG(
            "LID-ACC-007",
            Kind.REQUEST,
            "The one-time code is wrong, used or over",
            AccessProblemWords.PERSON_CODE_WRONG),
    PEOPLE_CHANGED(
            "LID-ACC-008",
            Kind.REQUEST,
            "Somebody else changed it at the same moment",
            AccessProblemWords.PEOPLE_CHANGED),
    OIDC_FAILED(
            "LID-ACC-009",
            Kind.WORLD,
            "The identity provider did not let the person in",
            AccessProblemWords.OIDC_FAILED),
    SECRETS_LOCKED(
            "LID-ACC-010", Kind.WORLD, "The site's secrets cannot be opened here", AccessProblemWords.SECRETS_LOCKED),
    PASSWORD_WEAK(
            "LID-ACC-011", Kind.REQUEST, "The password is too short or too common", AccessProblemWords.PASSWORD_WEAK),
    BUG(
            "LID-BUG-001",
            Kind.BUG,
            "Something happened that should be impossible",
            "This is a fault in the program. Only the part named in the message was stopped; the rest goes on recording. "
                    + "Please report it with the log.");

    private final String code;
    private final Kind kind;
    private final String title;
    private final String explanation;

    ProblemCode(String code, Kind kind, String title, String explanation) {
        this.code = code;
        this.kind = kind;
        this.title = title;
        this.explanation = explanation;
    }

    /// The stable code, such as `LID-CAM-004`.
    public String code() {
        return code;
    }

    public Kind kind() {
        return kind;
    }

    public String title() {
        return title;
    }

    public String explanation() {
        return explanation;
    }

    /// A problem of this kind.
    public Problem problem(String what, String footage, String remedy) {
        return new Problem(this, what, footage, remedy);
    }

    /// A problem of this kind, to be thrown.
    public ProblemException because(String what, String footage, String remedy) {
        return new ProblemException(problem(what, footage, remedy));
    }

    /// The one with this code, in any case of letters.
    public static Optional<ProblemCode> find(String code) {
        for (ProblemCode each : values()) {
            if (each.code.equalsIgnoreCase(code)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
