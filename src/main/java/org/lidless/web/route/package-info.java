/// The API's resources, one class each: they read requests, ask [org.lidless.web.route.WebDesk], and put its
/// answers into the words of docs/reference/openapi.yaml.
///
/// Always true: what the command line is told and what the API answers come from the same place, so they agree; a
/// list has nothing of cameras for which the caller has no right.
///
/// Knows: control.site, domain, wire, web. Threads: those of requests.
@NullMarked
package org.lidless.web.route;

import org.jspecify.annotations.NullMarked;
