package org.lidless.control.site.people;

import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// How people sign in by somebody else's sign-in: OpenID Connect Core 1.0, authorization code with PKCE (RFC 7636).
///
/// @param label       what the button says
/// @param issuer      the provider; its settings are found below it (OpenID Connect Discovery 1.0 section 4)
/// @param clientId    what the provider calls this site
/// @param secret      what it knows this site by; none for a public client
/// @param scopes      asked for beside `openid`
/// @param nameClaim   whose value becomes the person's name
/// @param groupsClaim whose values are looked up in `groups`
/// @param groups      what members of a provider's group may do; who is in none of them may not sign in
public record OidcSettings(
        String label,
        URI issuer,
        String clientId,
        Optional<Sealed> secret,
        List<String> scopes,
        String nameClaim,
        String groupsClaim,
        SortedMap<String, List<Grant>> groups) {

    /// Most groups of a provider that are looked at.
    public static final int GROUPS_MAX = 200;

    /// The longest of its words.
    public static final int CHARS_MAX = 500;

    public OidcSettings {
        scopes = List.copyOf(scopes);
        TreeMap<String, List<Grant>> each = new TreeMap<>();
        groups.forEach((group, grants) -> each.put(group, List.copyOf(grants)));
        groups = Collections.unmodifiableSortedMap(each);
        boolean isAddress = issuer.getHost() != null
                && ("https".equals(issuer.getScheme()) || "http".equals(issuer.getScheme()))
                && issuer.getRawQuery() == null
                && issuer.getRawFragment() == null
                && issuer.getRawUserInfo() == null;
        if (!isAddress) {
            throw new IllegalArgumentException("a provider's address reads https://host[:port][/path], not " + issuer);
        }
        if ("http".equals(issuer.getScheme()) && !isOwnMachine(issuer.getHost())) {
            throw new IllegalArgumentException(
                    "a provider is asked over https, or over http on this machine: " + issuer);
        }
        if (clientId.isBlank() || label.isBlank() || nameClaim.isBlank() || groupsClaim.isBlank()) {
            throw new IllegalArgumentException("label, client id and claims have names");
        }
        boolean isShort =
                List.of(label, clientId, nameClaim, groupsClaim, String.join(" ", scopes), issuer.toString()).stream()
                        .allMatch(text -> text.length() <= CHARS_MAX);
        if (!isShort || groups.size() > GROUPS_MAX) {
            throw new IllegalArgumentException("at most " + GROUPS_MAX + " groups, and words of " + CHARS_MAX);
        }
    }

    private static boolean isOwnMachine(String host) {
        return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
    }
}
