package org.lidless.wire;

/// Who asks for something.
///
/// @param name    a person's name, or `local` for whoever can read the node's token on its own machine
/// @param address where the request came from; the node's name for what `local` asked of another node
public record Asker(String name, String address) {

    /// Whoever can read the token that only this machine's user of the product can read.
    public static final Asker LOCAL = new Asker("local", "127.0.0.1");
}
