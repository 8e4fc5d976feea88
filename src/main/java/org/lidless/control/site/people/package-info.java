/// Who may do what on the site, and the secrets that it keeps: accounts, roles, camera groups, tokens, codes,
/// session keys, sign-in by others, passwords of cameras. Pure.
///
/// Always true: no password and no key stands here as it is, only its hash or sealed; once there is somebody who
/// may change people, there always is; whoever's password or rights were taken has no sign-in left that is older.
///
/// Knows: domain. Threads: everything here is immutable.
@NullMarked
package org.lidless.control.site.people;

import org.jspecify.annotations.NullMarked;
