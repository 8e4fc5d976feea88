package org.lidless.footage.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lidless.domain.Epoch;
import org.lidless.domain.NodeId;
import org.lidless.domain.RunId;
import org.lidless.domain.TimeSpan;
import org.lidless.footage.timeline.Item.SampleItem;
import org.lidless.footage.timeline.alignment.AlignmentLearner;

/// Two recorders of which one lost its session when the other had only just begun, or had not yet: too little in common
/// for anybody to
/// have learnt how their clocks relate. A standby that froze while the primary came back is such a one.
class HardlyMetTest {

    private static final int FRAMES = 300;
    private static final int COMMON_MAX = 30;

    @Test
    void everyFrameIsReadOnce() {
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            MadeCamera camera = new MadeCamera(random, FRAMES, 20 + random.nextInt(40), random.nextInt(3));
            int begin = camera.gop * (1 + random.nextInt(3));
            int common = random.nextInt(COMMON_MAX);
            long skewUs = random.nextLong(-AlignmentLearner.SKEW_MAX_US, AlignmentLearner.SKEW_MAX_US);
            Filmed former = filmed(camera, random, "s1", 0, begin + common, 0);
            Filmed next = filmed(camera, random, "r1", begin, FRAMES, skewUs);
            assertThat(frames(List.of(former, next)))
                    .as("seed %d: %d in common, clocks %d µs apart", seed, common, skewUs)
                    .isEqualTo(IntStream.range(0, FRAMES).boxed().toList());
        }
    }

    private static Filmed filmed(MadeCamera camera, Random random, String writer, int from, int to, long clockUs) {
        Filmed.Run run = new Filmed.Run(
                new RunId(random.nextLong()), new NodeId(writer), Epoch.FIRST, random.nextLong(1L << 33), clockUs);
        Filmed segment = new Filmed(camera, run, new NodeId(writer), 0, 5 + random.nextInt(20));
        IntStream.range(from, to).forEach(frame -> segment.add(frame, frame - from));
        return segment;
    }

    private static List<Integer> frames(List<SampleSource> sources) {
        TimeSpan all = new TimeSpan(0, Long.MAX_VALUE);
        Absence absence = new Absence(List.of(), new Causes(List.of(), List.of()), all);
        List<Integer> frames = new ArrayList<>();
        try (SampleReader reader =
                new SampleReader(all, Copies.of(sources, List.of(), List.of(), new RunFits()), absence)) {
            for (Optional<Item> item = reader.next(); item.isPresent(); item = reader.next()) {
                if (item.get() instanceof SampleItem sample) {
                    frames.add(MadeCamera.frameOf(sample.bytes()));
                }
            }
        }
        return frames;
    }
}
