package org.lidless.footage.playback.live;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.NodeId;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.CompanionCodec;
import org.lidless.footage.media.CompanionFrame;
import org.lidless.footage.media.Sample;
import org.lidless.footage.media.VideoCodec;
import org.lidless.footage.media.VideoParameters;
import org.lidless.footage.media.codec.ParameterSets;
import org.lidless.footage.media.mp4.CodecName;
import org.lidless.footage.media.mp4.PlayerMovie;
import org.lidless.footage.playback.live.LiveItem.Picture;
import org.lidless.footage.playback.live.LiveItem.Seam;

/// Makes what a player appends of what a viewer is brought: a fragment a sample, on one axis without leaps, and
/// before it what a decoder must know, when that has changed. One thread.
public final class PlayerFeed {

    /// So much of the camera's time sound is waited for.
    static final long SOUND_US = 700_000;

    /// No more items are held back for it.
    static final int HELD_MAX = 64;

    private final int room;
    private final boolean hasSound;
    private final PlayerAxis axis;
    private final PlayerSound sound;
    private @Nullable VideoParameters parameters;
    private @Nullable NodeId recorder;
    private int sequence;
    private boolean isAwaitingSound;
    private final List<LiveItem> held = new ArrayList<>();
    private @Nullable Companion coming;

    /// @param room     bytes that are kept free in front of each piece of media
    /// @param hasSound whether sound and metadata are wanted
    /// @param axisUs   where the axis begins, µs
    /// @param goesOn   whether the sample shown last lies there: the next one comes behind it
    public PlayerFeed(int room, boolean hasSound, long axisUs, boolean goesOn) {
        this.room = room;
        this.hasSound = hasSound;
        this.axis = new PlayerAxis(axisUs, goesOn);
        this.sound = new PlayerSound(room);
    }

    /// Tells of the sound together with the video, when it comes within [#SOUND_US]: a media source that has begun
    /// takes no further track (*Media Source Extensions* section 2.2.1, `addSourceBuffer`). For live pictures,
    /// which come by themselves.
    public PlayerFeed awaitingSound() {
        isAwaitingSound = hasSound;
        return this;
    }

    /// What to give the player for an item.
    public List<Piece> take(LiveItem item) {
        if (!isAwaitingSound || (held.isEmpty() && !(item instanceof Picture))) {
            return pieces(item);
        }
        held.add(item);
        if (!isEnough(item)) {
            return List.of();
        }
        isAwaitingSound = false;
        if (item instanceof Picture picture) {
            coming = sound.begins(picture.sample().companions()).orElse(null);
        }
        List<Piece> all = new ArrayList<>();
        held.forEach(each -> all.addAll(pieces(each)));
        held.clear();
        return all;
    }

    private boolean isEnough(LiveItem item) {
        if (!(item instanceof Picture picture) || !(held.getFirst() instanceof Picture first)) {
            return true;
        }
        long firstUs = first.sample().mark().timeUs();
        boolean isHeard = picture.sample().companions().stream()
                .anyMatch(frame -> frame.of().codec().isAudio());
        return isHeard || picture.sample().mark().timeUs() - firstUs >= SOUND_US || held.size() >= HELD_MAX;
    }

    private List<Piece> pieces(LiveItem item) {
        return item instanceof Picture picture ? picture(picture) : List.of(new Piece.Note(item));
    }

    private List<Piece> picture(Picture picture) {
        List<Piece> pieces = new ArrayList<>();
        Sample placed = axis.place(picture);
        long axisUs = placed.presentationTicks() * 100 / 9;
        if (!picture.recorder().equals(recorder) || picture.seam() == Seam.KEY) {
            recorder = picture.recorder();
            pieces.add(new Piece.From(picture.recorder(), picture.epoch(), picture.standingIn(), picture.seam()));
        }
        format(picture, axisUs, pieces);
        pieces.add(new Piece.Media(Piece.Kind.VIDEO, picture, axisUs, video(placed, picture)));
        if (hasSound) {
            companions(picture, placed, axisUs, pieces);
        }
        return pieces;
    }

    /// In the middle of a GOP another recorder's copy goes on with what the decoder has.
    private void format(Picture picture, long axisUs, List<Piece> into) {
        VideoParameters next = picture.sample().parameters();
        VideoParameters before = parameters;
        boolean isSame =
                next.equals(before) || (before != null && (!picture.key() || ParameterSets.meanTheSame(before, next)));
        if (isSame) {
            return;
        }
        parameters = next;
        boolean isJpeg = next.codec() == VideoCodec.MJPEG;
        ByteBuffer head = isJpeg ? ByteBuffer.allocate(0) : PlayerMovie.videoHead(next);
        String mime = isJpeg ? "image/jpeg" : "video/mp4; codecs=\"" + CodecName.of(next) + "\"";
        into.add(new Piece.Format(
                Piece.Track.VIDEO, name(head), mime, next.codec().word(), next.width(), next.height()));
        Companion known = coming;
        coming = null;
        if (known != null) {
            into.add(format(known, PlayerMovie.soundHead(known)));
        }
        if (!isJpeg) {
            into.add(new Piece.Media(Piece.Kind.VIDEO_HEAD, picture, axisUs, behindRoom(head)));
        }
        if (known != null) {
            into.add(soundHead(known, picture, axisUs));
        }
    }

    private Piece soundHead(Companion begun, Picture picture, long axisUs) {
        return new Piece.Media(Piece.Kind.SOUND_HEAD, picture, axisUs, behindRoom(PlayerMovie.soundHead(begun)));
    }

    private ByteBuffer video(Sample placed, Picture picture) {
        ByteBuffer bytes = picture.sample().bytes();
        return picture.sample().parameters().codec() == VideoCodec.MJPEG
                ? behindRoom(bytes)
                : PlayerMovie.videoFragment(room, ++sequence, placed, bytes);
    }

    private void companions(Picture picture, Sample placed, long axisUs, List<Piece> into) {
        sound.begins(placed.companions()).ifPresent(begun -> {
            into.add(format(begun, PlayerMovie.soundHead(begun)));
            into.add(soundHead(begun, picture, axisUs));
        });
        sound.fragment(placed).ifPresent(made -> into.add(new Piece.Media(Piece.Kind.SOUND, picture, axisUs, made)));
        for (CompanionFrame frame : placed.companions()) {
            if (frame.of().codec() == CompanionCodec.ONVIF_METADATA) {
                into.add(new Piece.Media(Piece.Kind.DOCUMENT, picture, axisUs, behindRoom(frame.bytes())));
            }
        }
    }

    private static Piece.Format format(Companion begun, ByteBuffer head) {
        return new Piece.Format(
                Piece.Track.SOUND,
                name(head),
                PlayerSound.mime(begun),
                begun.codec().word(),
                0,
                0);
    }

    private ByteBuffer behindRoom(ByteBuffer bytes) {
        ByteBuffer out = ByteBuffer.allocate(room + bytes.remaining());
        out.position(room).put(bytes.duplicate());
        return out.flip();
    }

    private static String name(ByteBuffer head) {
        CRC32 sum = new CRC32();
        sum.update(head.duplicate());
        return Long.toHexString((sum.getValue() << 16) | (head.remaining() & 0xffff));
    }
}
