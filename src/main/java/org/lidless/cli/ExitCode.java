package org.lidless.cli;

import org.lidless.domain.Problem;

/// What a command tells the shell.
public final class ExitCode {

    public static final int OK = 0;
    public static final int NOT_HEALTHY = 1;
    public static final int USAGE = 2;
    public static final int REFUSED = 3;
    public static final int NOT_REACHABLE = 4;

    private ExitCode() {}

    /// The code that fits a problem that ended a command.
    public static int of(Problem problem) {
        return switch (problem.code()) {
            case NOT_REACHABLE, NODE_STARTING, NO_LEADER -> NOT_REACHABLE;
            case DATA_IN_USE,
                    POOL_IN_USE,
                    POOL_FOREIGN,
                    EXPORT_EXISTS,
                    EXPORT_BUSY,
                    ACCESS_DENIED,
                    CERTIFICATE_EXISTS,
                    JOIN_CODE_USED,
                    JOIN_CODE_EXPIRED,
                    JOIN_WRONG_SITE,
                    JOIN_CLOCK,
                    JOIN_NAME_TAKEN,
                    SIGN_IN_NEEDED,
                    RIGHT_MISSING,
                    CROSS_SITE,
                    SIGN_IN_REFUSED,
                    SIGN_IN_SLOWED,
                    PEOPLE_CHANGED -> REFUSED;
            case SETTING_UNKNOWN,
                    SETTING_INVALID,
                    SETTINGS_UNREADABLE,
                    PORT_IN_USE,
                    REQUEST_REFUSED,
                    CAMERA_ADDRESS_REFUSED,
                    CONFIG_CHANGED,
                    BACKUP_UNREADABLE,
                    NOTHING_FOUND,
                    JOIN_CODE_WRONG,
                    CERTIFICATES_UNUSABLE,
                    PERSON_CODE_WRONG,
                    PASSWORD_WEAK -> USAGE;
            // Everything else that ends a command is a part of the site in trouble.
            case CAMERA_UNREACHABLE,
                    CAMERA_NOT_RTSP,
                    CAMERA_CLOSED,
                    CAMERA_BUSY,
                    CAMERA_UNTRUSTED,
                    CAMERA_PASSWORD,
                    CAMERA_REFUSED,
                    CAMERA_SILENT,
                    CAMERA_GARBAGE,
                    CAMERA_CODEC,
                    CAMERA_NEEDS_PERSON,
                    CAMERA_TRACK,
                    RECORDER_BEHIND,
                    POOL_MISSING,
                    POOL_READ_ONLY,
                    POOL_FULL,
                    POOL_ERROR,
                    POOL_STALLED,
                    DELETION_STOPPED,
                    GUARANTEE_BROKEN,
                    NOTHING_TO_DELETE,
                    SEGMENT_DAMAGED,
                    HOME_INTERRUPTED,
                    FOOTAGE_AWAY,
                    EXPORT_FAILED,
                    DEMO_FAILED,
                    AUDIT_UNWRITABLE,
                    DATA_UNUSABLE,
                    OUTCOME_UNKNOWN,
                    PEER_NOT_TRUSTED,
                    PEER_VERSION,
                    FAILOVER_MISFIT,
                    GROUP_AT_RISK,
                    CAMERAS_STRANDED,
                    NOT_DRAINED,
                    OIDC_FAILED,
                    SECRETS_LOCKED,
                    BUG -> NOT_HEALTHY;
        };
    }
}
