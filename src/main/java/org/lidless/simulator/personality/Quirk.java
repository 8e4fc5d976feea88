package org.lidless.simulator.personality;

import org.lidless.simulator.Personality;

/// A personality with its name, and where it was seen.
///
/// @param name        on the command line
/// @param does        what the camera does, in words that follow "the camera"
/// @param seen        where: a product, a tracker's thread
/// @param personality the camera's behaviour
public record Quirk(String name, String does, String seen, Personality personality) {}
