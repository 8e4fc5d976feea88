package org.lidless.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.lidless.checker.CheckOrder;
import org.lidless.checker.CheckResult;
import org.lidless.checker.ExportCheck;
import org.lidless.domain.GapCause;
import org.lidless.domain.TimeSpan;
import org.lidless.wire.ExportReport;
import org.lidless.wire.FootageReport.StretchReport;
import org.lidless.world.Disk;

/// Has the checker count one camera's export against its ledger.
final class FrameCount {

    /// One frame's time at 25 frames a second.
    private static final long GAP_SLACK_US = 40_000;

    private FrameCount() {}

    /// @param window capture times of the frames that must be there
    static CameraVerdict of(Disk disk, DemoSite site, ExportReport export, TimeSpan window) throws IOException {
        String camera = export.order().camera();
        ExportReport.Result result = export.result().orElseThrow();
        List<StretchReport> gaps = result.gaps();
        List<TimeSpan> explained = gaps.stream()
                .filter(gap -> gap.cause().equals(java.util.Optional.of(GapCause.RECORDER_DOWN.word())))
                .map(gap -> new TimeSpan(TimeSpan.micros(gap.from()), TimeSpan.micros(gap.to())))
                .toList();
        CheckResult counted = ExportCheck.check(
                disk,
                new CheckOrder(
                        Path.of(export.order().path()),
                        site.ledger(camera),
                        window,
                        explained,
                        OptionalLong.of(TimeSpan.micros(result.start())),
                        GAP_SLACK_US));
        return new CameraVerdict(
                camera,
                site.encoding(camera),
                counted.sent(),
                counted.archived(),
                counted.inGapCount(),
                counted.lostCount(),
                counted.twice().size(),
                counted.outOfOrder().size() + counted.damaged().size() + counted.phantom(),
                explained.stream().mapToLong(TimeSpan::durationUs).sum() / 1e6,
                gaps.size());
    }
}
