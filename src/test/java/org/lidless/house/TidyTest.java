package org.lidless.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The house rules that need no class files: sizes, signs, names, links, leftovers.
class TidyTest {

    private static final int FILE_LINES_MAX = 400;
    private static final Pattern DRAWER =
            Pattern.compile("(Manager|Helper|Util|Utils|Impl|Base|Common|Data|Info)(Test)?\\.java");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)#\\s]+)(#[^)]*)?\\)");
    private static final Pattern LEFTOVER = Pattern.compile("\\b(TODO|FIXME|XXX)\\b");
    private static final Pattern SKIP = Pattern.compile("@Disabled|Assumptions\\.|assumeTrue|assumeFalse");
    private static final Pattern SWALLOW = Pattern.compile("catch \\([A-Za-z |.]+ (ignored|ignore|_|e)\\) \\{\\s*\\}");

    @Test
    void noFileIsTooLong() {
        assertThat(filesWhere(path -> lines(path).size() > FILE_LINES_MAX)).isEmpty();
    }

    @Test
    void noFileIsADrawer() {
        assertThat(filesWhere(
                        path -> DRAWER.matcher(path.getFileName().toString()).matches()))
                .isEmpty();
    }

    @Test
    void everyRoomHasItsSign() {
        List<String> unsigned = new ArrayList<>();
        Set<Path> folders = new TreeSet<>();
        javaFiles(Path.of("src/main/java")).forEach(file -> folders.add(file.getParent()));
        for (Path folder : folders) {
            Path sign = folder.resolve("package-info.java");
            String text = Files.exists(sign) ? read(sign) : "";
            if (!text.contains("/// Always true: ") || !text.contains("Knows: ") || !text.contains("Threads: ")) {
                unsigned.add(folder + " needs a package-info.java with what it is for, Always true, Knows, Threads");
            }
        }
        assertThat(unsigned).isEmpty();
    }

    @Test
    void theTableInTheArchitecturePageIsTheOneThatIsKept() {
        Set<String> onThePage = new TreeSet<>();
        Matcher row = Pattern.compile("(?m)^\\| `([a-z.]+)` \\|[^|]*\\| ([^|]*) \\|$")
                .matcher(read(Path.of("ARCHITECTURE.md")));
        while (row.find()) {
            Set<String> knows = new TreeSet<>();
            if (!row.group(2).equals("–")) {
                knows.addAll(List.of(row.group(2).split(", ")));
            }
            onThePage.add(row.group(1) + " → " + knows);
        }
        Set<String> kept = new TreeSet<>();
        Rooms.MAY_KNOW.forEach((room, knows) ->
                kept.add(room + " → " + (room.equals("node") ? Set.of("everything") : new TreeSet<>(knows))));
        assertThat(onThePage).isEqualTo(kept);
    }

    @Test
    void nothingIsLeftForLaterOrSkippedOrSwallowed() {
        List<String> found = new ArrayList<>();
        for (Path file : allJava().toList()) {
            if (file.endsWith("TidyTest.java")) {
                continue;
            }
            String text = read(file);
            for (Pattern pattern : List.of(LEFTOVER, SKIP, SWALLOW)) {
                Matcher matcher = pattern.matcher(text);
                if (matcher.find()) {
                    found.add(file + ": " + matcher.group());
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void noTestSleeps() {
        assertThat(allJava()
                        .filter(file -> !file.startsWith("src/main") && !file.startsWith("src/bench"))
                        .filter(file -> !file.endsWith("TidyTest.java"))
                        .filter(file -> read(file).contains("Thread.sleep")))
                .isEmpty();
    }

    @Test
    void everyLinkInThePagesLeadsSomewhere() {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            Matcher link = LINK.matcher(read(page));
            while (link.find()) {
                String target = link.group(1);
                if (!target.contains("://") && !Files.exists(page.resolveSibling(target))) {
                    broken.add(page + " → " + target);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyGapCauseIsInTheGlossary() {
        String glossary = read(Path.of("docs/glossary.md"));
        for (var cause : org.lidless.domain.GapCause.values()) {
            assertThat(glossary).contains("`" + cause.word() + "`");
        }
    }

    private static List<Path> filesWhere(java.util.function.Predicate<Path> rule) {
        return allJava().filter(rule).toList();
    }

    private static Stream<Path> allJava() {
        return Stream.of("src/main/java", "src/test/java", "torture/java", "src/bench/java")
                .map(Path::of)
                .filter(Files::isDirectory)
                .flatMap(TidyTest::javaFiles);
    }

    private static Stream<Path> javaFiles(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> pages() {
        try (Stream<Path> top = Files.list(Path.of("."));
                Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        return read(file).lines().toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
