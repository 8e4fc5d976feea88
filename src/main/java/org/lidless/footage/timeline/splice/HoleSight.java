package org.lidless.footage.timeline.splice;

/// How a hole was seen.
public enum HoleSight {
    /// A writer's count of samples has a step: something was received and is not here.
    NUMBER,
    /// The camera's clock leaps: nothing was received for a while, or the camera sent nothing.
    CLOCK,
    /// One copy ends and one that cannot be compared with it begins later.
    SEAM
}
