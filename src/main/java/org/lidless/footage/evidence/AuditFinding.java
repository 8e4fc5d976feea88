package org.lidless.footage.evidence;

/// Something that a check of a chain has found.
///
/// @param isTampering whether it cannot come from a crash: somebody changed the chain
/// @param number      the record that it is about; 0 when it is about none
/// @param text        in words
public record AuditFinding(boolean isTampering, long number, String text) {}
