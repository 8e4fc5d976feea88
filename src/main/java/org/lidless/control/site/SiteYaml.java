package org.lidless.control.site;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lidless.control.site.SiteCommand.AddCamera;
import org.lidless.control.site.SiteCommand.AddRecorder;
import org.lidless.control.site.people.DesiredPeople;
import org.lidless.control.site.people.Grant;
import org.lidless.domain.CameraId;

/// Writes a desired site as the document in which people edit it: YAML with the keys of docs/reference/settings.md,
/// what
/// is as usual left out. Pure.
public final class SiteYaml {

    private static final long HOUR_US = 3_600_000_000L;
    private static final long DAY_US = 24 * HOUR_US;
    private static final List<String> FIRST = List.of("name", "node", "url", "address");

    private SiteYaml() {}

    /// The whole document; read again, it is the same site.
    public static String write(DesiredSite site) {
        StringBuilder yaml = new StringBuilder();
        yaml.append("recorders:").append(site.recorders().isEmpty() ? " []\n" : "\n");
        site.recorders().forEach(each -> item(keys(each, site.policy().of(each.node())), yaml));
        yaml.append("cameras:").append(site.cameras().isEmpty() ? " []\n" : "\n");
        site.cameras().forEach(each -> item(keys(each, site.policy().of(each.camera())), yaml));
        return yaml.append(write(site.people())).toString();
    }

    private static String write(DesiredPeople people) {
        StringBuilder yaml = new StringBuilder();
        people.accounts().ifPresent(accounts -> {
            yaml.append("people:").append(accounts.isEmpty() ? " []\n" : "\n");
            accounts.forEach((name, person) -> {
                yaml.append("  - name: ").append(quoted(name.value())).append('\n');
                if (!person.fullName().isEmpty()) {
                    yaml.append("    full-name: ")
                            .append(quoted(person.fullName()))
                            .append('\n');
                }
                List<String> roles = person.grants().stream().map(Grant::words).toList();
                yaml.append("    roles: ").append(listed(roles)).append('\n');
                yaml.append(person.off() ? "    active: false\n" : "");
            });
        });
        people.groups().ifPresent(groups -> {
            yaml.append("camera-groups:").append(groups.isEmpty() ? " []\n" : "\n");
            groups.forEach((name, cameras) -> {
                List<String> named = cameras.stream().map(CameraId::value).toList();
                yaml.append("  - group: ").append(quoted(name.value())).append('\n');
                yaml.append("    cameras: ").append(listed(named)).append('\n');
            });
        });
        return yaml.toString();
    }

    private static String listed(List<String> values) {
        return values.stream().map(SiteYaml::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    /// A document with other people, or none: all else stays as it is written, comments too. Of one that is not
    /// written in lines (`{people: [], …}`) nothing useful comes; whoever asks reads it again.
    public static String withPeople(String document, DesiredPeople people) {
        StringBuilder kept = new StringBuilder();
        StringBuilder between = new StringBuilder();
        boolean isPeoples = false;
        for (String line : document.split("(?<=\n)", -1)) {
            boolean isTop = !line.isBlank() && !line.startsWith(" ") && !line.startsWith("-") && !line.startsWith("#");
            isPeoples = isTop ? line.startsWith("people:") || line.startsWith("camera-groups:") : isPeoples;
            if (isPeoples && (line.isBlank() || line.startsWith("#"))) {
                // Perhaps of the part that follows.
                between.append(line);
                continue;
            }
            kept.append(isPeoples ? "" : between + line);
            between.setLength(0);
        }
        kept.append(between);
        boolean isEnded = kept.isEmpty() || kept.charAt(kept.length() - 1) == '\n';
        return kept.append(isEnded ? "" : "\n").append(write(people)).toString();
    }

    private static void item(SortedMap<String, String> keys, StringBuilder yaml) {
        String lead = "  - ";
        for (String key : FIRST) {
            if (keys.containsKey(key)) {
                yaml.append(lead)
                        .append(key)
                        .append(": ")
                        .append(quoted(keys.get(key)))
                        .append('\n');
                lead = "    ";
            }
        }
        for (String key : keys.keySet()) {
            if (!FIRST.contains(key)) {
                yaml.append(lead)
                        .append(key)
                        .append(": ")
                        .append(quoted(keys.get(key)))
                        .append('\n');
            }
        }
    }

    /// Names and numbers stand as they are; what YAML could take for something else is quoted.
    private static String quoted(String value) {
        boolean isPlain = (value.matches("[A-Za-z][A-Za-z0-9._-]*") && !isWordOfYaml(value))
                || value.matches("[0-9]{1,18}(\\.[0-9]{1,3})?")
                || value.equals("true");
        return isPlain ? value : "\"" + escaped(value) + "\"";
    }

    /// What YAML 1.2 section 5.7 has in double quotes.
    private static String escaped(String value) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < value.length(); at++) {
            char each = value.charAt(at);
            if (each == '"' || each == '\\') {
                text.append('\\').append(each);
            } else if (Character.isISOControl(each) || each == '\u2028' || each == '\u2029') {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) each));
            } else {
                text.append(each);
            }
        }
        return text.toString();
    }

    private static boolean isWordOfYaml(String value) {
        Collection<String> words = List.of("true", "false", "yes", "no", "on", "off", "null", "y", "n");
        return words.contains(value.toLowerCase(Locale.ROOT));
    }

    /// A recorder's keys, those that are as usual left out.
    static SortedMap<String, String> keys(AddRecorder recorder, RecorderProfile profile) {
        SortedMap<String, String> keys = new TreeMap<>();
        keys.put("node", recorder.node().value());
        keys.put("address", recorder.address());
        if (recorder.standby()) {
            keys.put("standby", "true");
        }
        put(keys, "zone", recorder.zone().value(), "default");
        put(keys, "group", profile.group().value(), GroupName.ONLY.value());
        profile.capacity().streams().ifPresent(most -> keys.put("streams", Integer.toString(most)));
        profile.capacity().kilobits().ifPresent(most -> keys.put("megabits", Long.toString(most / 1000)));
        profile.capacity().ringBytes().ifPresent(most -> keys.put("ring", Long.toString(most)));
        profile.capacity().diskBytes().ifPresent(most -> keys.put("disk", Long.toString(most)));
        return keys;
    }

    /// A camera's keys, those that are as usual left out.
    static SortedMap<String, String> keys(AddCamera camera, CameraProfile profile) {
        SortedMap<String, String> keys = new TreeMap<>();
        keys.put("name", camera.camera().value());
        keys.put("url", camera.address().uri().toString());
        keys.put("recorder", camera.primary().value());
        camera.address().credentials().ifPresent(name -> keys.put("credentials", name));
        camera.address().certificate().ifPresent(print -> keys.put("certificate", print.toString()));
        camera.address().sub().ifPresent(uri -> keys.put("sub-url", uri.toString()));
        put(keys, "transport", camera.address().transport().name().toLowerCase(Locale.ROOT), "tcp");
        put(keys, "audio", camera.address().audio() ? "on" : "off", "on");
        put(keys, "priority", Integer.toString(camera.priority()), "50");
        int usual = 2 * camera.address().streams().size();
        put(keys, "sessions", Integer.toString(camera.sessions()), Integer.toString(usual));
        put(
                keys,
                "protection",
                profile.wanted().word(),
                CameraProfile.PLAIN.wanted().word());
        if (profile.kilobits() != CameraProfile.PLAIN.kilobits()) {
            keys.put("megabits", megabits(profile.kilobits()));
        }
        profile.care().hours().ifPresent(hours -> keys.put("schedule", hours.toString()));
        profile.care().retention().ifPresent(rule -> {
            rule.ageMaxUs().ifPresent(us -> keys.put("keep-days", Long.toString(us / DAY_US)));
            rule.bytesMax().ifPresent(bytes -> keys.put("keep-bytes", Long.toString(bytes)));
            keys.put("guaranteed-hours", Long.toString(rule.guaranteedUs() / HOUR_US));
        });
        return keys;
    }

    private static String megabits(int kilobits) {
        return kilobits % 1000 == 0
                ? Integer.toString(kilobits / 1000)
                : String.format(Locale.ROOT, "%d.%03d", kilobits / 1000, kilobits % 1000);
    }

    /// A person's keys, those that are as usual left out.
    static SortedMap<String, String> keys(DesiredPeople.Person person) {
        SortedMap<String, String> keys = new TreeMap<>();
        put(keys, "full-name", person.fullName(), "");
        put(keys, "roles", person.grants().stream().map(Grant::words).collect(Collectors.joining(" ")), "");
        put(keys, "active", Boolean.toString(!person.off()), "true");
        return keys;
    }

    private static void put(SortedMap<String, String> keys, String key, String value, String usual) {
        if (!value.equals(usual)) {
            keys.put(key, value);
        }
    }
}
