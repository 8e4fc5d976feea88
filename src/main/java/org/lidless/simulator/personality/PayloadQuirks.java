package org.lidless.simulator.personality;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.lidless.footage.media.VideoCodec;
import org.lidless.simulator.Payload;

/// How cameras pack pictures into packets, other than the standards say (RFC 6184, RFC 7798).
final class PayloadQuirks {

    private static final byte[] START_CODE = {0, 0, 0, 1};
    private static final int RESERVED_BIT = 0x20;

    static final List<Quirk> ALL = List.of(
            new Quirk(
                    "marker-on-sets",
                    "marks parameter sets like a picture's last packet",
                    "Reolink RLC-822A; retina #13, gortsplib #759",
                    new Packs(false, (codec, nals, good) -> marked(good, each -> isSet(codec, each)))),
            new Quirk(
                    "marker-on-slices",
                    "marks every slice",
                    "moonfire #352",
                    new Packs(true, (codec, nals, good) -> marked(good, each -> endsUnit(codec, each)))),
            new Quirk(
                    "marker-never",
                    "marks nothing",
                    "gortsplib #759",
                    new Packs(
                            true,
                            (codec, nals, good) -> good.stream()
                                    .map(each -> each.marked(false))
                                    .toList())),
            new Quirk(
                    "stamp-changes",
                    "changes the time stamp inside a picture",
                    "retina #13, moonfire #352",
                    new Packs(true, (codec, nals, good) -> lastLate(good))),
            new Quirk(
                    "many-slices",
                    "cuts each picture into slices",
                    "mediamtx #2826",
                    new Packs(true, (codec, nals, good) -> good)),
            new Quirk(
                    "fragment-alone",
                    "sends every unit as a fragment that is start and end at once",
                    "Tiandy; moonfire #344",
                    new Packs(false, (codec, nals, good) -> each(good, one -> List.of(Fragments.alone(codec, one))))),
            new Quirk(
                    "fragment-empty",
                    "sends an empty fragment between others",
                    "Longse; retina #115",
                    new Packs(false, (codec, nals, good) -> each(good, one -> Fragments.withEmpty(codec, one)))),
            new Quirk(
                    "fragment-kind-changes",
                    "names another kind of unit in later fragments, and sets the reserved bit",
                    "Longse; retina #115",
                    new Packs(
                            false,
                            (codec, nals, good) ->
                                    each(good, one -> List.of(Fragments.otherKind(codec, one, RESERVED_BIT))))),
            new Quirk(
                    "annex-b",
                    "sends parameter sets and picture as one unit with start codes inside",
                    "V380; retina #68, #108",
                    new Packs(false, PayloadQuirks::joined)),
            new Quirk(
                    "start-code-in-front",
                    "leaves a start code in front of every unit that fits a packet",
                    "V380; retina #68",
                    new Packs(
                            false,
                            (codec, nals, good) -> each(
                                    good,
                                    one -> List.of(
                                            Fragments.isFragment(codec, one)
                                                    ? one
                                                    : one.of(concatenated(START_CODE, one.bytes())))))),
            new Quirk(
                    "extra-types",
                    "sends packets of payload types 50 and 35 in between, in the same numbering",
                    "Geovision, Bosch; retina's captured conversations",
                    new Packs(false, (codec, nals, good) -> between(good))),
            new Quirk(
                    "sps-trailing",
                    "sends zeros behind its parameter sets",
                    "retina #102, #112, #116, moonfire #333",
                    new Packs(
                            false,
                            (codec, nals, good) -> each(
                                    good,
                                    one -> List.of(
                                            isSet(codec, one)
                                                    ? one.of(Arrays.copyOf(one.bytes(), one.bytes().length + 3))
                                                    : one)))),
            new Quirk(
                    "sets-rewritten",
                    "writes its parameter sets now once, now twice and with a zero behind, and means the same",
                    "mediamtx #4262",
                    new Packs(false, PayloadQuirks::rewritten)));

    private PayloadQuirks() {}

    /// What becomes of one payload.
    private interface Change {

        List<Payload> of(Payload payload);
    }

    private static List<Payload> each(List<Payload> good, Change change) {
        List<Payload> all = new ArrayList<>();
        good.forEach(payload -> all.addAll(change.of(payload)));
        return all;
    }

    private static List<Payload> marked(List<Payload> good, Predicate<Payload> also) {
        return good.stream()
                .map(each -> each.marked(each.marker() || also.test(each)))
                .toList();
    }

    private static List<Payload> lastLate(List<Payload> good) {
        List<Payload> all = new ArrayList<>(good);
        if (all.size() > 1) {
            all.set(all.size() - 1, all.getLast().late(90));
        }
        return all;
    }

    private static boolean isSet(VideoCodec codec, Payload payload) {
        int first = payload.bytes()[0];
        return switch (codec) {
            case H264 -> (first & 0x1F) == 7 || (first & 0x1F) == 8;
            case H265 -> ((first >> 1) & 0x3F) >= 32 && ((first >> 1) & 0x3F) <= 34;
            case AV1, MJPEG -> false;
        };
    }

    /// Which way it is depends on the picture.
    private static List<Payload> rewritten(VideoCodec codec, List<byte[]> nals, List<Payload> good) {
        boolean isTwice = Arrays.hashCode(nals.getLast()) % 2 == 0;
        return each(
                good,
                one -> isTwice && isSet(codec, one)
                        ? List.of(one, one.of(Arrays.copyOf(one.bytes(), one.bytes().length + 1)))
                        : List.of(one));
    }

    private static boolean endsUnit(VideoCodec codec, Payload payload) {
        return !Fragments.isFragment(codec, payload) || Fragments.isLast(codec, payload);
    }

    /// What comes before a picture in one unit with it; large pictures stay as they are.
    private static List<Payload> joined(VideoCodec codec, List<byte[]> nals, List<Payload> good) {
        int at = 0;
        var joined = new ByteArrayOutputStream();
        boolean more = true;
        while (more && at < good.size() && !Fragments.isFragment(codec, good.get(at))) {
            more = isBeforePicture(codec, good.get(at));
            if (at > 0) {
                joined.writeBytes(START_CODE);
            }
            joined.writeBytes(good.get(at).bytes());
            at++;
        }
        if (at < 2) {
            return good;
        }
        List<Payload> all = new ArrayList<>();
        all.add(good.get(at - 1).of(joined.toByteArray()));
        all.addAll(good.subList(at, good.size()));
        return all;
    }

    private static boolean isBeforePicture(VideoCodec codec, Payload payload) {
        int first = payload.bytes()[0];
        return switch (codec) {
            case H264 -> (first & 0x1F) > 5;
            case H265 -> ((first >> 1) & 0x3F) >= 32;
            case AV1, MJPEG -> false;
        };
    }

    private static List<Payload> between(List<Payload> good) {
        List<Payload> all = new ArrayList<>();
        all.add(new Payload(new byte[] {1, 2, 3, 4}, false, 50, 0));
        all.add(good.getFirst());
        all.add(new Payload(new byte[] {5, 6}, true, 35, 0));
        all.addAll(good.subList(1, good.size()));
        return all;
    }

    private static byte[] concatenated(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
