package org.lidless.footage.media.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lidless.footage.media.rtsp.Challenge.Strength;

class DigestTest {

    private static Challenge only(String line) {
        List<Challenge> all = Challenge.parse(List.of(line));
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    /// RFC 2617 section 3.5.
    @Test
    void answersAsInRfc2617() {
        Challenge to = only("Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\","
                + " nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"");
        String response = Digest.response(
                to, "Mufasa", "Circle Of Life", "GET", "/dir/index.html", new Digest.Once("0a4f113b", 1));
        assertThat(response).isEqualTo("6629fae49393a05397450978507c4ef1");
        assertThat(to.opaque()).contains("5ccc069c403ebaf9f0171e9517f40e41");
    }

    /// RFC 7616 section 3.9.1, both algorithms.
    @Test
    void answersAsInRfc7616() {
        String rest = "realm=\"http-auth@example.org\", qop=\"auth, auth-int\", "
                + "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\"";
        var once = new Digest.Once("f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", 1);
        assertThat(Digest.response(
                        only("Digest algorithm=MD5, " + rest),
                        "Mufasa",
                        "Circle of Life",
                        "GET",
                        "/dir/index.html",
                        once))
                .isEqualTo("8ca523f5e9506fed4657c9700eebdbec");
        assertThat(Digest.response(
                        only("Digest " + rest + ", algorithm=SHA-256"),
                        "Mufasa",
                        "Circle of Life",
                        "GET",
                        "/dir/index.html",
                        once))
                .isEqualTo("753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
    }

    /// RFC 2069 section 2.4, with the response as its errata corrected it.
    @Test
    void answersAsInRfc2069() {
        Challenge to = only("Digest realm=\"testrealm@host.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\"");
        String response =
                Digest.response(to, "Mufasa", "CircleOfLife", "GET", "/dir/index.html", new Digest.Once("", 1));
        assertThat(response).isEqualTo("1949323746fe6a43ef61f9606e7febea");
    }

    @Test
    void severalChallengesInOneLineAreToldApart() {
        List<Challenge> all =
                Challenge.parse(List.of("Digest realm=\"a, b\", nonce=n1, algorithm=SHA-256, Basic realm=\"c\",Foo"));
        assertThat(all).extracting(Challenge::scheme).containsExactly("digest", "basic", "foo");
        assertThat(all.getFirst().realm()).isEqualTo("a, b");
        assertThat(all.getFirst().strength()).contains(Strength.DIGEST_SHA_256);
        assertThat(all.get(2).strength()).isEmpty();
    }

    @Test
    void longAndBrokenChallengesAreReadInTime() {
        assertThat(Challenge.parse(List.of("Digest " + "a=\"".repeat(5000)))).isNotEmpty();
        assertThat(Challenge.parse(List.of("\"" + "\\\"".repeat(5000), "=,=,=,", "")))
                .isEmpty();
    }
}
