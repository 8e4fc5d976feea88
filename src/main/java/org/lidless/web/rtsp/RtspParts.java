package org.lidless.web.rtsp;

import javax.net.ssl.SSLContext;
import org.lidless.footage.playback.live.LiveDesk;
import org.lidless.footage.timeline.Timeline;
import org.lidless.web.access.Guard;
import org.lidless.web.access.PlayerGuard;
import org.lidless.wire.AuditBook;
import org.lidless.world.World;

/// What players are served with.
///
/// @param tls      what is shown to players that speak TLS
/// @param isPlain  whether others are served, too
/// @param players  says who they are
/// @param guard    says what they may
/// @param timeline of the whole site
/// @param book     where it is written down who looks at what
public record RtspParts(
        World world,
        SSLContext tls,
        boolean isPlain,
        PlayerGuard players,
        Guard guard,
        LiveDesk desk,
        Timeline timeline,
        AuditBook book) {}
