/// Who may do what over the network: sign-in, sessions, tokens, lock-out, cookies, OpenID Connect.
///
/// Always true: nobody passes without an account that is there now; what an account may do is what the newest
/// agreed site says, on every management server alike; passwords, keys and tokens are in no answer, log or
/// record; a wrong password and an unknown name get the same answer in the same time.
///
/// Knows: control.site, domain, wire, world. Threads: any thread may ask; what is remembered (failed attempts) is
/// bounded and guarded by one lock, under which nothing waits.
@NullMarked
package org.lidless.web.access;

import org.jspecify.annotations.NullMarked;
