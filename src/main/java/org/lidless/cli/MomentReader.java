package org.lidless.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lidless.wire.Rfc3339;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a moment as people type it: RFC 3339 with any offset, `now`, or `-90s`, `-5m`, `-2h`, `-1d` before now.
final class MomentReader implements ITypeConverter<Instant> {

    private static final Pattern AGO = Pattern.compile("-(\\d{1,9})([smhd])");

    private final Instant now;

    /// @param now what the relative ones are counted from: one reading for all options of a command
    MomentReader(Instant now) {
        this.now = now;
    }

    @Override
    public Instant convert(String text) {
        if (text.equals("now")) {
            return now;
        }
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            long amount = Long.parseLong(ago.group(1));
            Duration back = switch (ago.group(2).charAt(0)) {
                case 's' -> Duration.ofSeconds(amount);
                case 'm' -> Duration.ofMinutes(amount);
                case 'h' -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
            };
            return now.minus(back);
        }
        try {
            return Rfc3339.parse(text);
        } catch (DateTimeException notAMoment) {
            throw new TypeConversionException(
                    "\"" + text + "\" is not a time; write 2026-11-22T04:01:53.5Z, now, or -5m");
        }
    }
}
