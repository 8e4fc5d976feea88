/// `lidless camera test`: calls a camera as the recorder would, and says in plain words what it offers, what it gets
/// wrong, and what the recorder does about that.
///
/// Always true: a password is in nothing that is printed or saved; the camera's sessions are torn down at the end.
///
/// Knows: domain, world, footage.media, and the room around it. Threads: everything belongs to the command's.
@NullMarked
package org.lidless.footage.recording.probe;

import org.jspecify.annotations.NullMarked;
