package org.lidless.wire.node;

import java.util.regex.Pattern;
import org.lidless.domain.ProblemCode;

/// What may be asked for in another node's pool: names of segments and of catalogue files, and no other path. The
/// room that opens them checks the same by its own rule.
final class SegmentPath {

    private static final String NAME = "[a-z0-9][a-z0-9._-]{0,62}";
    private static final Pattern SEGMENT = Pattern.compile("segments/" + NAME + "/(main|sub)/\\d{4}-\\d{2}-\\d{2}/"
            + "\\d{8}T\\d{6}\\.\\d{6}Z-e\\d{1,18}-" + NAME + "-[0-9a-f]{16}-\\d{1,9}\\.mp4");
    private static final Pattern CATALOGUE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(-\\d{1,6})?\\.cat");

    private SegmentPath() {}

    /// @throws org.lidless.domain.ProblemException `REQUEST_REFUSED` when it is no segment's
    static String segment(String file) {
        return checked(SEGMENT, file, "segment");
    }

    /// @throws org.lidless.domain.ProblemException `REQUEST_REFUSED` when it is no catalogue file's
    static String catalogue(String file) {
        return checked(CATALOGUE, file, "catalogue file");
    }

    private static String checked(Pattern rule, String file, String noun) {
        if (!rule.matcher(file).matches()) {
            throw ProblemCode.REQUEST_REFUSED.because(
                    "The request names no " + noun + ".",
                    "Safe: nothing was read.",
                    "Ask for what the catalogue names.");
        }
        return file;
    }
}
