package org.lidless.footage.media.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lidless.footage.media.ParameterSet;
import org.lidless.footage.media.VideoCodec;
import org.lidless.footage.media.VideoParameters;

/// The parameter sets of one stream (of AV1 its sequence header), from the session description and in band, the newest
/// of each number. Repeats
/// are recognised without an allocation. Not thread safe.
public final class ParameterSets {

    /// A longer set is passed over; none in use comes near.
    public static final int SET_BYTES_MAX = 8192;

    private static final int SETS_MAX = 64;

    private record Entry(ParameterSet set, @Nullable PictureFormat format) {}

    private enum Kind {
        VPS,
        SPS,
        PPS
    }

    private record Key(Kind kind, int id) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byKind = kind.compareTo(other.kind);
            return byKind != 0 ? byKind : Integer.compare(id, other.id);
        }
    }

    private final VideoCodec codec;
    private final TreeMap<Key, Entry> sets = new TreeMap<>();
    private final List<byte[]> known = new ArrayList<>();
    private @Nullable PictureFormat format;

    public ParameterSets(VideoCodec codec) {
        this.codec = codec;
    }

    /// Takes one set with its NAL header; trailing zero bytes are not part of it.
    ///
    /// @return whether a decoder is now asked for something else; false for a repeat, for one that differs only in
    ///         what decoding does not depend on, and for bytes that are no parameter set
    public boolean add(byte[] bytes, int length) {
        int size = length;
        while (size > 0 && bytes[size - 1] == 0) {
            size--;
        }
        if (size <= headerBytes() || size > SET_BYTES_MAX || isKnown(bytes, size)) {
            return false;
        }
        byte[] nal = Arrays.copyOf(bytes, size);
        Kind kind = kind(nal[0]);
        if (kind == null) {
            return false;
        }
        PictureFormat read = kind == Kind.SPS ? read(nal).orElse(null) : null;
        var key = new Key(kind, read == null ? number(nal, kind) : read.id());
        if (!sets.containsKey(key) && sets.size() >= SETS_MAX) {
            return false;
        }
        Entry before = sets.put(key, new Entry(new ParameterSet(nal), read));
        known.clear();
        sets.values().forEach(entry -> known.add(entry.set.bytes()));
        if (kind != Kind.SPS) {
            return true;
        }
        format = read;
        return before == null || before.format == null || read == null || !read.meansTheSameAs(before.format);
    }

    /// Whether two ask the same of a decoder, though their sets may differ in what decoding does not depend on.
    public static boolean meanTheSame(VideoParameters one, VideoParameters other) {
        if (one.codec() != other.codec()
                || one.parameterSets().size() != other.parameterSets().size()) {
            return false;
        }
        var sets = new ParameterSets(one.codec());
        one.parameterSets().forEach(set -> sets.add(set.bytes(), set.size()));
        boolean isSame = true;
        for (ParameterSet set : other.parameterSets()) {
            isSame &= !sets.add(set.bytes(), set.size());
        }
        return isSame;
    }

    private boolean isKnown(byte[] bytes, int size) {
        for (int i = 0; i < known.size(); i++) {
            byte[] set = known.get(i);
            if (set.length == size && Arrays.equals(set, 0, size, bytes, 0, size)) {
                return true;
            }
        }
        return false;
    }

    private int headerBytes() {
        return switch (codec) {
            case H264, AV1, MJPEG -> 1;
            case H265 -> 2;
        };
    }

    private @Nullable Kind kind(byte header) {
        return switch (codec) {
            case H264 ->
                switch (H264Nal.type(header)) {
                    case H264Nal.SPS -> Kind.SPS;
                    case H264Nal.PPS -> Kind.PPS;
                    default -> null;
                };
            case H265 ->
                switch (H265Nal.type(header)) {
                    case H265Nal.VPS -> Kind.VPS;
                    case H265Nal.SPS -> Kind.SPS;
                    case H265Nal.PPS -> Kind.PPS;
                    default -> null;
                };
            case AV1 -> Av1Obu.type(header) == Av1Obu.SEQUENCE_HEADER ? Kind.SPS : null;
            case MJPEG -> null;
        };
    }

    private Optional<PictureFormat> read(byte[] nal) {
        return switch (codec) {
            case H264 -> H264Sps.read(nal);
            case H265 -> H265Sps.read(nal);
            case AV1 -> Av1Sequence.read(nal).map(sequence -> sequence.format(nal));
            case MJPEG -> Optional.empty();
        };
    }

    /// The number of a set that is read no further: four bits in a VPS, a Golomb code in a PPS, 0 in a broken SPS.
    private int number(byte[] nal, Kind kind) {
        var bits = new BitReader(nal, headerBytes());
        return switch (kind) {
            case VPS -> (int) bits.bits(4);
            case SPS -> 0;
            case PPS -> bits.atMost(255);
        };
    }

    /// Whether there is what a decoder needs: at least one SPS and one PPS, and for H.265 a VPS; for AV1 a sequence
    /// header.
    public boolean isComplete() {
        return switch (codec) {
            case H264 -> has(Kind.SPS) && has(Kind.PPS);
            case H265 -> has(Kind.SPS) && has(Kind.PPS) && has(Kind.VPS);
            case AV1 -> has(Kind.SPS);
            case MJPEG -> true;
        };
    }

    private boolean has(Kind kind) {
        return sets.keySet().stream().anyMatch(key -> key.kind == kind);
    }

    /// All of it as one value; the picture's size is that of the SPS that came last.
    public VideoParameters parameters() {
        var list = new ArrayList<ParameterSet>();
        for (Map.Entry<Key, Entry> entry : sets.entrySet()) {
            list.add(entry.getValue().set);
        }
        PictureFormat shown = format;
        return shown == null
                ? new VideoParameters(codec, list, 0, 0, 0)
                : new VideoParameters(codec, list, shown.width(), shown.height(), shown.reorderDepth());
    }
}
