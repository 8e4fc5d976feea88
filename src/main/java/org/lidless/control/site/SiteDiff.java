package org.lidless.control.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lidless.control.site.SiteCommand.AddCamera;
import org.lidless.control.site.SiteCommand.AddRecorder;
import org.lidless.domain.CameraId;

/// What makes one desired site another: what comes, what goes, what changes. Pure.
public final class SiteDiff {

    /// Before the name of somebody who comes, goes or is changed.
    public static final String PERSON = "person ";

    /// The same of a camera group.
    public static final String CAMERA_GROUP = "camera group ";

    private SiteDiff() {}

    /// One difference.
    ///
    /// @param kind what happens to it
    /// @param what `recorder r1`, `camera gate` or `retention`
    /// @param how  for a change: each key with both values; else empty
    public record Change(Kind kind, String what, List<String> how) {

        public Change {
            how = List.copyOf(how);
        }
    }

    /// Marks as in every diff.
    public enum Kind {
        COMES("+"),
        GOES("-"),
        CHANGES("~");

        private final String mark;

        Kind(String mark) {
            this.mark = mark;
        }

        public String mark() {
            return mark;
        }
    }

    /// What has to happen for one to become the other, in order of names.
    public static List<Change> between(DesiredSite before, DesiredSite after) {
        List<Change> changes = new ArrayList<>();
        compare("recorder ", recorders(before), recorders(after), changes);
        compare("camera ", cameras(before), cameras(after), changes);
        after.people().accounts().ifPresent(_ -> compare(PERSON, people(before), people(after), changes));
        after.people().groups().ifPresent(_ -> compare(CAMERA_GROUP, groups(before), groups(after), changes));
        return changes;
    }

    private static void compare(
            String noun,
            SortedMap<String, SortedMap<String, String>> before,
            SortedMap<String, SortedMap<String, String>> after,
            List<Change> changes) {
        SortedSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            SortedMap<String, String> was = before.get(name);
            SortedMap<String, String> is = after.get(name);
            if (was == null) {
                changes.add(new Change(Kind.COMES, noun + name, List.of()));
            } else if (is == null) {
                changes.add(new Change(Kind.GOES, noun + name, List.of()));
            } else if (!was.equals(is)) {
                changes.add(new Change(Kind.CHANGES, noun + name, keys(was, is)));
            }
        }
    }

    private static List<String> keys(SortedMap<String, String> was, SortedMap<String, String> is) {
        List<String> lines = new ArrayList<>();
        SortedSet<String> keys = new TreeSet<>(was.keySet());
        keys.addAll(is.keySet());
        for (String key : keys) {
            String before = was.get(key);
            String after = is.get(key);
            if (!Objects.equals(before, after)) {
                lines.add(key + ": " + Optional.ofNullable(before).orElse("none") + " → "
                        + Optional.ofNullable(after).orElse("none"));
            }
        }
        return lines;
    }

    private static SortedMap<String, SortedMap<String, String>> people(DesiredSite site) {
        SortedMap<String, SortedMap<String, String>> all = new TreeMap<>();
        site.people()
                .accounts()
                .ifPresent(each -> each.forEach((name, person) -> all.put(name.value(), SiteYaml.keys(person))));
        return all;
    }

    private static SortedMap<String, SortedMap<String, String>> groups(DesiredSite site) {
        SortedMap<String, SortedMap<String, String>> all = new TreeMap<>();
        site.people()
                .groups()
                .ifPresent(each -> each.forEach((name, cameras) -> {
                    String named = cameras.stream().map(CameraId::value).collect(Collectors.joining(" "));
                    all.put(name.value(), new TreeMap<>(Map.of("cameras", named)));
                }));
        return all;
    }

    private static SortedMap<String, SortedMap<String, String>> recorders(DesiredSite site) {
        SortedMap<String, SortedMap<String, String>> all = new TreeMap<>();
        for (AddRecorder each : site.recorders()) {
            all.put(each.node().value(), SiteYaml.keys(each, site.policy().of(each.node())));
        }
        return all;
    }

    private static SortedMap<String, SortedMap<String, String>> cameras(DesiredSite site) {
        SortedMap<String, SortedMap<String, String>> all = new TreeMap<>();
        for (AddCamera each : site.cameras()) {
            all.put(each.camera().value(), SiteYaml.keys(each, site.policy().of(each.camera())));
        }
        return all;
    }
}
