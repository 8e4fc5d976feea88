package org.lidless.footage.media.rtsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The header lines of a message in their order. Names are found in any case of letters, and sent as they were
/// given. Immutable.
public final class RtspHeaders {

    /// No line at all.
    public static final RtspHeaders NONE = new RtspHeaders(List.of());

    private record Line(String name, String value) {}

    private final List<Line> lines;

    private RtspHeaders(List<Line> lines) {
        this.lines = lines;
    }

    /// These lines and one more. Line ends in the value become spaces, so that a value can never smuggle in a line.
    public RtspHeaders with(String name, String value) {
        var more = new ArrayList<Line>(lines);
        more.add(new Line(name, value.replace('\r', ' ').replace('\n', ' ')));
        return new RtspHeaders(List.copyOf(more));
    }

    /// These lines and then the others.
    public RtspHeaders and(RtspHeaders others) {
        var more = new ArrayList<Line>(lines);
        more.addAll(others.lines);
        return new RtspHeaders(List.copyOf(more));
    }

    /// The first line of this name.
    public Optional<String> first(String name) {
        for (Line line : lines) {
            if (line.name.equalsIgnoreCase(name)) {
                return Optional.of(line.value);
            }
        }
        return Optional.empty();
    }

    /// All lines of this name, in order.
    public List<String> all(String name) {
        var values = new ArrayList<String>();
        for (Line line : lines) {
            if (line.name.equalsIgnoreCase(name)) {
                values.add(line.value);
            }
        }
        return values;
    }

    public int size() {
        return lines.size();
    }

    void appendTo(StringBuilder text) {
        for (Line line : lines) {
            text.append(line.name).append(": ").append(line.value).append("\r\n");
        }
    }

    /// Reads lines that are separated by line feeds. A line that begins with white space continues the one
    /// before; a line without a colon is passed over. At most [RtspMessage#HEADER_LINES_MAX] are kept.
    static RtspHeaders parse(List<String> raw) {
        var lines = new ArrayList<Line>();
        for (String text : raw) {
            boolean continues = !text.isEmpty() && (text.charAt(0) == ' ' || text.charAt(0) == '\t');
            int colon = text.indexOf(':');
            if (continues && !lines.isEmpty()) {
                Line last = lines.removeLast();
                lines.add(new Line(last.name, (last.value + " " + text.strip()).strip()));
            } else if (colon > 0 && lines.size() < RtspMessage.HEADER_LINES_MAX) {
                lines.add(new Line(
                        text.substring(0, colon).strip(),
                        text.substring(colon + 1).strip()));
            }
        }
        return new RtspHeaders(List.copyOf(lines));
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        appendTo(text);
        return text.toString();
    }
}
