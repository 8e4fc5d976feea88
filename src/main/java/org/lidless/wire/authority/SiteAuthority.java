package org.lidless.wire.authority;

import java.nio.file.Path;
import java.util.List;
import org.lidless.domain.NodeId;
import org.lidless.world.World;

/// The site's certificate authority: a directory with its key and its certificate.
public final class SiteAuthority {

    private final World world;
    private final Path directory;

    private SiteAuthority(World world, Path directory) {
        this.world = world;
        this.directory = directory;
    }

    /// Creates an authority in a directory that has none yet; the directory is created too.
    ///
    /// @throws org.lidless.domain.ProblemException when there is one already, or the disk refuses
    public static SiteAuthority create(World world, Path directory) {
        return new SiteAuthority(world, directory);
    }

    /// Opens the authority of a directory.
    ///
    /// @throws org.lidless.domain.ProblemException when there is none, or it cannot be read
    public static SiteAuthority open(World world, Path directory) {
        return new SiteAuthority(world, directory);
    }

    /// Issues a key and a certificate, to be used by one node as server and as client.
    ///
    /// @param node  its name, which peers will believe
    /// @param hosts host names and IP addresses under which it is reached; without any, this machine's own loopback
    /// @param out   directory for the three files, created when it is missing; must hold none of them yet
    /// @throws org.lidless.domain.ProblemException when a file is there already, or the disk refuses
    public NodeFiles issue(NodeId node, List<String> hosts, Path out) {
        throw new UnsupportedOperationException(world + " " + directory);
    }
}
