package org.lidless.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lidless.contract.ApiContract;
import org.lidless.domain.ProblemCode;
import org.lidless.wire.FailoverPlanReport;
import org.lidless.wire.FootageQuestion;
import org.lidless.wire.Json;
import org.lidless.wire.ScriptedControl;

/// What nodes answer is as docs/reference/openapi.yaml says: the console and generated clients are built of that
/// page. What is shown here is what a test of real processes seldom sees: a node in trouble, an export that failed.
/// All operations are asked in `EverythingByCurlTest`.
final class AnswerShapeTest {

    private final ApiContract contract = ApiContract.read();

    AnswerShapeTest() throws IOException {}

    @Test
    void whatANodeSaysIsAsItIsWritten() {
        ScriptedControl node = new ScriptedControl();
        assertThat(faults("Status", node.status())).isEmpty();
        assertThat(faults("Export", ScriptedControl.EXPORT)).isEmpty();
        FootageQuestion all = new FootageQuestion("cam-1", "main", Optional.empty(), Optional.empty());
        assertThat(faults("Footage", node.footage(all))).isEmpty();
        assertThat(faults("Lock", node.locks().getFirst())).isEmpty();
        List<String> none = List.of();
        assertThat(faults(
                        "Group",
                        new FailoverPlanReport.Group("main", "at risk", none, none, none, none, none, none, none)))
                .isEmpty();
    }

    @Test
    void whatIsNotWrittenIsAFault() {
        assertThat(contract.faults("Lock", "{\"id\":\"1\"}")).isNotEmpty();
        assertThat(contract.faults("Ticket", "{\"ticket\":\"t\",\"until\":\"tomorrow\"}"))
                .isNotEmpty();
        assertThat(contract.faults("Ticket", "{\"ticket\":\"t\",\"until\":\"2026-11-22T04:00:00Z\",\"x\":1}"))
                .isNotEmpty();
        assertThat(contract.faults("Ticket", "{\"ticket\":\"t\",\"until\":\"2026-11-22T04:00:00Z\"}"))
                .isEmpty();
        assertThat(contract.faults("GET", "/api/locks", 200, "text/html", new byte[0]))
                .isNotEmpty();
        assertThat(contract.faults("GET", "/api/nothing", 200, "application/json", new byte[0]))
                .isNotEmpty();
        assertThat(contract.faults("PUT", "/api/session/password", 204, "", new byte[0]))
                .isEmpty();
    }

    /// Whatever its status.
    @Test
    void everyProblemIsAnsweredAsItIsWritten() {
        for (ProblemCode code : ProblemCode.values()) {
            int status = Problems.statusOf(code);
            byte[] body = Problems.body(code.problem("It is so.", "Safe.", "Nothing needs doing."), status, "t-1");
            assertThat(contract.faults("GET", "/api/locks", status, Problems.TYPE, body))
                    .as(code.code())
                    .isEmpty();
            assertThat(status).as(code.code()).isBetween(400, 599);
            assertThat(new String(body, StandardCharsets.UTF_8))
                    .contains("\"type\":\"urn:lidless:problem:" + code.code().toLowerCase(Locale.ROOT) + "\"")
                    .contains("\"help\":\"/help/" + code.code() + "\"");
        }
    }

    private List<String> faults(String schema, Object answer) {
        return contract.faults(schema, new String(Json.encode(answer), StandardCharsets.UTF_8));
    }
}
