package org.lidless.control.management;

import org.lidless.domain.Problem;

/// The answer to a command.
public sealed interface Answer {

    /// It is so, for good.
    record Done(long siteVersion) implements Answer {}

    /// It was not done, and why.
    record NotDone(Problem problem) implements Answer {}

    /// It may have been done: look, or ask again; the same command twice does no harm.
    record Uncertain(Problem problem) implements Answer {}
}
