package org.lidless.node.settings;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lidless.domain.NodeId;
import org.lidless.domain.Problem;
import org.lidless.node.settings.Located.Mapping;
import tools.jackson.core.JacksonException;

/// Turns the settings file into [Settings], or into everything that is wrong with it, each with its place, so that
/// it can be mended in one go.
public final class SettingsReader {

    static final String RECORDER = "recorder";
    static final String MANAGEMENT = "management";

    private static final String LISTEN_DEFAULT = "127.0.0.1:7300";

    private final Complaints complaints;
    private final Values values;

    private SettingsReader(Path file) {
        this.complaints = new Complaints(file);
        this.values = new Values(file, complaints);
    }

    /// Either settings or problems, never both.
    public record Outcome(Optional<Settings> settings, List<Problem> problems) {}

    /// Reads the text of a settings file.
    ///
    /// @param file its path: named in complaints, and relative paths start at its directory
    public static Outcome read(Path file, String yaml) {
        SettingsReader reader = new SettingsReader(file);
        Optional<Settings> settings = Optional.empty();
        try {
            settings = reader.settings(Located.parse(yaml));
        } catch (JacksonException notYaml) {
            reader.complaints.notYaml(notYaml);
        } catch (UnreadableYaml refused) {
            reader.complaints.unreadable(refused);
        }
        List<Problem> problems = reader.complaints.all();
        return new Outcome(problems.isEmpty() ? settings : Optional.empty(), problems);
    }

    /// The file is not there, or this user may not read it.
    public static Problem unreadable(Path file, String reason) {
        return Complaints.unreadable(file, reason);
    }

    private Optional<Settings> settings(Located document) {
        if (!(document instanceof Mapping top)) {
            complaints.invalid(
                    document.place(),
                    "The file",
                    "a list or a value",
                    "keys: " + String.join(", ", RecordingReader.ALONE_KEYS));
            return Optional.empty();
        }
        String role = top.entries().stream()
                .filter(entry -> entry.key().equals("role"))
                .map(entry -> entry.value() instanceof Located.Scalar said ? said.text() : "")
                .findFirst()
                .orElse(RECORDER);
        return switch (role) {
            case RECORDER -> new RecordingReader(complaints, values).read(top).map(Settings.class::cast);
            case MANAGEMENT -> new ManagingReader(complaints, values).read(top).map(Settings.class::cast);
            default -> {
                complaints.invalid(top.place(), "role", "\"" + role + "\"", "one of: " + RECORDER + ", " + MANAGEMENT);
                yield Optional.empty();
            }
        };
    }

    static Optional<NodeId> node(Keys keys, Values values) {
        return keys.required("node", "this node's name, for example r1")
                .flatMap(text -> values.name("node", text, NodeId::new));
    }

    static Optional<InetSocketAddress> listen(Keys keys, Values values) {
        return values.own("listen", keys.optional("listen", LISTEN_DEFAULT), true, LISTEN_DEFAULT);
    }
}
