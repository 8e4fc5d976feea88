package org.lidless.footage.playback.live;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.CompanionFrame;
import org.lidless.footage.media.Sample;
import org.lidless.footage.media.codec.FlacFrame;
import org.lidless.footage.media.codec.G711;
import org.lidless.footage.media.mp4.CodecName;
import org.lidless.footage.media.mp4.CompanionAxis;
import org.lidless.footage.media.mp4.PlayerMovie;

/// A player's sound: AAC and Opus as they come, everything else as FLAC, which holds the same samples and is
/// played everywhere. One thread.
final class PlayerSound {

    private final int room;
    private @Nullable Companion of;
    private @Nullable CompanionAxis axis;
    private int sequence;

    /// @param room bytes that are kept free in front of what is made
    PlayerSound(int room) {
        this.room = room;
    }

    /// What sound is new with these frames: its format, when that is another than before.
    Optional<Companion> begins(List<CompanionFrame> frames) {
        for (CompanionFrame frame : frames) {
            if (frame.of().codec().isAudio() && !frame.of().equals(of)) {
                of = frame.of();
                axis = new CompanionAxis(frame.of());
                return Optional.of(frame.of());
            }
        }
        return Optional.empty();
    }

    static String mime(Companion sound) {
        return "audio/mp4; codecs=\"" + CodecName.of(sound) + "\"";
    }

    /// The sound that goes with a sample; empty without any.
    ///
    /// @param sample on the player's axis
    Optional<ByteBuffer> fragment(Sample sample) {
        Companion now = of;
        CompanionAxis places = axis;
        if (now == null || places == null) {
            return Optional.empty();
        }
        long begin = -1;
        List<Integer> steps = new ArrayList<>();
        List<ByteBuffer> frames = new ArrayList<>();
        for (CompanionFrame frame : sample.companions()) {
            if (!frame.of().equals(now) || frame.ticks() == 0) {
                continue;
            }
            long place = places.place(frame, sample);
            if (place == CompanionAxis.TWICE) {
                continue;
            }
            Optional<ByteBuffer> coded = coded(frame, place);
            if (coded.isPresent()) {
                begin = begin < 0 ? place : begin;
                steps.add(frame.ticks());
                frames.add(coded.get());
            }
        }
        return frames.isEmpty()
                ? Optional.empty()
                : Optional.of(PlayerMovie.soundFragment(room, ++sequence, begin, steps, frames));
    }

    private static Optional<ByteBuffer> coded(CompanionFrame frame, long place) {
        return switch (frame.of().codec()) {
            case AAC, OPUS -> Optional.of(frame.bytes());
            case G711_A -> flac(G711.fromALaw(frame.bytes()), frame, place);
            case G711_U -> flac(G711.fromULaw(frame.bytes()), frame, place);
            case L16 -> flac(G711.fromL16(frame.bytes()), frame, place);
            case ONVIF_METADATA -> Optional.empty();
        };
    }

    private static Optional<ByteBuffer> flac(short[] samples, CompanionFrame frame, long place) {
        int count = samples.length / frame.of().channels();
        boolean fits = count >= FlacFrame.SAMPLES_MIN && count <= FlacFrame.SAMPLES_MAX;
        return fits ? Optional.of(FlacFrame.of(samples, frame.of().channels(), place)) : Optional.empty();
    }
}
