package org.lidless.control.site;

import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The most that a recorder carries; what is not said has no limit.
///
/// @param streams   cameras that it records at once; those that it shadows do not count, for they write nothing
/// @param kilobits  a second that it receives at once, recorded and shadowed
/// @param ringBytes of memory for the rings of what it records and shadows
/// @param diskBytes for footage of cameras that it stands in for. Recording never stops for it (the oldest footage
///                  makes way); the plan says how long it lasts
public record Capacity(OptionalInt streams, OptionalLong kilobits, OptionalLong ringBytes, OptionalLong diskBytes) {

    /// Of a recorder whose limits nobody named.
    public static final Capacity UNLIMITED =
            new Capacity(OptionalInt.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    public Capacity {
        Objects.requireNonNull(streams);
        if (streams.orElse(0) < 0 || kilobits.orElse(0) < 0 || ringBytes.orElse(0) < 0 || diskBytes.orElse(0) < 0) {
            throw new IllegalArgumentException(
                    "a capacity is never below 0: " + streams + ", " + kilobits + ", " + ringBytes + ", " + diskBytes);
        }
    }
}
