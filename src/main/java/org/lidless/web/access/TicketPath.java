package org.lidless.web.access;

import java.util.Optional;

/// An address as it was asked for, taken apart: `/api/ticket/TICKET/live/gate/index.m3u8` is
/// `/api/live/gate/index.m3u8`
/// with a ticket. So a player that carries neither header nor cookie carries its ticket to all that a playlist names.
/// Whatever is written down of a request is written of [#path], which never has the ticket.
///
/// @param ticket that is in it
/// @param path   the same address without it
public record TicketPath(Optional<String> ticket, String path) {

    private static final String API = "/api";
    private static final String LEAD = API + "/ticket/";

    /// @param asked the address without its query
    public static TicketPath of(String asked) {
        if (!asked.startsWith(LEAD)) {
            return new TicketPath(Optional.empty(), asked);
        }
        int end = asked.indexOf('/', LEAD.length());
        return end < 0
                ? new TicketPath(Optional.of(asked.substring(LEAD.length())), LEAD)
                : new TicketPath(Optional.of(asked.substring(LEAD.length(), end)), API + asked.substring(end));
    }

    /// An address of the API with a ticket in it.
    ///
    /// @param path as `/api/live/gate`
    static String with(String ticket, String path) {
        return LEAD + ticket + path.substring(API.length());
    }
}
