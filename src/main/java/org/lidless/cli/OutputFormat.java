package org.lidless.cli;

/// How a result is printed.
enum OutputFormat {
    /// For people; may change.
    table,
    /// For programs; a promise.
    json
}
