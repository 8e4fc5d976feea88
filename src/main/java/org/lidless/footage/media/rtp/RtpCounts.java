package org.lidless.footage.media.rtp;

/// What a session received so far; a snapshot.
///
/// @param packets    RTP packets of the video that were used
/// @param bytes      their bytes, headers included
/// @param lost       packets that never came, by sequence number
/// @param dropped    packets that came and were of no use: twice, too late, another payload type, malformed
/// @param unassigned interleaved frames on channels that nobody asked for
/// @param garbage    bytes that were neither RTSP nor RTP
/// @param samples    samples handed on
/// @param keys       of these, key samples
/// @param damaged    of these, samples hit by a loss
public record RtpCounts(
        long packets,
        long bytes,
        long lost,
        long dropped,
        long unassigned,
        long garbage,
        long samples,
        long keys,
        long damaged) {

    /// Nothing received yet.
    public static final RtpCounts NONE = new RtpCounts(0, 0, 0, 0, 0, 0, 0, 0, 0);
}
