package org.lidless.footage.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.lidless.domain.Sha256;

/// The page allows itself its own script and style, and nothing else.
final class VerifyPageTest {

    private final String page = new String(VerifyPage.bytes(), StandardCharsets.UTF_8);

    @Test
    void thePolicyNamesTheScriptAndTheStyleThatAreInIt() {
        assertThat(VerifyPage.contentSecurityPolicy())
                .startsWith("default-src 'none'; ")
                .contains("script-src '" + hash("script") + "'")
                .contains("style-src '" + hash("style") + "'")
                .contains("connect-src 'none'")
                .doesNotContain("unsafe");
    }

    private String hash(String element) {
        Matcher inside = Pattern.compile("<" + element + ">(.*?)</" + element + ">", Pattern.DOTALL)
                .matcher(page);
        assertThat(inside.find()).isTrue();
        byte[] content = inside.group(1).getBytes(StandardCharsets.UTF_8);
        return "sha256-" + Base64.getEncoder().encodeToString(Sha256.of(content).bytes());
    }

    @Test
    void itNeedsNothingFromAnywhere() {
        assertThat(page).doesNotContain("http://", "https://", "src=\"", "@import", " style=\"", "onclick");
    }
}
