package org.lidless.wire.syslog;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.lidless.wire.Rfc3339;

/// One message (RFC 5424 section 6). Pure.
///
/// @param severity 0 to 7, section 6.2.1
/// @param at       microseconds are kept
/// @param node     who says it
/// @param process  its number
/// @param act      what kind it is, a word
/// @param number   of the record that it tells
/// @param line     the record as it stands in the audit chain, which its receiver can check by it
public record SyslogMessage(int severity, Instant at, String node, long process, String act, long number, String line) {

    /// Severities of section 6.2.1.
    public static final int WARNING = 4;

    public static final int NOTICE = 5;

    /// "log audit", section 6.2.1.
    private static final int FACILITY = 13;

    private static final int HOST_MAX = 255;
    private static final int WORD_MAX = 32;

    /// Its bytes, without anything round them. The text begins with a byte order mark, because it is UTF-8
    /// (section 6.4). 32473 is the enterprise number for examples (RFC 5612): Lidless has none of its own.
    public byte[] encode() {
        String text = "<" + (FACILITY * 8 + severity) + ">1 " + Rfc3339.micros(at) + " " + word(node, HOST_MAX)
                + " lidless " + process + " " + word(act, WORD_MAX) + " [lidless@32473 number=\"" + number
                + "\"] \uFEFF" + line;
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Printable ASCII only (section 6: PRINTUSASCII), `-` for nothing.
    private static String word(String text, int lettersMax) {
        String plain = text.replaceAll("[^\\x21-\\x7e]", "");
        String cut = plain.length() <= lettersMax ? plain : plain.substring(0, lettersMax);
        return cut.isEmpty() ? "-" : cut;
    }
}
