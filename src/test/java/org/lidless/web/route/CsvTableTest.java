package org.lidless.web.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lidless.domain.ProblemException;

final class CsvTableTest {

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void quotedCellsHoldCommasQuotesAndLines() {
        assertThat(CsvTable.read(text("name,url\r\ngate,\"rtsp://a/x,\"\"y\"\"\nz\"\r\n\ndock,\n")))
                .containsExactly(Map.of("name", "gate", "url", "rtsp://a/x,\"y\"\nz"), Map.of("name", "dock"));
    }

    @Test
    void aLineWithOtherCellsIsNamed() {
        assertThatThrownBy(() -> CsvTable.read(text("name,url\ngate\n")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Line 2");
        assertThatThrownBy(() -> CsvTable.read(text("name\n\"gate\n"))).hasMessageContaining("never closed");
        assertThatThrownBy(() -> CsvTable.read(text(""))).hasMessageContaining("empty");
    }
}
