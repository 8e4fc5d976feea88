package org.lidless.wire.node;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.lidless.domain.NodeId;
import org.lidless.wire.Json;
import org.lidless.wire.Membership.RenewalReport;
import org.lidless.wire.ProblemReport;
import org.lidless.wire.authority.NodeCredentials;
import tools.jackson.core.JacksonException;

/// Asks a management server for a node's certificate again.
public final class RenewalClient {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

    private RenewalClient() {}

    /// Waits for the answer.
    ///
    /// @param server  who must answer there, by its certificate
    /// @param address `host:port`
    /// @param request what is to be signed (PEM)
    /// @return the certificate (PEM)
    /// @throws IOException when this server cannot be asked, or refuses
    public static String renew(NodeCredentials own, NodeId server, String address, String request) throws IOException {
        try (HttpClient http = PeerHttp.client(own, server)) {
            HttpRequest asking = HttpRequest.newBuilder(URI.create("https://" + address + DoorRoutes.RENEW))
                    .timeout(ANSWER_MAX)
                    .POST(HttpRequest.BodyPublishers.ofString(request))
                    .build();
            HttpResponse<byte[]> answer = http.send(asking, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() == 201) {
                return Json.decode(answer.body(), RenewalReport.class).certificate();
            }
            throw new IOException("management server " + server + " refused: "
                    + Json.decode(answer.body(), ProblemReport.class).detail());
        } catch (JacksonException notOurs) {
            throw new IOException("management server " + server + " cannot renew certificates", notOurs);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a certificate was renewed", stopped);
        }
    }
}
