package org.lidless.node.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;
import org.lidless.node.settings.Located.Place;
import tools.jackson.core.JacksonException;

/// Collects what is wrong with a settings file, in the words of whoever mends it.
final class Complaints {

    private static final String FOOTAGE = "Nothing is recorded: the recorder was not started.";

    /// How many letters a misspelt key may be away from the one that is suggested.
    private static final int SUGGEST_LETTERS_MAX = 3;

    private static final Pattern PLACE_IN_MESSAGE = Pattern.compile("line (\\d{1,9}), column (\\d{1,9})");

    private final Path file;
    private final String footage;
    private final List<Problem> problems = new ArrayList<>();

    Complaints(Path file) {
        this(file, FOOTAGE);
    }

    /// @param footage what it means for footage that the file is wrong
    Complaints(Path file, String footage) {
        this.file = file;
        this.footage = footage;
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    List<Problem> all() {
        return List.copyOf(problems);
    }

    /// The file is not there, or this user may not read it.
    static Problem unreadable(Path file, String reason) {
        return ProblemCode.SETTINGS_UNREADABLE.problem(
                "The settings file " + file + " cannot be read: " + reason + ".",
                FOOTAGE,
                "Check --config and the file's owner; docs/reference/settings.md shows a whole file.");
    }

    void notYaml(JacksonException broken) {
        String reason = broken.getOriginalMessage().lines().findFirst().orElse("it is broken");
        for (String line : broken.getOriginalMessage().lines().toList()) {
            if (line.startsWith("found ") || line.startsWith("expected ")) {
                reason = line;
            }
        }
        // The last place in the message is where reading failed; the one in the exception is where the thought began.
        Place place = broken.getLocation() == null ? Place.START : Place.of(broken.getLocation());
        Matcher said = PLACE_IN_MESSAGE.matcher(broken.getOriginalMessage());
        while (said.find()) {
            place = new Place(Integer.parseInt(said.group(1)), Integer.parseInt(said.group(2)));
        }
        problems.add(ProblemCode.SETTINGS_UNREADABLE.problem(
                at(place) + "this is not YAML: " + reason + ".",
                footage,
                "Mend the line or the one before it; indent with spaces, and quote texts that hold \": \"."));
    }

    void unreadable(UnreadableYaml refused) {
        problems.add(ProblemCode.SETTINGS_UNREADABLE.problem(
                at(refused.place()) + refused.getMessage() + ".", footage, refused.remedy()));
    }

    void unknown(Place place, String key, String where, List<String> known) {
        String remedy = "Known here: " + String.join(", ", known) + ".";
        String nearest = known.stream()
                .min(Comparator.comparingInt(each -> distance(each, key)))
                .orElseThrow();
        if (isLike(nearest, key)) {
            remedy = "Did you mean \"" + nearest + "\"? " + remedy;
        }
        problems.add(ProblemCode.SETTING_UNKNOWN.problem(
                at(place) + "there is no setting \"" + key + "\" in " + where + ".", footage, remedy));
    }

    void invalid(Place place, String key, String found, String allowed) {
        problems.add(ProblemCode.SETTING_INVALID.problem(
                at(place) + key + " is " + found + ".", footage, "Allowed is " + allowed + "."));
    }

    void twice(Place place, String noun, String name) {
        problems.add(ProblemCode.SETTING_INVALID.problem(
                at(place) + "there are two " + noun + "s named \"" + name + "\".",
                footage,
                "Give each " + noun + " a name of its own."));
    }

    void keyTwice(Place place, String key) {
        problems.add(ProblemCode.SETTING_INVALID.problem(
                at(place) + "\"" + key + "\" is set twice.", footage, "Keep one of them."));
    }

    private String at(Place place) {
        return file + ", line " + place.line() + ", column " + place.column() + ": ";
    }

    /// Whether one may be a slip of the pen for the other: most letters of the shorter one are in both.
    static boolean isLike(String one, String other) {
        int most = Math.min(SUGGEST_LETTERS_MAX, Math.min(one.length(), other.length()) - 1);
        return distance(one, other) <= most;
    }

    /// Levenshtein's distance: insertions, deletions and replacements from one word to the other.
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
