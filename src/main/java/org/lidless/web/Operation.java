package org.lidless.web;

/// An operation that is served.
///
/// @param method   `GET`, `POST`, …
/// @param path     as in openapi.yaml: `/api/cameras/{camera}`
/// @param need     what it needs
/// @param isSocket whether it becomes a WebSocket
public record Operation(String method, String path, Need need, boolean isSocket) {

    /// `GET /api/cameras/{camera}`
    @Override
    public String toString() {
        return method + " " + path;
    }
}
