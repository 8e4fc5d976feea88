package org.lidless.simulator.personality;

import java.util.List;
import org.lidless.footage.media.rtsp.RtspMessage.Request;
import org.lidless.simulator.Personality;
import org.lidless.simulator.SignIn;
import org.lidless.simulator.SignIn.Offer;
import org.lidless.simulator.SignIn.Qop;

/// How cameras sign clients in, other than plainly.
final class SignInQuirks {

    private static final long SECOND_US = 1_000_000;

    static final List<Quirk> ALL = List.of(
            new Quirk(
                    "digest-rfc2069",
                    "knows the first digest only, without qop",
                    "common; retina's captured conversations",
                    new SignsIn(SignIn.USUAL.with(Qop.UNKNOWN))),
            new Quirk(
                    "digest-qop",
                    "takes no answer without qop, and counts how often its nonce was used",
                    "Dahua; gortsplib #1074, #1155",
                    new SignsIn(SignIn.USUAL.with(Qop.REQUIRED))),
            new Quirk(
                    "digest-sha256",
                    "takes no digest but SHA-256",
                    "Hikvision's resellers; go2rtc #2344",
                    new SignsIn(SignIn.USUAL.offering(Offer.SHA_256).with(Qop.REQUIRED))),
            new Quirk(
                    "digest-multi",
                    "offers basic, SHA-256 and MD5 in lines of their own, and SHA-256 never fits",
                    "retina #25, go2rtc #2451, gortsplib #863",
                    new SignsIn(SignIn.USUAL
                            .offering(Offer.BASIC, Offer.SHA_256, Offer.MD5)
                            .taking(Offer.MD5))),
            new Quirk(
                    "digest-one-line",
                    "offers basic and two digests in a single line",
                    "go2rtc #2451",
                    new SignsIn(SignIn.USUAL
                            .offering(Offer.BASIC, Offer.MD5, Offer.SHA_256)
                            .inOne())),
            new Quirk(
                    "digest-misnamed",
                    "names an algorithm that no standard knows, means MD5, and compares the digest's uri letter by letter",
                    "IMOU; retina #62",
                    new SignsIn(SignIn.USUAL.offering(Offer.MISNAMED))),
            new Quirk(
                    "basic-only",
                    "knows nothing but basic",
                    "old cameras",
                    new SignsIn(SignIn.USUAL.offering(Offer.BASIC))),
            new Quirk(
                    "nonce-expiry",
                    "lets its nonce expire after 10 s, also within a session",
                    "general",
                    new SignsIn(SignIn.USUAL.with(Qop.REQUIRED).withNoncesFor(10 * SECOND_US))),
            new Quirk(
                    "lockout",
                    "locks the account for half an hour after five wrong answers",
                    "agsh/onvif #501, #502",
                    new SignsIn(SignIn.USUAL.locking(5, 1_800 * SECOND_US))),
            new Quirk(
                    "picky-headers",
                    "refuses requests without User-Agent, or whose CSeq is spelt in another case",
                    "go2rtc #235, #7",
                    new PickyHeaders()));

    private SignInQuirks() {}

    private record PickyHeaders() implements Personality {

        @Override
        public Reaction onRequest(Request request) {
            String headers = request.headers().toString();
            boolean liked = headers.contains("CSeq: ") && headers.contains("User-Agent: ");
            return liked ? new Reaction.Ordinary() : new Reaction.Refusal(401, "Unauthorized");
        }
    }
}
