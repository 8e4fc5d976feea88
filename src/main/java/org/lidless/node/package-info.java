/// The program itself: reads the settings, opens what they name, hands each room what it needs, starts and stops.
/// Wires, and decides nothing.
///
/// Always true: two processes never use one data directory; one camera or pool in trouble keeps no other from
/// recording; a terminated node has sealed what it recorded.
///
/// Knows: everything. Threads: the main thread starts and stops; everything in between belongs to the rooms.
@NullMarked
package org.lidless.node;

import org.jspecify.annotations.NullMarked;
