package org.lidless.wire.node;

import org.lidless.footage.media.CompanionCodec;
import org.lidless.footage.media.VideoCodec;

/// The numbers that stand for encodings between nodes; docs/formats/node-protocol.md. They never change.
final class LiveCodecs {

    private LiveCodecs() {}

    static int number(VideoCodec codec) {
        return switch (codec) {
            case H264 -> 1;
            case H265 -> 2;
            case AV1 -> 3;
            case MJPEG -> 4;
        };
    }

    static VideoCodec video(int number) {
        for (VideoCodec codec : VideoCodec.values()) {
            if (number(codec) == number) {
                return codec;
            }
        }
        throw new IllegalArgumentException("there is no video encoding " + number);
    }

    static int number(CompanionCodec codec) {
        return switch (codec) {
            case AAC -> 1;
            case G711_A -> 2;
            case G711_U -> 3;
            case OPUS -> 4;
            case L16 -> 5;
            case ONVIF_METADATA -> 6;
        };
    }

    static CompanionCodec companion(int number) {
        for (CompanionCodec codec : CompanionCodec.values()) {
            if (number(codec) == number) {
                return codec;
            }
        }
        throw new IllegalArgumentException("there is no encoding " + number + " of sound or metadata");
    }
}
