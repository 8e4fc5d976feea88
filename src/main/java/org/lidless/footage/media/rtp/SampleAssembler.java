package org.lidless.footage.media.rtp;

import java.nio.ByteBuffer;
import org.lidless.footage.media.SampleSink;
import org.lidless.footage.media.codec.Av1Obu;
import org.lidless.footage.media.codec.ParameterSets;

/// Groups NAL units into samples (access units) and hands them to the sink piece by piece. Knows nothing of a codec
/// but the kinds of its NAL units.
///
/// A loss in an unfinished picture damages that picture, and the next only if it has no first slice or if nothing
/// is left of the one before; a loss between two pictures damages the next.
///
/// A sample ends in one of two ways. By *marker*: at the packet with RTP's marker bit, once a slice was seen in it;
/// this costs no waiting. By *beginning*: when the next packet begins another picture; always right, but one frame
/// late. Cameras set the marker on every slice, on parameter sets, or never, so the marker is on probation: the
/// first sample of a session ends by beginning, and only if exactly its last packet was marked, markers count from
/// then on. If later a slice goes on with a picture that a marker had ended, the marker is never trusted again in
/// this session; that one picture stays cut in two samples, the second marked damaged (a sample once ended cannot
/// be opened again).
///
/// Another picture begins: with any packet of another time stamp, unless it holds a later slice without a marker
/// or a loss in between (some cameras change the stamp inside a picture); and at the same time stamp with a
/// sequence's parameters, or with a first slice behind a marker. A stamp that comes before any slice is
/// provisional: the first slice's stamp counts (some cameras stamp parameter sets with the picture before).
final class SampleAssembler {

    /// A sample's largest size; a larger one is dropped whole and counted.
    static final int SAMPLE_BYTES_MAX = 8 * 1024 * 1024;

    /// How units lie in a sample.
    enum Framing {
        /// Behind four bytes of length.
        LENGTH_BEFORE,
        /// With their size inside, behind their header: OBUs.
        SIZE_INSIDE
    }

    private enum Marker {
        ON_PROBATION,
        TRUSTED,
        UNTRUSTED
    }

    private final SampleSink sink;
    private final ParameterSets sets;
    private final Framing framing;
    private final byte[] set = new byte[ParameterSets.SET_BYTES_MAX];

    private Marker trust = Marker.ON_PROBATION;
    private boolean setsChanged;
    private int packetTime;
    private long packetArrivalUs;
    private boolean markedBefore;
    private boolean lossAhead;
    private boolean lossInside;
    private boolean lostWhole;

    private boolean open;
    private boolean picture;
    private boolean pictureTorn;
    private boolean instant;
    private boolean recovery;
    private boolean allIntra;
    private boolean damaged;
    private boolean tooLarge;
    private int time;
    private long arrivalUs;
    private int markers;
    private int bytes;

    private boolean nalOpen;
    private boolean nalIsSet;
    private boolean nalIsSlice;
    private int setBytes;

    private boolean anyEnded;
    private int endedTime;
    private long samples;
    private long keys;
    private long damagedSamples;
    private long droppedSamples;

    SampleAssembler(SampleSink sink, ParameterSets sets, Framing framing) {
        this.sink = sink;
        this.sets = sets;
        this.framing = framing;
        setsChanged = sets.isComplete();
    }

    /// A packet begins.
    ///
    /// @param loss whether packets are missing right before it
    void beginPacket(int rtpTime, boolean loss, long nowUs) {
        packetTime = rtpTime;
        packetArrivalUs = nowUs;
        if (loss) {
            tearNal();
            damaged |= open;
            lossInside = open;
            lossAhead = true;
        }
    }

    /// A NAL unit begins.
    ///
    /// @param key   whether a slice from which decoding can begin by itself (IDR, IRAP)
    /// @param intra whether a slice that needs no other picture
    void beginNal(NalKind kind, boolean key, boolean intra) {
        tearNal();
        if (open && (picture || pictureTorn) && beginsAnother(kind)) {
            endByBeginning();
        }
        if (!open) {
            openSample(kind);
        } else if (!picture) {
            time = packetTime;
        }
        lossAhead = false;
        nalIsSlice = kind.isSlice();
        if (nalIsSlice) {
            if (setsChanged && sets.isComplete()) {
                sink.parameters(sets.parameters());
                setsChanged = false;
            }
            instant |= key;
            allIntra &= intra;
        }
        nalIsSet = kind.isParameterSet();
        setBytes = 0;
        nalOpen = true;
        bytes += 4;
        if (!tooLarge) {
            switch (framing) {
                case LENGTH_BEFORE -> sink.beginNal();
                case SIZE_INSIDE -> sink.beginPlain();
            }
        }
    }

    /// What follows in this unit is counted in its size, which goes here.
    void keepLength() {
        if (nalOpen && !tooLarge) {
            sink.keepLength();
        }
    }

    /// The supplemental information says that decoding recovers at this very picture.
    void recoveryPoint() {
        recovery = true;
    }

    private boolean beginsAnother(NalKind kind) {
        boolean sameTime = packetTime == time;
        return switch (kind) {
            case FIRST_SLICE -> !sameTime || markedBefore;
            case LATER_SLICE -> !sameTime && (markedBefore || lossAhead);
            case SEQUENCE -> true;
            case PICTURE, BEFORE -> !sameTime;
            case AFTER -> false;
        };
    }

    private void openSample(NalKind kind) {
        boolean goesOn = kind == NalKind.LATER_SLICE && anyEnded && packetTime == endedTime && !lossAhead;
        if (goesOn && trust == Marker.TRUSTED) {
            trust = Marker.UNTRUSTED;
        }
        open = true;
        time = packetTime;
        boolean beheaded = kind == NalKind.LATER_SLICE && (lossAhead || !anyEnded);
        damaged = goesOn || beheaded || (lossAhead && !lossInside) || lostWhole;
        lostWhole = false;
        allIntra = true;
    }

    /// More of the NAL unit: the buffer's bytes from one place to another. Position and limit are left as they
    /// were.
    void append(ByteBuffer buffer, int from, int to) {
        int size = to - from;
        if (!nalOpen || size <= 0) {
            return;
        }
        if (nalIsSet) {
            keepSet(buffer, from, size);
        }
        if (tooLarge) {
            return;
        }
        bytes += size;
        if (bytes > SAMPLE_BYTES_MAX) {
            sink.dropNal();
            sink.dropSample();
            tooLarge = true;
            return;
        }
        int position = buffer.position();
        int limit = buffer.limit();
        buffer.limit(to).position(from);
        sink.append(buffer);
        buffer.limit(limit).position(position);
    }

    private void keepSet(ByteBuffer buffer, int from, int size) {
        if (setBytes + size > set.length) {
            nalIsSet = false;
            return;
        }
        buffer.get(from, set, setBytes, size);
        setBytes += size;
    }

    /// The NAL unit is whole.
    void endNal() {
        if (!nalOpen) {
            return;
        }
        nalOpen = false;
        picture |= nalIsSlice;
        if (nalIsSet) {
            if (framing == Framing.SIZE_INSIDE) {
                set[0] &= ~Av1Obu.HAS_SIZE;
            }
            setsChanged |= sets.add(set, setBytes);
        }
        if (!tooLarge) {
            sink.endNal();
        }
    }

    /// Whether a NAL unit has begun and not ended.
    boolean isNalOpen() {
        return nalOpen;
    }

    /// Whether a slice in a packet of this time would go on with the picture at hand.
    boolean continuesPicture() {
        return open && picture && packetTime == time;
    }

    /// A NAL unit that has begun will not be completed.
    void tearNal() {
        if (!nalOpen) {
            return;
        }
        nalOpen = false;
        damaged = true;
        pictureTorn |= nalIsSlice;
        if (!tooLarge) {
            sink.dropNal();
        }
    }

    /// Something of the sample at hand was unreadable.
    void damage() {
        damaged |= open;
    }

    /// The packet is done.
    void endPacket(boolean marker) {
        arrivalUs = Math.max(arrivalUs, packetArrivalUs);
        markedBefore = marker;
        if (!marker || !open || nalOpen || !(picture || pictureTorn)) {
            return;
        }
        markers++;
        if (trust == Marker.TRUSTED) {
            endSample();
        }
    }

    private void endByBeginning() {
        if (trust == Marker.ON_PROBATION && !damaged && !pictureTorn) {
            trust = markers == 1 && markedBefore ? Marker.TRUSTED : Marker.UNTRUSTED;
        }
        endSample();
    }

    private void endSample() {
        if (tooLarge || !picture) {
            if (!tooLarge) {
                sink.dropSample();
            }
            droppedSamples++;
            lostWhole |= damaged || tooLarge;
        } else {
            boolean key = instant || (recovery && allIntra);
            sink.endSample(time, key, damaged, arrivalUs);
            samples++;
            keys += key ? 1 : 0;
            damagedSamples += damaged ? 1 : 0;
        }
        anyEnded = true;
        endedTime = time;
        open = false;
        picture = false;
        pictureTorn = false;
        instant = false;
        recovery = false;
        damaged = false;
        tooLarge = false;
        markers = 0;
        bytes = 0;
    }

    /// No packet will follow: a picture whose every NAL unit came is kept, unless markers say that more was to
    /// come.
    void flush() {
        tearNal();
        if (open && picture && !damaged && trust != Marker.TRUSTED) {
            endSample();
        } else if (open) {
            picture = false;
            endSample();
        }
    }

    long samples() {
        return samples;
    }

    long keys() {
        return keys;
    }

    long damagedSamples() {
        return damagedSamples;
    }

    long droppedSamples() {
        return droppedSamples;
    }
}
