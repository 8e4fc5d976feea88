package org.lidless.checker;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import org.lidless.checker.Alignment.Seen;
import org.lidless.world.Disk;

/// Compares an export with the ledger of the camera that sent it, frame by frame.
public final class ExportCheck {

    private static final int HASH_BYTES = 16;

    private ExportCheck() {}

    /// Reads both files and compares them.
    ///
    /// @throws IOException when one of them cannot be read or is not what it should be
    public static CheckResult check(Disk disk, CheckOrder order) throws IOException {
        LedgerReader.Account account = LedgerReader.read(disk, order.ledger());
        List<Seen> seen = seen(disk, order);
        int[] frameOf = Alignment.of(account, seen, order);
        boolean[] surplus = Order.surplus(frameOf);
        List<LedgerFrame> twice = new ArrayList<>();
        List<LedgerFrame> damaged = new ArrayList<>();
        int[] sampleOf = new int[account.frames().size()];
        java.util.Arrays.fill(sampleOf, Alignment.NOBODY);
        long phantom = 0;
        for (int at = 0; at < frameOf.length; at++) {
            if (frameOf[at] == Alignment.NOBODY) {
                phantom++;
                continue;
            }
            LedgerFrame frame = account.frames().get(frameOf[at]);
            if (surplus[at]) {
                twice.add(frame);
            } else {
                sampleOf[frameOf[at]] = at;
            }
            if (!frame.wasSentAs(seen.get(at).hash())) {
                damaged.add(frame);
            }
        }
        List<LedgerFrame> outOfOrder = Order.misplaced(frameOf, surplus).stream()
                .map(at -> account.frames().get(frameOf[at]))
                .toList();
        Presence presence = Presence.of(order, account.frames(), sampleOf, seen);
        return new CheckResult(
                presence.sent(),
                presence.archived(),
                presence.lost(),
                presence.inGap(),
                twice,
                outOfOrder,
                damaged,
                phantom,
                presence.cameraDropped(),
                presence.neverOffered(),
                timeErrorMaxUs(order, account.frames(), sampleOf, seen));
    }

    private static List<Seen> seen(Disk disk, CheckOrder order) throws IOException {
        List<Seen> seen = new ArrayList<>();
        try (ExportedMovie movie = ExportedMovie.open(disk, order.export())) {
            for (ExportedSample sample : movie.samples()) {
                byte[] bytes = movie.bytes(sample);
                FoundStamp stamp = FoundStamp.in(bytes, sample.coding()).orElse(null);
                seen.add(new Seen(sample.size(), sample.showUs(), hash(bytes), stamp));
            }
        }
        return seen;
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    private static OptionalLong timeErrorMaxUs(
            CheckOrder order, List<LedgerFrame> frames, int[] sampleOf, List<Seen> seen) {
        OptionalLong worst = OptionalLong.empty();
        if (order.exportStartUs().isEmpty()) {
            return worst;
        }
        for (int place = 0; place < sampleOf.length; place++) {
            if (sampleOf[place] != Alignment.NOBODY) {
                long shownUs = order.exportStartUs().getAsLong()
                        + seen.get(sampleOf[place]).showUs();
                long errorUs = Math.abs(shownUs - frames.get(place).capturedUs());
                worst = OptionalLong.of(Math.max(worst.orElse(0), errorUs));
            }
        }
        return worst;
    }
}
