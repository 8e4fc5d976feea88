package org.lidless.footage.media.rtsp;

/// Where a camera sends by multicast.
///
/// @param address of the group, in digits
/// @param rtpPort even; RTCP has the next
public record MulticastGroup(String address, int rtpPort) {}
