package org.lidless.control.site.people;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lidless.domain.CameraId;
import org.lidless.domain.PersonRole;
import org.lidless.domain.Right;
import org.lidless.domain.Sha256;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Accounts, tokens, codes, keys, providers as JSON. The keys are a promise.
final class NounJson {

    private NounJson() {}

    static void write(Account account, ObjectNode to) {
        to.put("name", account.name().value());
        if (!account.fullName().isEmpty()) {
            to.put("full-name", account.fullName());
        }
        account.password().ifPresent(hash -> to.put("password", hash));
        write(account.grants(), to.putArray("grants"));
        if (account.off()) {
            to.put("off", true);
        }
        account.outside()
                .ifPresent(who ->
                        to.putObject("outside").put("issuer", who.issuer()).put("subject", who.subject()));
        to.put("generation", account.generation()).put("version", account.version());
    }

    static Account account(JsonNode from) {
        return new Account(
                name(from, "name"),
                optional(from, "full-name").orElse(""),
                optional(from, "password"),
                grants(from.required("grants")),
                from.has("off"),
                from.has("outside")
                        ? Optional.of(new Account.Outside(
                                text(from.required("outside"), "issuer"), text(from.required("outside"), "subject")))
                        : Optional.empty(),
                number(from, "generation"),
                number(from, "version"));
    }

    static void write(List<Grant> grants, ArrayNode to) {
        for (Grant grant : grants) {
            ObjectNode each = to.addObject().put("role", grant.role().word());
            if (grant.everywhere()) {
                each.put("everywhere", true);
            }
            cameras(grant.cameras(), each);
            if (!grant.groups().isEmpty()) {
                ArrayNode groups = each.putArray("camera-groups");
                grant.groups().forEach(group -> groups.add(group.value()));
            }
        }
    }

    static List<Grant> grants(JsonNode from) {
        List<Grant> grants = new ArrayList<>();
        for (JsonNode each : from) {
            String word = text(each, "role");
            PersonRole role = PersonRole.of(word).orElseThrow(() -> new IllegalArgumentException("no role " + word));
            TreeSet<CameraGroupName> groups = new TreeSet<>();
            each.path("camera-groups").forEach(group -> groups.add(new CameraGroupName(group.stringValue())));
            grants.add(new Grant(role, each.has("everywhere"), cameras(each), groups));
        }
        return grants;
    }

    static void cameras(SortedSet<CameraId> cameras, ObjectNode to) {
        if (!cameras.isEmpty()) {
            ArrayNode all = to.putArray("cameras");
            cameras.forEach(camera -> all.add(camera.value()));
        }
    }

    static SortedSet<CameraId> cameras(JsonNode from) {
        TreeSet<CameraId> cameras = new TreeSet<>();
        from.path("cameras").forEach(camera -> cameras.add(new CameraId(camera.stringValue())));
        return cameras;
    }

    static void write(ApiToken token, ObjectNode to) {
        to.put("id", token.id())
                .put("owner", token.owner().value())
                .put("label", token.label())
                .put("proof", token.proof().toString());
        ArrayNode scopes = to.putArray("scopes");
        token.scopes().forEach(scope -> scopes.add(scope.word()));
        cameras(token.cameras(), to);
        to.put("made-us", token.madeUs()).put("until-us", token.untilUs());
    }

    static ApiToken token(JsonNode from) {
        TreeSet<Right> scopes = new TreeSet<>();
        for (JsonNode each : from.required("scopes")) {
            String word = each.stringValue();
            scopes.add(Right.of(word).orElseThrow(() -> new IllegalArgumentException("no right " + word)));
        }
        return new ApiToken(
                text(from, "id"),
                name(from, "owner"),
                text(from, "label"),
                Sha256.parse(text(from, "proof")),
                scopes,
                cameras(from),
                number(from, "made-us"),
                number(from, "until-us"));
    }

    static void write(PersonCode code, ObjectNode to) {
        to.put("id", code.id()).put("proof", code.proof().toString());
        code.name().ifPresent(name -> to.put("name", name.value()));
        to.put("until-us", code.untilUs());
    }

    static PersonCode code(JsonNode from) {
        return new PersonCode(
                text(from, "id"),
                Sha256.parse(text(from, "proof")),
                optional(from, "name").map(PersonName::new),
                number(from, "until-us"));
    }

    static void write(SessionKey key, ObjectNode to) {
        to.put("id", key.id()).put("secret", key.secret().text()).put("made-us", key.madeUs());
    }

    static SessionKey key(JsonNode from) {
        return new SessionKey(text(from, "id"), new Sealed(text(from, "secret")), number(from, "made-us"));
    }

    static void write(OidcSettings settings, ObjectNode to) {
        to.put("label", settings.label())
                .put("issuer", settings.issuer().toString())
                .put("client-id", settings.clientId());
        settings.secret().ifPresent(secret -> to.put("secret", secret.text()));
        ArrayNode scopes = to.putArray("scopes");
        settings.scopes().forEach(scopes::add);
        to.put("name-claim", settings.nameClaim()).put("groups-claim", settings.groupsClaim());
        ArrayNode groups = to.putArray("groups");
        settings.groups()
                .forEach((group, grants) ->
                        write(grants, groups.addObject().put("group", group).putArray("grants")));
    }

    static OidcSettings oidc(JsonNode from) {
        List<String> scopes = new ArrayList<>();
        from.required("scopes").forEach(each -> scopes.add(each.stringValue()));
        SortedMap<String, List<Grant>> groups = new TreeMap<>();
        from.required("groups").forEach(each -> groups.put(text(each, "group"), grants(each.required("grants"))));
        return new OidcSettings(
                text(from, "label"),
                URI.create(text(from, "issuer")),
                text(from, "client-id"),
                optional(from, "secret").map(Sealed::new),
                scopes,
                text(from, "name-claim"),
                text(from, "groups-claim"),
                groups);
    }

    static void write(Layout layout, ObjectNode to) {
        to.put("owner", layout.owner().value()).put("layout", layout.name());
        if (layout.shared()) {
            to.put("shared", true);
        }
        to.put("text", layout.text()).put("version", layout.version());
    }

    static Layout layout(JsonNode from) {
        return new Layout(
                name(from, "owner"),
                text(from, "layout"),
                from.has("shared"),
                text(from, "text"),
                number(from, "version"));
    }

    static PersonName name(JsonNode from, String key) {
        return new PersonName(text(from, key));
    }

    static Optional<String> optional(JsonNode from, String key) {
        return from.has(key) ? Optional.of(text(from, key)) : Optional.empty();
    }

    static String text(JsonNode from, String key) {
        return from.required(key).stringValue();
    }

    static long number(JsonNode from, String key) {
        return from.required(key).longValue();
    }
}
