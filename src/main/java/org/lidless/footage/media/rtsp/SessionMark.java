package org.lidless.footage.media.rtsp;

/// What it takes to end a session, also on another connection and by another process.
///
/// @param url the session's address
/// @param id  as the camera named it
public record SessionMark(String url, String id) {}
