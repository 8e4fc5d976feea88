package org.lidless.footage.media.rtsp;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/// Joins a control attribute to the base that DESCRIBE gave (RFC 2326 section C.1.1), in the ways that cameras mean
/// it.
final class ControlUrl {

    private static final int LENGTH_MAX = 2048;

    private ControlUrl() {}

    /// A base as cameras write it made a URL: without doubled schemes, with the one that is missing.
    ///
    /// @param base    of `Content-Base` or `Content-Location`
    /// @param request what DESCRIBE was sent to; stands in for a base that is none
    static String base(String base, String request) {
        String plain = clean(base);
        while (plain.toLowerCase(Locale.ROOT).startsWith("rtsp://rtsp://")) {
            plain = plain.substring("rtsp://".length());
        }
        if (plain.isEmpty() || plain.length() > LENGTH_MAX) {
            return request;
        }
        if (isAbsolute(plain)) {
            return plain;
        }
        if (plain.startsWith("/")) {
            return root(request) + plain;
        }
        return plain.matches("[A-Za-z0-9.-]+(:[0-9]+)?(/.*)?") && plain.contains(".") ? "rtsp://" + plain : request;
    }

    /// The URLs to try, best first, at most three: appended to the base, as nearly all cameras mean it; from the
    /// root when it begins with a slash; and in place of the base's last part, as the standard says.
    static List<String> candidates(String base, String control) {
        String plain = clean(control);
        if (plain.isEmpty() || plain.equals("*") || plain.length() > LENGTH_MAX) {
            return List.of(base);
        }
        if (isAbsolute(plain)) {
            return List.of(base(plain, base));
        }
        var urls = new LinkedHashSet<String>();
        String appended = (base.endsWith("/") ? base : base + "/") + plain.replaceFirst("^/", "");
        if (plain.startsWith("/")) {
            urls.add(root(base) + plain);
            urls.add(appended);
        } else {
            urls.add(appended);
            String path = base.replaceFirst("\\?.*$", "");
            int slash = path.lastIndexOf('/');
            if (slash > "rtsp://".length()) {
                urls.add(path.substring(0, slash + 1) + plain);
            }
        }
        return List.copyOf(urls);
    }

    private static String clean(String url) {
        return url.strip().replaceAll("\\s", "%20").replaceAll("[\\p{Cntrl}\"]", "");
    }

    private static boolean isAbsolute(String url) {
        return url.regionMatches(true, 0, "rtsp://", 0, 7) || url.regionMatches(true, 0, "rtsps://", 0, 8);
    }

    private static String root(String url) {
        int slash = url.indexOf('/', url.indexOf("//") + 2);
        return slash < 0 ? url : url.substring(0, slash);
    }
}
