package org.lidless.control.site.people;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.lidless.control.site.people.PeopleFact.AccountAgreed;
import org.lidless.control.site.people.PeopleFact.AccountRemoved;
import org.lidless.control.site.people.PeopleFact.CameraLoginAgreed;
import org.lidless.control.site.people.PeopleFact.CameraLoginRemoved;
import org.lidless.control.site.people.PeopleFact.CodeAgreed;
import org.lidless.control.site.people.PeopleFact.CodeUsed;
import org.lidless.control.site.people.PeopleFact.GroupAgreed;
import org.lidless.control.site.people.PeopleFact.GroupRemoved;
import org.lidless.control.site.people.PeopleFact.LayoutAgreed;
import org.lidless.control.site.people.PeopleFact.LayoutRemoved;
import org.lidless.control.site.people.PeopleFact.OidcAgreed;
import org.lidless.control.site.people.PeopleFact.SessionEnded;
import org.lidless.control.site.people.PeopleFact.SessionKeyAgreed;
import org.lidless.control.site.people.PeopleFact.TokenAgreed;
import org.lidless.control.site.people.PeopleFact.TokenRemoved;
import org.lidless.domain.CameraId;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Changes of people, and all people, as JSON: `docs/formats/facts.md`. The words of `people-fact` and the keys
/// are a promise.
public final class PeopleJson {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private PeopleJson() {}

    /// A change alone, as it travels between management servers.
    public static byte[] encode(PeopleChange change) {
        ObjectNode to = MAPPER.createObjectNode();
        write(change, to);
        return MAPPER.writeValueAsString(to).getBytes(StandardCharsets.UTF_8);
    }

    /// Reads what [#encode] wrote.
    ///
    /// @throws IllegalArgumentException when it is none
    public static PeopleChange decode(byte[] json) {
        try {
            return readChange(MAPPER.readTree(json));
        } catch (JacksonException unreadable) {
            throw new IllegalArgumentException("no change of people: " + unreadable.getOriginalMessage(), unreadable);
        }
    }

    public static void write(PeopleChange change, ObjectNode to) {
        to.put("people-version", change.basedOn());
        ArrayNode facts = to.putArray("people-facts");
        change.facts().forEach(fact -> write(fact, facts.addObject()));
    }

    public static PeopleChange readChange(JsonNode from) {
        List<PeopleFact> facts = new ArrayList<>();
        from.required("people-facts").forEach(each -> facts.add(readFact(each)));
        return new PeopleChange(NounJson.number(from, "people-version"), facts);
    }

    private static void write(PeopleFact fact, ObjectNode to) {
        String key = "people-fact";
        switch (fact) {
            case AccountAgreed f -> NounJson.write(f.account(), to.put(key, "account-agreed"));
            case AccountRemoved f ->
                to.put(key, "account-removed").put("name", f.name().value());
            case GroupAgreed f ->
                NounJson.cameras(
                        f.cameras(),
                        to.put(key, "camera-group-agreed").put("group", f.name().value()));
            case GroupRemoved f ->
                to.put(key, "camera-group-removed").put("group", f.name().value());
            case TokenAgreed f -> NounJson.write(f.token(), to.put(key, "token-agreed"));
            case TokenRemoved f -> to.put(key, "token-removed").put("id", f.id());
            case CodeAgreed f -> {
                NounJson.write(f.code(), to.put(key, "code-agreed"));
                to.put("at-us", f.atUs());
            }
            case CodeUsed f -> to.put(key, "code-used").put("id", f.id());
            case SessionKeyAgreed f -> NounJson.write(f.key(), to.put(key, "session-key-agreed"));
            case SessionEnded f ->
                to.put(key, "session-ended")
                        .put("session", f.session())
                        .put("until-us", f.untilUs())
                        .put("at-us", f.atUs());
            case OidcAgreed f -> {
                to.put(key, "oidc-agreed");
                f.settings().ifPresent(settings -> NounJson.write(settings, to.putObject("settings")));
            }
            case CameraLoginAgreed f -> write(f.name(), f.login(), to.put(key, "camera-login-agreed"));
            case CameraLoginRemoved f -> to.put(key, "camera-login-removed").put("login", f.name());
            case LayoutAgreed f -> NounJson.write(f.layout(), to.put(key, "layout-agreed"));
            case LayoutRemoved f ->
                to.put(key, "layout-removed")
                        .put("owner", f.key().owner().value())
                        .put("layout", f.key().name());
        }
    }

    private static PeopleFact readFact(JsonNode from) {
        String word = NounJson.text(from, "people-fact");
        return switch (word) {
            case "account-agreed" -> new AccountAgreed(NounJson.account(from));
            case "account-removed" -> new AccountRemoved(NounJson.name(from, "name"));
            case "camera-group-agreed" -> new GroupAgreed(group(from), NounJson.cameras(from));
            case "camera-group-removed" -> new GroupRemoved(group(from));
            case "token-agreed" -> new TokenAgreed(NounJson.token(from));
            case "token-removed" -> new TokenRemoved(NounJson.text(from, "id"));
            case "code-agreed" -> new CodeAgreed(NounJson.code(from), NounJson.number(from, "at-us"));
            case "code-used" -> new CodeUsed(NounJson.text(from, "id"));
            case "session-key-agreed" -> new SessionKeyAgreed(NounJson.key(from));
            case "session-ended" ->
                new SessionEnded(
                        NounJson.text(from, "session"),
                        NounJson.number(from, "until-us"),
                        NounJson.number(from, "at-us"));
            case "oidc-agreed" ->
                new OidcAgreed(
                        from.has("settings")
                                ? Optional.of(NounJson.oidc(from.required("settings")))
                                : Optional.empty());
            case "camera-login-agreed" -> new CameraLoginAgreed(NounJson.text(from, "login"), login(from));
            case "camera-login-removed" -> new CameraLoginRemoved(NounJson.text(from, "login"));
            case "layout-agreed" -> new LayoutAgreed(NounJson.layout(from));
            case "layout-removed" ->
                new LayoutRemoved(new Layout.Key(NounJson.name(from, "owner"), NounJson.text(from, "layout")));
            default -> throw new IllegalArgumentException("a fact that this program does not know: " + word);
        };
    }

    /// All people, as part of a whole site.
    public static void write(People people, ObjectNode to) {
        to.put("version", people.version());
        all(people.accounts().values(), to.putArray("accounts"), NounJson::write);
        ArrayNode groups = to.putArray("camera-groups");
        people.groups()
                .forEach((name, cameras) ->
                        NounJson.cameras(cameras, groups.addObject().put("group", name.value())));
        all(people.tokens().values(), to.putArray("tokens"), NounJson::write);
        all(people.codes().values(), to.putArray("codes"), NounJson::write);
        all(people.keys(), to.putArray("session-keys"), NounJson::write);
        ArrayNode ended = to.putArray("ended-sessions");
        people.ended()
                .forEach((session, untilUs) ->
                        ended.addObject().put("session", session).put("until-us", untilUs));
        people.oidc().ifPresent(settings -> NounJson.write(settings, to.putObject("oidc")));
        ArrayNode logins = to.putArray("camera-logins");
        people.logins().forEach((name, login) -> write(name, login, logins.addObject()));
        all(people.layouts().values(), to.putArray("layouts"), NounJson::write);
    }

    private static <T> void all(Iterable<T> each, ArrayNode to, BiConsumer<T, ObjectNode> writer) {
        each.forEach(one -> writer.accept(one, to.addObject()));
    }

    /// Reads what [#write(People, ObjectNode)] wrote.
    public static People read(JsonNode from) {
        SortedMap<PersonName, Account> accounts = new TreeMap<>();
        for (JsonNode each : from.required("accounts")) {
            Account account = NounJson.account(each);
            accounts.put(account.name(), account);
        }
        SortedMap<CameraGroupName, SortedSet<CameraId>> groups = new TreeMap<>();
        from.required("camera-groups").forEach(each -> groups.put(group(each), NounJson.cameras(each)));
        SortedMap<String, ApiToken> tokens = new TreeMap<>();
        from.required("tokens").forEach(each -> tokens.put(NounJson.text(each, "id"), NounJson.token(each)));
        SortedMap<String, PersonCode> codes = new TreeMap<>();
        from.required("codes").forEach(each -> codes.put(NounJson.text(each, "id"), NounJson.code(each)));
        List<SessionKey> keys = new ArrayList<>();
        from.required("session-keys").forEach(each -> keys.add(NounJson.key(each)));
        SortedMap<String, Long> ended = new TreeMap<>();
        from.required("ended-sessions")
                .forEach(each -> ended.put(NounJson.text(each, "session"), NounJson.number(each, "until-us")));
        SortedMap<String, CameraLogin> logins = new TreeMap<>();
        from.required("camera-logins").forEach(each -> logins.put(NounJson.text(each, "login"), login(each)));
        SortedMap<Layout.Key, Layout> layouts = new TreeMap<>();
        for (JsonNode each : from.required("layouts")) {
            Layout layout = NounJson.layout(each);
            layouts.put(layout.key(), layout);
        }
        Optional<OidcSettings> oidc =
                from.has("oidc") ? Optional.of(NounJson.oidc(from.required("oidc"))) : Optional.empty();
        return new People(
                NounJson.number(from, "version"), accounts, groups, tokens, codes, keys, ended, oidc, logins, layouts);
    }

    private static void write(String name, CameraLogin login, ObjectNode to) {
        to.put("login", name)
                .put("user", login.user())
                .put("password", login.password().text());
    }

    private static CameraLogin login(JsonNode from) {
        return new CameraLogin(NounJson.text(from, "user"), new Sealed(NounJson.text(from, "password")));
    }

    private static CameraGroupName group(JsonNode from) {
        return new CameraGroupName(NounJson.text(from, "group"));
    }
}
