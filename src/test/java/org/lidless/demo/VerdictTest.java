package org.lidless.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lidless.wire.Json;

class VerdictTest {

    private static final CameraVerdict GOOD =
            new CameraVerdict("cam-1", "shadowed", 1000, 1000, 0, 0, new Takeovers(List.of(300L, 100L, 200L)), true);

    @Test
    void goodOneSaysSo() {
        var verdict = new Verdict(List.of(GOOD), 3, 3, true);
        assertThat(verdict.isGood()).isTrue();
        assertThat(verdict.sentence())
                .isEqualTo(
                        "3 recorders were killed: all 1,000 frames that were sent are in the archive, each once, in order"
                                + " and at home.");
        assertThat(verdict.table().lines().toList())
                .containsExactly(
                        "CAMERA  PROTECTION    SENT  IN-ARCHIVE  LOST  TWICE  WRONG  TAKEOVER-MS      MERGED  VERDICT",
                        "cam-1   shadowed      1000        1000     0      0      0  200 (max 300)    yes     ok",
                        "pools   sound, verified byte by byte");
    }

    @Test
    void jsonIsThePromisedOne() {
        var other = new CameraVerdict("cam-2", "shadowed", 500, 498, 1, 0, Takeovers.NONE, false);
        assertThat(new String(Json.encode(new Verdict(List.of(GOOD, other), 1, 1, true).report()), UTF_8))
                .isEqualTo("{\"version\":1,\"sent\":1500,\"archived\":1498,\"lost\":2,\"twice\":1,"
                        + "\"takeover_ms\":{\"p50\":200,\"max\":300,\"n\":3},\"merged\":false,\"cameras\":["
                        + "{\"camera\":\"cam-1\",\"sent\":1000,\"archived\":1000,\"lost\":0,\"twice\":0,"
                        + "\"takeover_ms\":{\"p50\":200,\"max\":300,\"n\":3},\"merged\":true},"
                        + "{\"camera\":\"cam-2\",\"sent\":500,\"archived\":498,\"lost\":2,\"twice\":1,"
                        + "\"takeover_ms\":{\"p50\":0,\"max\":0,\"n\":0},\"merged\":false}]}");
    }

    @Test
    void anythingWrongIsNotGood() {
        assertThat(camera(1000, 999, 0, 0, true)).isFalse();
        assertThat(camera(1000, 1000, 1, 0, true)).isFalse();
        assertThat(camera(1000, 1000, 0, 1, true)).isFalse();
        assertThat(camera(1000, 1000, 0, 0, false)).isFalse();
        assertThat(camera(0, 0, 0, 0, true)).isFalse();
        assertThat(camera(1000, 1000, 0, 0, true)).isTrue();
        assertThat(new Verdict(List.of(GOOD), 1, 1, false).isGood()).isFalse();
        assertThat(new Verdict(List.of(), 1, 1, true).isGood()).isFalse();
        assertThat(new Verdict(List.of(GOOD), 1, 2, true).isGood()).isFalse();
        assertThat(new Verdict(List.of(GOOD), 1, 1, false).sentence())
                .isEqualTo(
                        "NOT as promised. 1 recorder was killed: of 1,000 frames sent, 0 are lost, 0 are there twice,"
                                + " 0 are wrong; 0 of 1 cameras are not merged; a pool is damaged.");
    }

    private static boolean camera(long sent, long archived, long twice, long wrong, boolean merged) {
        return new CameraVerdict("cam-1", "shadowed", sent, archived, twice, wrong, Takeovers.NONE, merged).isGood();
    }

    @Test
    void middleOfAnEvenNumberIsTheLowerOne() {
        assertThat(new Takeovers(List.of(4L, 1L, 3L, 2L)).summary()).isEqualTo(new Takeovers.Summary(2, 4, 4));
        assertThat(new Takeovers(List.of(7L)).text()).isEqualTo("7");
        assertThat(Takeovers.NONE.text()).isEqualTo("-");
    }
}
