/// The black-box harness: starts real cameras and real recorders as processes, breaks something, and counts frames.
///
/// Always true: nothing is waited for without a deadline and nothing by sleeping; every process that was started is
/// ended, also when the test fails; what a passed test wrote is deleted, what a failed one wrote stays under
/// `target/torture`.
///
/// Knows: of the product only its command line, its settings file and what it prints; `checker`, which judges exports.
/// Threads: JUnit's, and the fakes' own.
@NullMarked
package org.lidless.torture;

import org.jspecify.annotations.NullMarked;
