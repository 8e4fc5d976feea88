package org.lidless.footage.evidence;

/// One line of an audit chain.
///
/// @param number  from 1, without a step
/// @param atUs    when, by the node's site time, µs since 1970
/// @param who     who asked: a person's name, or `local` for whoever can read the node's token on the machine itself
/// @param from    the address that it came from; the node's name when it came from the node itself
/// @param act     a word of [AuditAct], or one of a later version
/// @param subject what it was about: camera, span, file, pool; at most [AuditTrail#TEXT_MAX] letters
/// @param outcome `done`, or `refused` and a problem's code
public record AuditRecord(long number, long atUs, String who, String from, String act, String subject, String outcome) {

    public static final String DONE = "done";
}
