package org.lidless.wire.node;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.wire.Json;
import org.lidless.wire.Membership.JoinOrder;
import org.lidless.wire.Membership.JoinReport;
import org.lidless.wire.ProblemReport;
import org.lidless.wire.authority.JoinCode;
import org.lidless.wire.authority.NewcomerTrust;
import org.lidless.wire.authority.UntrustedPeerException;
import tools.jackson.core.JacksonException;

/// Asks a management server to let this newcomer in.
public final class JoinClient {

    private static final Duration CONNECT_MAX = Duration.ofSeconds(5);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
    private static final String SAFE = "Not concerned: nothing was changed, and the code was not used.";

    private JoinClient() {}

    /// Waits for the answer.
    ///
    /// @param address `host:port`, as other nodes reach the management server
    /// @throws ProblemException `JOIN_WRONG_SITE`, `NOT_REACHABLE`, or what the management server says
    public static JoinReport join(String address, JoinCode code, JoinOrder order) {
        try (HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(CONNECT_MAX)
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(NewcomerTrust.context(code))
                .build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("https://" + address + DoorRoutes.JOIN))
                    .timeout(ANSWER_MAX)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(Json.encode(order)))
                    .build();
            return understood(address, http.send(request, HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException failed) {
            throw failure(address, failed);
        } catch (IllegalArgumentException noAddress) {
            throw ProblemCode.REQUEST_REFUSED.because(
                    "\"" + address + "\" is no address: " + noAddress.getMessage() + ".",
                    SAFE,
                    "Write it as host:port.");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw notReachable(address, "interrupted");
        }
    }

    private static JoinReport understood(String address, HttpResponse<byte[]> answer) {
        try {
            if (answer.statusCode() == 201) {
                return Json.decode(answer.body(), JoinReport.class);
            }
            throw new ProblemException(
                    Json.decode(answer.body(), ProblemReport.class).problem());
        } catch (JacksonException notOurs) {
            throw notReachable(
                    address,
                    answer.statusCode() == 503
                            ? "it is busy letting others in"
                            : "it answered with status " + answer.statusCode() + " and no word of ours ("
                                    + notOurs.getOriginalMessage() + ")");
        }
    }

    private static ProblemException failure(String address, IOException failed) {
        for (Throwable each = failed; each != null; each = each.getCause()) {
            if (each instanceof UntrustedPeerException untrusted) {
                return ProblemCode.JOIN_WRONG_SITE.because(
                        "Whoever answers at " + address + " is not who the code means: " + untrusted.why() + ".",
                        SAFE,
                        "Check the address, and that the code is of this site.");
            }
        }
        return notReachable(address, failed.getClass().getSimpleName() + ": " + failed.getMessage());
    }

    private static ProblemException notReachable(String address, String why) {
        return ProblemCode.NOT_REACHABLE.because(
                "The management server at " + address + " does not answer: " + why + ".",
                SAFE,
                "Check that it runs and that nothing on the way closes its port; then try again.");
    }
}
