package org.lidless.footage.timeline.splice;

import java.util.Iterator;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.RunId;
import org.lidless.footage.timeline.alignment.SampleMark;

/// One copy of one run, to be read once. Where a holder has part of a run twice (written again after a failed force, or
/// brought home), each copy is a strand of its own.
///
/// @param run         whose samples they are
/// @param writer      the node that received them from the camera
/// @param holder      the node that has this copy now
/// @param epoch       under which the writer wrote
/// @param placementUs what the run's placement adds to its site times, µs
/// @param marks       numbers and decoding times strictly rising; holes are steps in the numbers
public record Strand(
        RunId run, NodeId writer, NodeId holder, Epoch epoch, long placementUs, Iterator<SampleMark> marks) {}
