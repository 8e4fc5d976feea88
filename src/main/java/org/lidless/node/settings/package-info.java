/// What a node was told to do: the settings file, read strictly, with everything that is wrong said at once and in
/// place.
///
/// Always true: settings are whole or not there. A text that may hold a password is never repeated.
///
/// Knows: domain, control.site, and from footage.storage how retention is set. Threads: pure.
@NullMarked
package org.lidless.node.settings;

import org.jspecify.annotations.NullMarked;
