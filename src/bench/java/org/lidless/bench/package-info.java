/// The ingest benchmark: Lidless, one ffmpeg per camera and a floor in C record the same cameras, one after another.
///
/// Always true: the three are measured over the same window by the same clock; a round in which the cameras themselves
/// were late counts for nothing and is reported.
///
/// Knows: nothing of the product; starts it as a process and counts samples in its files by itself.
/// Threads: the main one, and those that read processes' output.
package org.lidless.bench;
