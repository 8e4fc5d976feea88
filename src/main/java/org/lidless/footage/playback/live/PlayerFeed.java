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

    private final int room;
    private final boolean hasSound;
    private final PlayerAxis axis;
    private final PlayerSound sound;
    private @Nullable VideoParameters parameters;
    private @Nullable NodeId recorder;
    private int sequence;

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

    /// What to give the player for an item.
    public List<Piece> take(LiveItem item) {
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
        if (!isJpeg) {
            into.add(new Piece.Media(Piece.Kind.VIDEO_HEAD, picture, axisUs, behindRoom(head)));
        }
    }

    private ByteBuffer video(Sample placed, Picture picture) {
        ByteBuffer bytes = picture.sample().bytes();
        return picture.sample().parameters().codec() == VideoCodec.MJPEG
                ? behindRoom(bytes)
                : PlayerMovie.videoFragment(room, ++sequence, placed, bytes);
    }

    private void companions(Picture picture, Sample placed, long axisUs, List<Piece> into) {
        sound.begins(placed).ifPresent(begun -> {
            ByteBuffer head = PlayerMovie.soundHead(begun);
            into.add(format(begun, head));
            into.add(new Piece.Media(Piece.Kind.SOUND_HEAD, picture, axisUs, behindRoom(head)));
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
