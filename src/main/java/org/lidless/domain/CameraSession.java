package org.lidless.domain;

import java.util.Optional;

/// An RTSP session that a recorder has open at a camera: what it takes to end it, also for another recorder. A
/// camera that serves one session counts that of a recorder which is gone for a minute, unless somebody ends it.
///
/// @param url the session's address, at most [#URL_MAX] visible ASCII characters
/// @param id  as the camera named it (RFC 2326 section 3.4), at most [#ID_MAX] visible ASCII characters
public record CameraSession(String url, String id) {

    public static final int URL_MAX = 2048;
    public static final int ID_MAX = 256;

    public CameraSession {
        if (!isVisible(url, URL_MAX) || !isVisible(id, ID_MAX)) {
            throw new IllegalArgumentException("no address and name of an RTSP session");
        }
    }

    /// Empty when another recorder could not use them.
    public static Optional<CameraSession> of(String url, String id) {
        return isVisible(url, URL_MAX) && isVisible(id, ID_MAX)
                ? Optional.of(new CameraSession(url, id))
                : Optional.empty();
    }

    private static boolean isVisible(String text, int most) {
        return !text.isEmpty() && text.length() <= most && text.chars().allMatch(each -> each > 0x20 && each < 0x7f);
    }
}
