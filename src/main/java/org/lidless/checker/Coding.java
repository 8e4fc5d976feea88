package org.lidless.checker;

/// How a sample of an export is coded, as its sample entry says: what tells where a stamp may be.
public enum Coding {
    H264,
    H265,
    AV1,
    JPEG
}
