package org.lidless.control.site.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lidless.control.site.evidence.EvidenceFact.ChainBroken;
import org.lidless.control.site.evidence.EvidenceFact.ExportEnded;
import org.lidless.control.site.evidence.EvidenceFact.ExportForgotten;
import org.lidless.control.site.evidence.EvidenceFact.ExportGiven;
import org.lidless.control.site.evidence.EvidenceFact.ExportOrdered;
import org.lidless.control.site.evidence.EvidenceFact.HeadAgreed;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamKind;
import org.lidless.domain.TimeSpan;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Evidence as JSON in the site's log and snapshots: docs/formats/facts.md.
public final class EvidenceJson {

    private static final String KIND = "evidence";

    private EvidenceJson() {}

    public static void write(EvidenceFact fact, ObjectNode to) {
        switch (fact) {
            case HeadAgreed f ->
                write(f.head(), to.put(KIND, "head-agreed").put("node", f.node().value()));
            case ChainBroken f ->
                write(
                        f.broken(),
                        to.put(KIND, "chain-broken").put("node", f.node().value()));
            case ExportOrdered f -> write(f.job(), to.put(KIND, "export-ordered"));
            case ExportGiven f ->
                to.put(KIND, "export-given")
                        .put("id", f.id())
                        .put("runner", f.runner().value())
                        .put("attempt", f.attempt());
            case ExportEnded f -> write(f.end(), to.put(KIND, "export-ended").put("id", f.id()));
            case ExportForgotten f -> to.put(KIND, "export-forgotten").put("id", f.id());
        }
    }

    public static EvidenceFact readFact(JsonNode from) {
        String word = text(from, KIND);
        return switch (word) {
            case "head-agreed" -> new HeadAgreed(node(from), head(from));
            case "chain-broken" -> new ChainBroken(node(from), broken(from));
            case "export-ordered" -> new ExportOrdered(job(from));
            case "export-given" ->
                new ExportGiven(
                        text(from, "id"),
                        new NodeId(text(from, "runner")),
                        from.required("attempt").intValue());
            case "export-ended" -> new ExportEnded(text(from, "id"), end(from));
            case "export-forgotten" -> new ExportForgotten(text(from, "id"));
            default -> throw new IllegalArgumentException("a fact that this program does not know: " + word);
        };
    }

    public static void write(Evidence evidence, ObjectNode to) {
        ArrayNode heads = to.putArray("heads");
        evidence.heads().forEach((node, each) -> {
            ObjectNode one = heads.addObject().put("node", node.value());
            ArrayNode kept = one.putArray("kept");
            each.kept().forEach(head -> write(head, kept.addObject()));
            if (!each.breaks().isEmpty()) {
                ArrayNode breaks = one.putArray("breaks");
                each.breaks().forEach(broken -> write(broken, breaks.addObject()));
            }
        });
        ArrayNode exports = to.putArray("exports");
        evidence.exports().values().forEach(each -> write(each, exports.addObject()));
    }

    public static Evidence read(JsonNode from) {
        SortedMap<NodeId, AuditHeads> heads = new TreeMap<>();
        for (JsonNode each : from.required("heads")) {
            List<KeptHead> kept = new ArrayList<>();
            each.required("kept").forEach(head -> kept.add(head(head)));
            List<AuditHeads.Break> breaks = new ArrayList<>();
            each.path("breaks").forEach(broken -> breaks.add(broken(broken)));
            heads.put(node(each), new AuditHeads(kept, breaks));
        }
        SortedMap<String, ExportJob> exports = new TreeMap<>();
        for (JsonNode each : from.required("exports")) {
            ExportJob job = job(each);
            exports.put(job.id(), job);
        }
        return new Evidence(heads, exports);
    }

    private static void write(KeptHead head, ObjectNode to) {
        to.put("at-us", head.atUs())
                .put("number", head.number())
                .put("hash", head.hash().toString());
    }

    private static KeptHead head(JsonNode from) {
        return new KeptHead(number(from, "at-us"), number(from, "number"), Sha256.parse(text(from, "hash")));
    }

    private static void write(AuditHeads.Break broken, ObjectNode to) {
        write(broken.agreed(), to.putObject("agreed"));
        write(broken.found(), to.putObject("found"));
    }

    private static AuditHeads.Break broken(JsonNode from) {
        return new AuditHeads.Break(head(from.required("agreed")), head(from.required("found")));
    }

    private static void write(ExportJob job, ObjectNode to) {
        ExportJob.Wish wish = job.wish();
        to.put("id", job.id());
        ArrayNode cameras = to.putArray("cameras");
        wish.cameras().forEach(camera -> cameras.add(camera.value()));
        to.put("stream", wish.stream().word())
                .put("from-us", wish.span().fromUs())
                .put("to-us", wish.span().toUs())
                .put("note", wish.note())
                .put("who", wish.who())
                .put("address", wish.from())
                .put("ordered-us", wish.orderedUs())
                .put("attempt", job.attempt());
        job.runner().ifPresent(runner -> to.put("runner", runner.value()));
        job.end().ifPresent(end -> write(end, to.putObject("end")));
    }

    private static ExportJob job(JsonNode from) {
        List<CameraId> cameras = new ArrayList<>();
        from.required("cameras").forEach(camera -> cameras.add(new CameraId(camera.stringValue())));
        ExportJob.Wish wish = new ExportJob.Wish(
                cameras,
                StreamKind.of(text(from, "stream")),
                new TimeSpan(number(from, "from-us"), number(from, "to-us")),
                text(from, "note"),
                text(from, "who"),
                text(from, "address"),
                number(from, "ordered-us"));
        return new ExportJob(
                text(from, "id"),
                wish,
                from.has("runner") ? Optional.of(new NodeId(text(from, "runner"))) : Optional.empty(),
                from.required("attempt").intValue(),
                from.has("end") ? Optional.of(end(from.required("end"))) : Optional.empty());
    }

    private static void write(ExportJob.End end, ObjectNode to) {
        to.put("state", end.state()).put("report", end.report()).put("ended-us", end.endedUs());
    }

    private static ExportJob.End end(JsonNode from) {
        return new ExportJob.End(text(from, "state"), text(from, "report"), number(from, "ended-us"));
    }

    private static NodeId node(JsonNode from) {
        return new NodeId(text(from, "node"));
    }

    private static String text(JsonNode from, String key) {
        return from.required(key).stringValue();
    }

    private static long number(JsonNode from, String key) {
        return from.required(key).longValue();
    }
}
