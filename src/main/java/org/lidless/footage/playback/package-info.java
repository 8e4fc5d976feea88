/// Brings footage out of the archive as it was recorded: exports to plain MP4 files.
///
/// Always true: nothing is encoded again; a sample is in an export once or not at all, whoever recorded it; a gap
/// stays a gap in the export's time, and is listed with its cause; what is away is listed, and makes the export
/// incomplete; a file under the asked name is whole.
///
/// Knows: domain, world, media, timeline, evidence. Threads: exports run on a few threads of their own; any
/// thread may order one, ask and stop.
@NullMarked
package org.lidless.footage.playback;

import org.jspecify.annotations.NullMarked;
