package org.lidless.simulator.personality;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.lidless.simulator.Personality;
import org.lidless.simulator.Personality.Way;
import org.lidless.simulator.SideTrack;

/// What becomes of datagrams on their way, and which ways cameras offer.
final class DatagramQuirks {

    static final List<Quirk> ALL = List.of(
            new Quirk(
                    "udp-only",
                    "refuses to interleave with 461",
                    "general; RFC 2326 section 11.3.13",
                    new SendsAlso(Way.DATAGRAMS, (moment, units, _) -> units)),
            new Quirk(
                    "udp-reorder",
                    "has its datagrams arrive in another order",
                    "gortsplib's jitter buffer",
                    new SendsAlso(Way.DATAGRAMS, (moment, units, _) -> swapped(units))),
            new Quirk(
                    "udp-twice",
                    "has its datagrams arrive twice",
                    "general",
                    new SendsAlso(Way.DATAGRAMS, (moment, units, _) -> twice(units))),
            new Quirk(
                    "udp-loss",
                    "loses a datagram of each large picture on the way, one second in three",
                    "general; gortsplib's count of lost packets",
                    new SendsAlso(Way.DATAGRAMS, (moment, units, _) -> withLoss(moment, units))),
            new Quirk("udp-large", "sends datagrams of 10 kB", "Tapo; gortsplib", new SendsLarge()),
            new Quirk(
                    "udp-blocked",
                    "sends datagrams that never arrive, and interleaves on request",
                    "mediamtx changes to TCP after 3 s",
                    new BlocksDatagrams()),
            new Quirk(
                    "multicast",
                    "sends by multicast alone",
                    "general; RFC 2326 section 12.39",
                    new SendsAlso(Way.MULTICAST, (moment, units, _) -> units)),
            new Quirk(
                    "multicast-sound",
                    "sends its pictures, its AAC and its metadata to groups of their own, and nothing otherwise",
                    "general; RFC 2326 section 12.39",
                    new SendsSoundByGroup()));

    private DatagramQuirks() {}

    private static List<ByteBuffer> swapped(List<ByteBuffer> units) {
        List<ByteBuffer> all = new ArrayList<>(units);
        for (int at = 0; at + 1 < all.size(); at += 2) {
            Collections.swap(all, at, at + 1);
        }
        return all;
    }

    private static List<ByteBuffer> withLoss(Personality.Moment moment, List<ByteBuffer> units) {
        boolean isLossy = moment.playedUs() / 1_000_000 % 3 == 1 && units.size() > 2;
        List<ByteBuffer> all = new ArrayList<>(units);
        if (isLossy) {
            all.remove(1);
        }
        return all;
    }

    private static List<ByteBuffer> twice(List<ByteBuffer> units) {
        List<ByteBuffer> all = new ArrayList<>();
        units.forEach(each -> {
            all.add(each);
            all.add(each.duplicate());
        });
        return all;
    }

    private record SendsLarge() implements Personality {

        @Override
        public boolean offers(Way way) {
            return way == Way.DATAGRAMS;
        }

        @Override
        public int payloadBytesMax() {
            return 10_000;
        }
    }

    private record SendsSoundByGroup() implements Personality {

        @Override
        public boolean offers(Way way) {
            return way == Way.MULTICAST;
        }

        @Override
        public List<SideTrack> sideTracks() {
            return List.of(SideTracks.aac(), SideTracks.metadata());
        }
    }

    private record BlocksDatagrams() implements Personality {

        @Override
        public FrameFate onFrame(Moment moment) {
            return moment.way() == Way.DATAGRAMS ? FrameFate.WITHHELD : FrameFate.SENT;
        }
    }
}
