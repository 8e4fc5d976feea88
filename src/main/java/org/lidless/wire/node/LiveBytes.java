package org.lidless.wire.node;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lidless.domain.Epoch;
import org.lidless.domain.RunId;
import org.lidless.footage.media.Companion;
import org.lidless.footage.media.CompanionFrame;
import org.lidless.footage.media.ParameterSet;
import org.lidless.footage.media.VideoParameters;
import org.lidless.footage.timeline.RingSample;
import org.lidless.footage.timeline.RingTail;
import org.lidless.footage.timeline.alignment.SampleMark;

/// What a recorder tells of its rings, as bytes; docs/formats/node-protocol.md. One message holds one answer: a
/// look, or a batch of samples, or nothing but a sign of life and whether its catalogues changed. Numbers are
/// big-endian, of fixed length.
final class LiveBytes {

    /// A message of more bytes than this is not made: a sample that does not fit is passed over.
    static final int MESSAGE_BYTES_MAX = 7 << 20;

    private static final int VERSION = 1;
    private static final int LOOKED = 1;
    private static final int CAME = 2;
    private static final int ALIVE = 3;
    private static final int ALIVE_BYTES = 10;
    private static final int KEY = 1;
    private static final int MARK_BYTES = 49;
    private static final int HEAD_BYTES = 64;
    private static final int SAMPLE_BYTES = 64;
    private static final int PARAMETERS_BYTES = 16;

    /// What a message says.
    sealed interface Told {

        record Looked(int id, RingTail.Look look) implements Told {}

        record Came(int id, RingTail.Batch batch) implements Told {}

        /// @param catalogues as in [CatalogueStamp#now]
        record Alive(long catalogues) implements Told {}
    }

    private LiveBytes() {}

    static byte[] alive(long catalogues) {
        return ByteBuffer.allocate(ALIVE_BYTES)
                .put((byte) VERSION)
                .put((byte) ALIVE)
                .putLong(catalogues)
                .array();
    }

    static byte[] looked(int id, RingTail.Look look) {
        ByteBuffer out =
                ByteBuffer.allocate(HEAD_BYTES + MARK_BYTES * look.marks().size());
        head(out, LOOKED, id, look.here(), look.epoch());
        out.putLong(look.first()).putInt(look.marks().size());
        look.marks().forEach(mark -> mark(out, mark));
        return bytes(out);
    }

    static byte[] came(int id, RingTail.Batch batch) {
        List<RingSample> fitting = new ArrayList<>();
        long bytes = HEAD_BYTES;
        for (RingSample sample : batch.samples()) {
            long needed = length(sample);
            if (bytes + needed <= MESSAGE_BYTES_MAX) {
                fitting.add(sample);
                bytes += needed;
            }
        }
        ByteBuffer out = ByteBuffer.allocate((int) bytes);
        head(out, CAME, id, batch.here(), batch.epoch());
        out.putLong(batch.next()).putShort((short) fitting.size());
        VideoParameters before = null;
        for (RingSample sample : fitting) {
            sample(out, sample, before);
            before = sample.parameters();
        }
        return bytes(out);
    }

    private static long length(RingSample sample) {
        long bytes = MARK_BYTES + SAMPLE_BYTES + (long) sample.bytes().remaining() + PARAMETERS_BYTES;
        for (ParameterSet set : sample.parameters().parameterSets()) {
            bytes += 2L + set.size();
        }
        for (CompanionFrame frame : sample.companions()) {
            bytes += SAMPLE_BYTES + (long) frame.size();
            for (ParameterSet set : frame.of().configuration()) {
                bytes += 2L + set.size();
            }
        }
        return bytes;
    }

    private static void head(ByteBuffer out, int kind, int id, boolean here, Epoch epoch) {
        out.put((byte) VERSION).put((byte) kind).putInt(id);
        out.put((byte) (here ? 1 : 0)).putLong(epoch.value());
    }

    private static void mark(ByteBuffer out, SampleMark mark) {
        out.putLong(mark.run().bits()).putLong(mark.number()).putLong(mark.decodeTicks());
        out.putInt(Math.toIntExact(mark.presentationTicks() - mark.decodeTicks()));
        out.putLong(mark.timeUs()).putInt(mark.size()).put((byte) (mark.key() ? KEY : 0));
        out.putLong(mark.hash());
    }

    private static void sample(ByteBuffer out, RingSample sample, @Nullable VideoParameters before) {
        out.putLong(sample.place());
        mark(out, sample.mark());
        out.putInt(sample.durationTicks());
        boolean isSame = sample.parameters().equals(before);
        out.put((byte) (isSame ? 0 : 1));
        if (!isSame) {
            parameters(out, sample.parameters());
        }
        out.putShort((short) sample.companions().size());
        sample.companions().forEach(frame -> frame(out, frame));
        out.put(sample.bytes().duplicate());
    }

    private static void parameters(ByteBuffer out, VideoParameters parameters) {
        out.put((byte) LiveCodecs.number(parameters.codec()));
        out.putShort((short) parameters.width()).putShort((short) parameters.height());
        out.put((byte) parameters.reorderDepth());
        sets(out, parameters.parameterSets());
    }

    private static void sets(ByteBuffer out, List<ParameterSet> sets) {
        out.put((byte) sets.size());
        for (ParameterSet set : sets) {
            out.putShort((short) set.size()).put(set.bytes());
        }
    }

    private static void frame(ByteBuffer out, CompanionFrame frame) {
        Companion of = frame.of();
        out.put((byte) LiveCodecs.number(of.codec())).putInt(of.rate()).put((byte) of.channels());
        sets(out, of.configuration());
        out.putLong(frame.timeUs()).putInt(frame.ticks()).putInt(frame.size());
        out.put(frame.bytes().duplicate());
    }

    private static byte[] bytes(ByteBuffer out) {
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    /// Reads one message.
    ///
    /// @throws IllegalArgumentException with a reason, when it is no such message of this version
    static Told decode(ByteBuffer in) {
        try {
            int version = in.get();
            if (version != VERSION) {
                throw new IllegalArgumentException("pictures of version " + version + "; known is " + VERSION);
            }
            int kind = in.get();
            return switch (kind) {
                case LOOKED -> looked(in);
                case CAME -> came(in);
                case ALIVE -> new Told.Alive(in.getLong());
                default -> throw new IllegalArgumentException("there is no message " + kind + " of pictures");
            };
        } catch (BufferUnderflowException cut) {
            throw new IllegalArgumentException("a message of pictures ends in the middle", cut);
        }
    }

    private static Told looked(ByteBuffer in) {
        int id = in.getInt();
        boolean here = in.get() == 1;
        Epoch epoch = new Epoch(in.getLong());
        long first = in.getLong();
        int count = upTo(in.getInt(), RingTail.MARKS_MAX);
        List<SampleMark> marks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            marks.add(mark(in));
        }
        return new Told.Looked(id, new RingTail.Look(here, epoch, first, marks));
    }

    private static Told came(ByteBuffer in) {
        int id = in.getInt();
        boolean here = in.get() == 1;
        Epoch epoch = new Epoch(in.getLong());
        long next = in.getLong();
        int count = upTo(in.getShort(), RingTail.SAMPLES_MAX);
        List<RingSample> samples = new ArrayList<>(count);
        VideoParameters parameters = null;
        for (int i = 0; i < count; i++) {
            long place = in.getLong();
            SampleMark mark = mark(in);
            int duration = in.getInt();
            parameters = in.get() == 1 ? parameters(in) : parameters;
            if (parameters == null) {
                throw new IllegalArgumentException("the first sample comes without parameters");
            }
            int frames = upTo(in.getShort(), Short.MAX_VALUE);
            List<CompanionFrame> companions = new ArrayList<>();
            for (int each = 0; each < frames; each++) {
                companions.add(frame(in));
            }
            samples.add(new RingSample(place, mark, duration, parameters, companions, slice(in, mark.size())));
        }
        return new Told.Came(id, new RingTail.Batch(here, epoch, samples, next));
    }

    private static SampleMark mark(ByteBuffer in) {
        RunId run = new RunId(in.getLong());
        long number = in.getLong();
        long decode = in.getLong();
        int lead = in.getInt();
        long timeUs = in.getLong();
        int size = in.getInt();
        boolean key = (in.get() & KEY) != 0;
        return new SampleMark(run, number, decode, decode + lead, timeUs, size, key, in.getLong());
    }

    private static VideoParameters parameters(ByteBuffer in) {
        int codec = in.get();
        int width = in.getShort() & 0xffff;
        int height = in.getShort() & 0xffff;
        int depth = in.get();
        return new VideoParameters(LiveCodecs.video(codec), sets(in), width, height, depth);
    }

    private static List<ParameterSet> sets(ByteBuffer in) {
        int count = upTo(in.get(), Byte.MAX_VALUE);
        List<ParameterSet> sets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ByteBuffer set = slice(in, in.getShort() & 0xffff);
            byte[] bytes = new byte[set.remaining()];
            set.get(bytes);
            sets.add(new ParameterSet(bytes));
        }
        return sets;
    }

    private static CompanionFrame frame(ByteBuffer in) {
        int codec = in.get();
        int rate = in.getInt();
        int channels = in.get();
        Companion of = new Companion(LiveCodecs.companion(codec), rate, channels, sets(in));
        long timeUs = in.getLong();
        int ticks = in.getInt();
        return new CompanionFrame(of, timeUs, ticks, slice(in, in.getInt()));
    }

    private static ByteBuffer slice(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer slice = in.slice(in.position(), length);
        in.position(in.position() + length);
        return slice;
    }

    private static int upTo(int value, int max) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException(value + " of them in a message of pictures; at most " + max);
        }
        return value;
    }
}
