package org.lidless.simulator;

import java.util.List;

/// What a camera sends beside its pictures: its sound, or its metadata. It goes on for ever, in units of one length:
/// unit `n` begins with the tick `n · unitTicks` of the camera's clock, and is sent when it has ended. Stateless.
///
/// @param media     `audio` or `application`
/// @param type      the RTP payload type that it is announced with
/// @param name      `a=rtpmap` without the number; empty when the number needs none
/// @param format    `a=fmtp` without the number; empty when there is none
/// @param rate      ticks in a second
/// @param unitTicks length of a unit
/// @param units     makes them
public record SideTrack(String media, int type, String name, String format, int rate, int unitTicks, Units units) {

    private static final long US_PER_SECOND = 1_000_000;

    /// Makes a track's units.
    public interface Units {

        /// A unit's payloads; nothing when the camera sends none now.
        List<Payload> payloads(long number);
    }

    /// How many units have ended at this time since the camera began, µs.
    long ended(long sinceUs) {
        return Math.max(0, sinceUs) * rate / US_PER_SECOND / unitTicks;
    }

    /// Its part of the description.
    ///
    /// @param control the last word of its control address
    String text(String control) {
        return "m=" + media + " 0 RTP/AVP " + type + "\r\n"
                + (name.isEmpty() ? "" : "a=rtpmap:" + type + " " + name + "\r\n")
                + (format.isEmpty() ? "" : "a=fmtp:" + type + " " + format + "\r\n")
                + "a=control:" + control + "\r\n";
    }
}
