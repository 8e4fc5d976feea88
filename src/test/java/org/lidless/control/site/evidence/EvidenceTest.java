package org.lidless.control.site.evidence;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lidless.control.site.Site;
import org.lidless.control.site.SiteEntry;
import org.lidless.control.site.SiteFact;
import org.lidless.control.site.SiteJson;
import org.lidless.control.site.evidence.EvidenceCommand.AgreeHeads;
import org.lidless.control.site.evidence.EvidenceCommand.EndExport;
import org.lidless.control.site.evidence.EvidenceCommand.GiveExport;
import org.lidless.control.site.evidence.EvidenceCommand.OrderExport;
import org.lidless.control.site.evidence.EvidenceCommand.Seen;
import org.lidless.control.site.evidence.EvidenceCommand.StopExport;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;
import org.lidless.domain.ProblemException;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamKind;
import org.lidless.domain.TimeSpan;

final class EvidenceTest {

    private static final NodeId R1 = new NodeId("r1");
    private static final String ID = "x0123456789ab";

    private Evidence evidence = Evidence.NONE;

    private static Sha256 hash(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static KeptHead head(long atSeconds, long number) {
        return new KeptHead(atSeconds * 1_000_000, number, hash("record " + number));
    }

    private List<EvidenceFact> decide(EvidenceCommand command) {
        List<EvidenceFact> facts = EvidenceDecider.decide(evidence, command);
        for (EvidenceFact fact : facts) {
            evidence = evidence.after(fact);
        }
        return facts;
    }

    private List<EvidenceFact> seen(long asked, Optional<Sha256> itsHash, KeptHead head) {
        return decide(new AgreeHeads(List.of(new Seen(R1, asked, itsHash, head))));
    }

    private static ExportJob.Wish wish() {
        return new ExportJob.Wish(
                List.of(new CameraId("gate")), StreamKind.MAIN, new TimeSpan(1, 9), "theft", "maria", "192.0.2.7", 5);
    }

    @Test
    void aChainThatGrowsIsFollowedAndOneThatDoesNotChangeCostsNoEntry() {
        assertThat(seen(0, Optional.empty(), head(1, 10))).hasSize(1);
        assertThat(seen(10, Optional.of(hash("record 10")), head(11, 10))).isEmpty();
        assertThat(seen(10, Optional.of(hash("record 10")), head(21, 14))).hasSize(1);
        assertThat(evidence.headsOf(R1).newest()).contains(head(21, 14));
        assertThat(evidence.headsOf(R1).breaks()).isEmpty();
    }

    @Test
    void aCutTailAndAChainWrittenAnewAreBreaksThatStay() {
        seen(0, Optional.empty(), head(1, 10));
        seen(10, Optional.empty(), head(11, 7));
        assertThat(evidence.headsOf(R1).breaks()).containsExactly(new AuditHeads.Break(head(1, 10), head(11, 7)));
        seen(7, Optional.of(hash("another record 7")), head(21, 30));
        assertThat(evidence.headsOf(R1).breaks()).hasSize(2);
        assertThat(evidence.headsOf(R1).kept()).containsExactly(head(21, 30));
    }

    @Test
    void whatWasAskedBeforeANewerHeadWasAgreedOnSaysNothing() {
        seen(0, Optional.empty(), head(1, 10));
        assertThat(seen(0, Optional.empty(), head(2, 4))).isEmpty();
        assertThat(seen(9, Optional.empty(), head(2, 9))).isEmpty();
    }

    @Test
    void headsNeverGrowBeyondABoundAndAreKeptOfAllAges() {
        long number = 0;
        for (int day = 0; day < 100; day++) {
            for (int turn = 0; turn < 100; turn++) {
                number++;
                seen(
                        number - 1,
                        Optional.of(hash("record " + (number - 1))),
                        head(day * 86_400L + turn * 864L, number));
            }
        }
        List<KeptHead> kept = evidence.headsOf(R1).kept();
        assertThat(kept).hasSize(AuditHeads.KEPT_MAX);
        assertThat(kept.getFirst().number()).isEqualTo(1);
        assertThat(kept.subList(kept.size() - 32, kept.size()))
                .extracting(KeptHead::number)
                .startsWith(number - 31)
                .endsWith(number);
        // Nowhere is a hole that is longer than a fifth of its age.
        for (int at = 1; at < kept.size(); at++) {
            long gap = kept.get(at).atUs() - kept.get(at - 1).atUs();
            long age = kept.getLast().atUs() - kept.get(at - 1).atUs();
            assertThat(gap).as("before head " + at).isLessThanOrEqualTo(Math.max(2 * 864_000_000L, age / 5));
        }
    }

    @Test
    void anOrderIsGivenToOneAtATimeAndOnlyItsWordCounts() {
        decide(new OrderExport(ID, wish()));
        assertThat(decide(new OrderExport(ID, wish()))).isEmpty();
        decide(new GiveExport(ID, R1, 1));
        assertThat(decide(new GiveExport(ID, R1, 1))).isEmpty();
        decide(new GiveExport(ID, new NodeId("s1"), 2));
        ExportJob.End done = new ExportJob.End("done", "{}", 9);
        assertThat(decide(new EndExport(ID, 1, done))).isEmpty();
        assertThat(decide(new EndExport(ID, 2, done))).hasSize(1);
        assertThat(requireNonNull(evidence.exports().get(ID)).runner()).contains(new NodeId("s1"));
        assertThat(decide(new StopExport(ID, 10))).as("it has ended").isEmpty();
        decide(new EvidenceCommand.ForgetExport(ID));
        assertThat(evidence.exports()).isEmpty();
        assertThatThrownBy(() -> decide(new StopExport(ID, 11))).isInstanceOf(ProblemException.class);
    }

    @Test
    void ordersHaveABound() {
        for (int i = 0; i < Evidence.EXPORTS_MAX; i++) {
            decide(new OrderExport("x" + i, wish()));
        }
        assertThatThrownBy(() -> decide(new OrderExport("one-more", wish())))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("200 exports are kept");
    }

    @Test
    void entriesAndSnapshotsBringAllOfItBack() {
        seen(0, Optional.empty(), head(1, 10));
        seen(10, Optional.empty(), head(11, 7));
        List<EvidenceFact> facts = new ArrayList<>(List.of(
                new EvidenceFact.HeadAgreed(R1, head(1, 10)),
                new EvidenceFact.ChainBroken(R1, evidence.headsOf(R1).breaks().getFirst())));
        facts.addAll(decide(new OrderExport(ID, wish())));
        facts.addAll(decide(new GiveExport(ID, R1, 1)));
        facts.addAll(decide(new EndExport(ID, 1, new ExportJob.End("failed", "{\"why\":1}", 9))));
        facts.add(new EvidenceFact.ExportForgotten("x9"));
        List<SiteFact> all =
                facts.stream().<SiteFact>map(SiteFact.EvidenceNoted::new).toList();
        SiteEntry entry = new SiteEntry(new NodeId("m1"), 1, 0, all);
        assertThat(SiteJson.decodeEntry(SiteJson.encode(entry))).isEqualTo(entry);
        Site site = Site.EMPTY
                .apply(new SiteEntry(new NodeId("m1"), 1, 0, all.subList(0, 5)))
                .site();
        assertThat(site.evidence().exports()).containsKey(ID);
        assertThat(SiteJson.decodeSite(SiteJson.encode(site))).isEqualTo(site);
    }
}
