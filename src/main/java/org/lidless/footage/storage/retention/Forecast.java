package org.lidless.footage.storage.retention;

import java.util.OptionalDouble;

/// How long a pool lasts at the rate at which it was filled lately.
///
/// @param bytesPerDay    how much is recorded to it a day
/// @param daysUntilFull  until room has to be made; empty when nothing is recorded; 0 when it is being made
/// @param daysOfFootage  how many days it holds when it is full; empty when nothing is recorded
public record Forecast(long bytesPerDay, OptionalDouble daysUntilFull, OptionalDouble daysOfFootage) {

    public static final Forecast UNKNOWN = new Forecast(0, OptionalDouble.empty(), OptionalDouble.empty());

    private static final double DAY_US = 86_400e6;

    /// @param bytes    recorded in this time
    /// @param duringUs how long that was, µs
    public static Forecast of(long bytes, long duringUs, long usedBytes, long capacityBytes, PoolLimits limits) {
        if (bytes <= 0 || duringUs <= 0) {
            return UNKNOWN;
        }
        double perDay = bytes * (DAY_US / duringUs);
        long high = PoolLimits.percent(capacityBytes, limits.highPercent());
        return new Forecast(
                (long) perDay,
                OptionalDouble.of(Math.max(0, high - usedBytes) / perDay),
                OptionalDouble.of(high / perDay));
    }
}
