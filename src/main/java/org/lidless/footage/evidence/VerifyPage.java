package org.lidless.footage.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// The page that checks an export in a browser, without a network. The same bytes lie in each ZIP and at `/verify`.
public final class VerifyPage {

    private static final String NAME = "verify.html";

    private VerifyPage() {}

    /// A whole page: HTML, UTF-8, with its style and its script in it.
    public static byte[] bytes() {
        try (InputStream page = VerifyPage.class.getResourceAsStream(NAME)) {
            if (page == null) {
                throw new IllegalStateException("this program was built without " + NAME);
            }
            return page.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// What the page says of itself in its `meta` element, for whoever serves it: its own script and style, by
    /// their hashes, and nothing else.
    public static String contentSecurityPolicy() {
        String page = new String(bytes(), java.nio.charset.StandardCharsets.UTF_8);
        String before = "http-equiv=\"Content-Security-Policy\" content=\"";
        int from = page.indexOf(before) + before.length();
        return page.substring(from, page.indexOf('"', from));
    }
}
