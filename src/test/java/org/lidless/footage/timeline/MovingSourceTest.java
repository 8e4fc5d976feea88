package org.lidless.footage.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lidless.footage.timeline.SampleSource.Holding;
import org.lidless.footage.timeline.SampleSource.Part;

class MovingSourceTest {

    private final MadeSource there = new MadeSource(1, 0, 0, 0, 20);
    private final MadeSource home = new MadeSource(1, 0, 0, 0, 20);

    @Test
    void whatIsGivenUpWhileItIsReadIsReadWhereItIsNow() throws IOException {
        try (Holding holding = new MovingSource(there, () -> home).open()) {
            List<Part> parts = holding.parts();
            assertThat(holding.load(parts.getFirst())).isPresent();
            there.gone();
            for (Part part : parts) {
                assertThat(holding.load(part).orElseThrow().samples().getFirst().number())
                        .isEqualTo(part.firstNumber());
            }
        }
    }

    @Test
    void whatIsGoneBeforeItIsOpenedIsOpenedWhereItIsNow() throws IOException {
        there.gone();
        try (Holding holding = new MovingSource(there, () -> home).open()) {
            assertThat(holding.load(holding.parts().getFirst())).isPresent();
        }
    }

    @Test
    void whatIsNowhereFails() {
        there.gone();
        assertThatThrownBy(() -> new MovingSource(there, () -> there).open()).isInstanceOf(IOException.class);
    }
}
