package org.lidless.node.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.List;
import org.lidless.fuzz.Parser;
import org.lidless.fuzz.Target;

/// A settings file as somebody may have typed it: settings or complaints, never both, never neither.
public final class SettingsFuzz {

    private SettingsFuzz() {}

    public static List<Target> targets() {
        return List.of(Parser.of(
                "settings",
                List.of(SettingsReaderTest.GOOD, """
                        role: management
                        node: m1
                        site:
                          credentials: /etc/lidless/m1.pem
                        """),
                List.of("- ", ": ", "\n  ", "&a", "*a", "|\n", "!!int ", "0x", "1_0", "{", "[", "#", "--- ", "%YAML"),
                input -> {
                    SettingsReader.Outcome outcome =
                            SettingsReader.read(Path.of("/etc/lidless/site.yaml"), new String(input, UTF_8));
                    if (outcome.settings().isPresent() != outcome.problems().isEmpty()) {
                        throw new AssertionError("both or neither: " + outcome);
                    }
                    return outcome.problems().size();
                }));
    }
}
