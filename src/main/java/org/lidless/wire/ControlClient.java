package org.lidless.wire;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.lidless.domain.ProblemCode;
import org.lidless.domain.ProblemException;
import org.lidless.world.Disk;
import tools.jackson.core.JacksonException;

/// Asks a running node. What the node refuses arrives as the [ProblemException] that it threw; a node that does not
/// answer is `NOT_REACHABLE`. Any thread.
public final class ControlClient implements Control, AutoCloseable {

    private static final Duration CONNECT_MAX = Duration.ofSeconds(3);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

    static final HttpRequest.BodyPublisher NOTHING = HttpRequest.BodyPublishers.noBody();

    /// Names somebody for whom it is asked, in a request's query.
    static final String ASKER = "asker";

    static final String ADDRESS = "address";

    private final ControlFile node;
    private final HttpClient http;
    private final Asker asker;

    public ControlClient(ControlFile node) {
        this(
                node,
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .proxy(HttpClient.Builder.NO_PROXY)
                        .connectTimeout(CONNECT_MAX)
                        .build());
    }

    /// By another way to it.
    public ControlClient(ControlFile node, HttpClient http) {
        this(node, http, Asker.LOCAL);
    }

    private ControlClient(ControlFile node, HttpClient http, Asker asker) {
        this.node = node;
        this.http = http;
        this.asker = asker;
    }

    /// The node that uses a data directory.
    ///
    /// @throws ProblemException `NOT_REACHABLE` when none does
    public static ControlClient of(Disk disk, Path dataDirectory) {
        return new ControlClient(ControlFile.read(disk, dataDirectory));
    }

    @Override
    public StatusReport status() {
        return ask(request("/api/status").GET(), StatusReport.class);
    }

    @Override
    public FootageReport footage(FootageQuestion question) {
        StringBuilder query = new StringBuilder("/api/footage?camera=").append(encoded(question.camera()));
        query.append("&stream=").append(encoded(question.stream()));
        question.from().ifPresent(from -> query.append("&from=").append(encoded(Rfc3339.micros(from))));
        question.to().ifPresent(to -> query.append("&to=").append(encoded(Rfc3339.micros(to))));
        return ask(request(query.toString()).GET(), FootageReport.class);
    }

    @Override
    public ExportReport startExport(ExportOrder order, Asker by) {
        HttpRequest.Builder request = by(by.equals(Asker.LOCAL) ? asker : by)
                .request("/api/exports")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.encode(order)));
        return ask(request, ExportReport.class);
    }

    @Override
    public List<ExportReport> exports() {
        return List.of(ask(request("/api/exports").GET(), ExportReport[].class));
    }

    @Override
    public ExportReport export(String id) {
        return ask(request("/api/exports/" + encoded(id)).GET(), ExportReport.class);
    }

    @Override
    public ExportReport cancelExport(String id) {
        return ask(request("/api/exports/" + encoded(id) + "/cancel").POST(NOTHING), ExportReport.class);
    }

    @Override
    public ExportReport removeExport(String id) {
        return ask(request("/api/exports/" + encoded(id)).DELETE(), ExportReport.class);
    }

    @Override
    public ExportFile exportFile(String id) {
        return new FetchedExport(this, export(id));
    }

    @Override
    public Optional<AuditDesk> audit() {
        return Optional.of(new AuditClient(this));
    }

    @Override
    public Confirmed confirmDeletion(String pool) {
        return ask(request("/api/pools/" + encoded(pool) + "/confirm").POST(NOTHING), Confirmed.class);
    }

    @Override
    public LockReport lock(LockOrder order) {
        HttpRequest.Builder request = request("/api/locks")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.encode(order)));
        return ask(request, LockReport.class);
    }

    @Override
    public List<LockReport> locks() {
        return List.of(ask(request("/api/locks").GET(), LockReport[].class));
    }

    @Override
    public LockReport unlock(String id, String reason) {
        return ask(
                request("/api/locks/" + encoded(id) + "?reason=" + encoded(reason))
                        .DELETE(),
                LockReport.class);
    }

    @Override
    public Optional<SiteDesk> site() {
        return Optional.of(new SiteClient(this));
    }

    @Override
    public Optional<String> webAddress() {
        return ask(request("/api/web").GET(), WebAddress.class).url();
    }

    @Override
    public Optional<PeopleDesk> people() {
        return Optional.of(new PeopleClient(this));
    }

    @Override
    public InvitationReport invite(InvitationOrder order) {
        return ask(posted("/api/invitations", order), InvitationReport.class);
    }

    @Override
    public JoinReport join(JoinOrder order) {
        return ask(posted("/api/join", order), JoinReport.class);
    }

    @Override
    public RenewalReport renew(RenewalOrder order) {
        return ask(posted("/api/renewals", order), RenewalReport.class);
    }

    @Override
    public ServersReport admit(Server server) {
        return ask(posted("/api/servers", server), ServersReport.class);
    }

    @Override
    public ServersReport dismiss(String server) {
        return ask(request("/api/servers/" + encoded(server)).DELETE(), ServersReport.class);
    }

    HttpRequest.Builder posted(String path, Object order) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.encode(order)));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /// The same node, asked for somebody else.
    @Override
    public ControlClient by(Asker somebody) {
        return new ControlClient(node, http, somebody);
    }

    private String asked(String pathAndQuery) {
        return asker.equals(Asker.LOCAL) ? pathAndQuery : asked(pathAndQuery, asker);
    }

    static String asked(String pathAndQuery, Asker asker) {
        return pathAndQuery + (pathAndQuery.indexOf('?') < 0 ? "?" : "&") + ASKER + "=" + encoded(asker.name()) + "&"
                + ADDRESS + "=" + encoded(asker.address());
    }

    HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create(node.url() + asked(pathAndQuery)))
                .timeout(ANSWER_MAX)
                .header("Authorization", "Bearer " + node.token())
                .header("Accept", "application/json, application/problem+json");
    }

    <T> T ask(HttpRequest.Builder request, Class<T> answer) {
        byte[] body = bytes(request);
        try {
            return Json.decode(body, answer);
        } catch (JacksonException notOurs) {
            throw notReachable("an answer that is not a recorder's");
        }
    }

    /// The body of an answer that is no problem.
    byte[] bytes(HttpRequest.Builder request) {
        HttpResponse<byte[]> response;
        try {
            response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException unreachable) {
            throw notReachable(unreachable.getClass().getSimpleName());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw notReachable("interrupted");
        }
        try {
            if (response.statusCode() / 100 == 2) {
                return response.body();
            }
            ProblemReport report = Json.decode(response.body(), ProblemReport.class);
            throw new ProblemException(report.problem());
        } catch (JacksonException notOurs) {
            throw notReachable("HTTP status " + response.statusCode() + " with a body that is not a recorder's");
        }
    }

    private ProblemException notReachable(String why) {
        return ProblemCode.NOT_REACHABLE.because(
                "Recorder " + node.node() + " (process " + node.pid() + ") does not answer at " + node.url() + ": "
                        + why + ".",
                "Not known from here: what was recorded stays on its pools.",
                "If the process is gone, start the recorder again; if it is there, look at its log.");
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
