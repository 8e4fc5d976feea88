package org.lidless.web.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.lidless.control.site.people.CameraGroupName;
import org.lidless.control.site.people.Grant;
import org.lidless.control.site.people.PersonName;
import org.lidless.domain.CameraId;
import org.lidless.domain.PersonRole;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.domain.Right;
import org.lidless.wire.PeopleDesk.GrantReport;

/// Names, roles and rights as people write them, and back.
final class Words {

    private static final String NOTHING = "Not concerned: nothing was changed.";

    private Words() {}

    /// @throws ProblemException `REQUEST_REFUSED`
    static PersonName person(String text) {
        return name(text, PersonName::typed);
    }

    static CameraGroupName group(String text) {
        return name(text, CameraGroupName::new);
    }

    static SortedSet<CameraId> cameras(List<String> names) {
        TreeSet<CameraId> cameras = new TreeSet<>();
        names.forEach(each -> cameras.add(name(each, CameraId::new)));
        return cameras;
    }

    static <T> T name(String text, Function<String, T> maker) {
        try {
            return maker.apply(text);
        } catch (IllegalArgumentException wrong) {
            throw refused("\"" + text + "\" cannot be taken: " + wrong.getMessage() + ".", "Choose another name.");
        }
    }

    static List<Grant> grants(List<GrantReport> words) {
        List<Grant> grants = new ArrayList<>();
        for (GrantReport each : words) {
            PersonRole role = PersonRole.of(each.role())
                    .orElseThrow(() -> refused(
                            "There is no role \"" + each.role() + "\".",
                            "Say administrator, supervisor, operator, viewer or auditor."));
            List<String> groups = each.groups().orElse(List.of());
            SortedSet<CameraId> cameras = cameras(each.cameras().orElse(List.of()));
            TreeSet<CameraGroupName> named = new TreeSet<>();
            groups.forEach(group -> named.add(group(group)));
            boolean isNamed = each.cameras().isPresent() || each.groups().isPresent();
            if (isNamed && cameras.isEmpty() && named.isEmpty()) {
                throw refused(
                        "The role " + role.word() + " is to reach no camera at all.",
                        "Name a camera or camera group, or leave both out for the whole site.");
            }
            grants.add(new Grant(role, !isNamed, cameras, named));
        }
        return grants;
    }

    static List<GrantReport> words(List<Grant> grants) {
        return grants.stream()
                .map(grant -> new GrantReport(
                        grant.role().word(),
                        some(grant.cameras().stream().map(CameraId::value).toList()),
                        some(grant.groups().stream().map(CameraGroupName::value).toList())))
                .toList();
    }

    private static Optional<List<String>> some(List<String> names) {
        return names.isEmpty() ? Optional.empty() : Optional.of(names);
    }

    static SortedSet<Right> rights(List<String> words) {
        TreeSet<Right> rights = new TreeSet<>();
        for (String word : words) {
            rights.add(Right.of(word)
                    .filter(right -> right != Right.PUBLIC && right != Right.SIGNED_IN)
                    .orElseThrow(() -> refused("There is no right \"" + word + "\".", "GET /api/roles lists them.")));
        }
        return rights;
    }

    static ProblemException refused(String what, String remedy) {
        return ProblemCode.REQUEST_REFUSED.because(what, NOTHING, remedy);
    }
}
