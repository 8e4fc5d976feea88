package org.lidless.footage.storage;

/// Told how a long piece of work goes on. Called often; must be quick.
@FunctionalInterface
public interface Progress {

    /// Tells nobody.
    Progress SILENT = (what, done, total) -> {};

    /// @param what  the file at hand
    /// @param done  bytes that are done
    /// @param total bytes in all, as far as known
    void at(String what, long done, long total);
}
