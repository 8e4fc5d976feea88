/// The demo's page: each camera's lanes as they come to be, coloured by recorder, for whoever looks while the demo
/// runs.
///
/// Always true: it is served on loopback only, answers nothing but reading, and says nothing that the recorders
/// themselves do not say; recorders are asked at most once a second, however many look.
///
/// Knows: domain, world, wire. Threads: one that asks the recorders; answers are given from its newest view.
@NullMarked
package org.lidless.demo.page;

import org.jspecify.annotations.NullMarked;
