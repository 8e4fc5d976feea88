package org.lidless.wire.node;

import java.util.List;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;

/// A peer's pool and the files of its catalogue.
///
/// @param pool      its name at its node
/// @param identity  the digits of its identity file: the same pool under another path has the same ones
/// @param shared    whether other recorders reach the same directory
/// @param catalogue the files of its catalogue, those of all writers
public record PoolReport(PoolId pool, String identity, boolean shared, List<CatalogueFile> catalogue) {

    /// Most pools of a node.
    static final int POOLS_MAX = 64;

    /// Most catalogue files that one answer names.
    static final int FILES_MAX = 20_000;

    public PoolReport {
        catalogue = List.copyOf(catalogue);
    }

    /// One file of a catalogue; it only grows.
    ///
    /// @param writer who writes it: its directory below `catalogue/`
    /// @param file   its name there
    /// @param bytes  length
    public record CatalogueFile(NodeId writer, String file, long bytes) {}
}
