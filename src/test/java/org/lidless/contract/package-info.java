/// docs/reference/openapi.yaml as a judge of what a server answers, for the unit tests and for the black-box harness.
///
/// Always true: what the page does not say is a fault, and so is a member that it does not name.
///
/// Knows: nothing of the product. Threads: any.
@NullMarked
package org.lidless.contract;

import org.jspecify.annotations.NullMarked;
