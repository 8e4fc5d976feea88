package org.lidless.domain;

/// A span of a stream with no media anywhere, and its cause.
public record Gap(StreamId stream, TimeSpan span, GapCause cause) {}
