package org.lidless.wire.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lidless.world.World;

class JoinCodeTest {

    private static final String AUTHORITY = "00112233445566778899aabbccddeeff";
    private static final JoinCode KNOWN = new JoinCode("0123456789ab", "00ff00ff00ff00ff00ff00ff", AUTHORITY);
    private static final String TEXT = KNOWN.text();

    @Test
    void whatIsTypedIsWhatWasPrinted() {
        for (int each = 0; each < 100; each++) {
            JoinCode made = JoinCode.make(World.real().chance(), AUTHORITY);
            assertThat(JoinCode.parse(made.text())).isEqualTo(made);
            assertThat(made.text()).hasSize(69).matches("([0-9A-HJKMNP-TV-Z]{6}-){9}[0-9A-HJKMNP-TV-Z]{6}");
        }
    }

    @Test
    void lettersThatLookAlikeAndBlanksDoNotMatter() {
        String sloppy = " "
                + TEXT.replace("-", " ")
                        .toLowerCase(Locale.ROOT)
                        .replace('0', 'o')
                        .replace('1', 'l');
        assertThat(JoinCode.parse(sloppy)).isEqualTo(KNOWN);
    }

    @Test
    void oneWrongLetterIsNoticed() {
        for (int at = 0; at < TEXT.length(); at++) {
            if (TEXT.charAt(at) == '-') {
                continue;
            }
            char other = TEXT.charAt(at) == 'Z' ? 'Y' : 'Z';
            String wrong = TEXT.substring(0, at) + other + TEXT.substring(at + 1);
            assertThatThrownBy(() -> JoinCode.parse(wrong)).hasMessageContaining("LID-JOIN-001");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "lidless",
                "0123456789",
                "éééééé",
                "ZZZZZZ-ZZZZZZ-ZZZZZZ-ZZZZZZ-ZZZZZZ-ZZZZZZ-ZZZZZZ-ZZZZZZ-ZZZZZZ-ZZZZZZ"
            })
    void whatIsNoCodeSaysSo(String typed) {
        assertThatThrownBy(() -> JoinCode.parse(typed)).hasMessageContaining("LID-JOIN-001");
    }

    @Test
    void itsTextHidesTheSecretAndTheSiteKnowsOnlyAHash() {
        assertThat(KNOWN).hasToString("code of invitation 0123456789ab");
        assertThat(KNOWN.proof()).isNotEqualTo(new JoinCode("0123456789ab", "00ff00ff00ff00ff00ff00fe", "").proof());
        assertThat(KNOWN.proof()).isEqualTo(new JoinCode("0123456789ab", KNOWN.secret(), "").proof());
    }
}
