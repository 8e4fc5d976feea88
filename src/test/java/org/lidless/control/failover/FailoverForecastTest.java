package org.lidless.control.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lidless.control.failover.Grounds.camera;
import static org.lidless.control.failover.Grounds.nodes;
import static org.lidless.control.failover.Grounds.settled;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.lidless.control.failover.GroupState.Standing;
import org.lidless.control.site.Capacity;
import org.lidless.control.site.GroupName;
import org.lidless.control.site.RecorderProfile;
import org.lidless.control.site.Site;
import org.lidless.control.site.SiteCommand.ProfileRecorder;
import org.lidless.control.site.Sites;
import org.lidless.domain.CameraId;
import org.lidless.domain.NodeId;
import org.lidless.domain.Protection;

class FailoverForecastTest {

    private static final NodeId S1 = new NodeId("s1");

    @Test
    void itSaysWhoCoversWhom() {
        Site site = settled(Sites.after(Grounds.bare(2, 4, 2), Sites.camera("single", "r1", 50, 1)));
        FailoverForecast forecast = FailoverForecast.of(site, nodes());
        assertThat(forecast.single()).hasSize(2);
        Rehearsal first = forecast.single().getFirst();
        assertThat(first.lost()).isEqualTo(nodes("r1"));
        assertThat(first.warm().get(S1)).hasSize(2);
        assertThat(first.cold().values()).hasSize(1).allMatch(each -> each.contains(new CameraId("single")));
        assertThat(first.dropped()).isEmpty();
        assertThat(forecast.misfits()).isEmpty();
        assertThat(forecast.protection())
                .containsEntry(camera(1, 1), Protection.SHADOWED)
                .containsEntry(new CameraId("single"), Protection.COLD);
        assertThat(forecast.groups()).singleElement().satisfies(group -> {
            assertThat(group.standing()).isEqualTo(Standing.PROTECTED);
            assertThat(group.primaries()).hasSize(2);
            assertThat(group.standbys()).hasSize(2);
        });
    }

    @Test
    void itIsWhatTheRunningDecisionDoes() {
        Site site = settled(Grounds.records(Grounds.bare(3, 4, 2), "s1", 3));
        Rehearsal played = Rehearsal.of(site, nodes(), nodes("r1", "r2"));
        Site then = Grounds.lost(site, "r1", "r2");
        assertThat(Grounds.ownedBy(then, "r1", "r2")).isEqualTo(played.dropped());
        played.warm()
                .forEach((heir, cameras) -> cameras.forEach(
                        each -> assertThat(then.ownership(each).owner()).isEqualTo(heir)));
    }

    @Test
    void itNamesWhatIsDroppedWhenTwoOrThreeFail() {
        Site site = settled(Grounds.records(Grounds.bare(3, 2, 1), "s1", 4));
        FailoverForecast forecast = FailoverForecast.of(site, nodes());
        assertThat(forecast.misfits()).isEmpty();
        assertThat(forecast.two().tried()).isEqualTo(6);
        assertThat(forecast.two().dropping()).as("those with the standby").isEqualTo(3);
        assertThat(forecast.three().tried()).isEqualTo(4);
        assertThat(forecast.three().worst().getFirst().dropped()).hasSize(4);
    }

    @Test
    void aGroupWhoseSpareIsUsedIsAtRiskAndOneThatDropsIsExposed() {
        Site site = settled(Grounds.bare(2, 2, 2));
        Site after = Grounds.lost(site, "r1");
        GroupState group = FailoverForecast.of(after, nodes("r1")).groups().getFirst();
        assertThat(group.standing()).isEqualTo(Standing.AT_RISK);
        assertThat(group.used()).hasSize(2);
        assertThat(group.lost()).containsExactly(new NodeId("r1"));
        Site alone = Grounds.lost(site, "r1", "s1", "s2");
        assertThat(FailoverForecast.of(alone, nodes("r1", "s1", "s2"))
                        .groups()
                        .getFirst()
                        .standing())
                .isEqualTo(Standing.EXPOSED);
    }

    @Test
    void withoutASecondStandbyTheLossOfTheFirstIsNoRiskButOfARecorderWithoutRoomIs() {
        Site site = settled(Grounds.records(Grounds.bare(1, 3, 1), "s1", 2));
        FailoverForecast forecast = FailoverForecast.of(site, nodes());
        assertThat(forecast.misfits()).containsExactly(new Misfit.NoHeir(camera(1, 3), new NodeId("r1")));
        assertThat(forecast.protection()).containsEntry(camera(1, 3), Protection.NONE);
        assertThat(forecast.groups().getFirst().standing()).isEqualTo(Standing.AT_RISK);
    }

    @Test
    void itNamesRecordersThatCarryTooMuchAndDisksThatLastTooShort() {
        Site site = Grounds.records(Grounds.bare(1, 2, 1), "r1", 1);
        Capacity small = new Capacity(
                OptionalInt.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(36_000_000_000L));
        site = settled(Sites.after(site, new ProfileRecorder(S1, new RecorderProfile(GroupName.ONLY, small))));
        assertThat(FailoverForecast.of(site, nodes()).misfits())
                .hasSize(2)
                .anyMatch(Misfit.Overloaded.class::isInstance)
                .contains(new Misfit.ShortDisk(S1, new NodeId("r1"), 10));
    }

    @Test
    void aLargeSiteIsForecastInBoundedTime() {
        Site site = settled(Grounds.bare(30, 4, 4));
        FailoverForecast forecast = FailoverForecast.of(site, nodes());
        assertThat(forecast.single()).hasSize(30);
        assertThat(forecast.two().tried()).isBetween(100, FailoverForecast.COMBINATIONS_MAX);
        assertThat(forecast.three().tried()).isBetween(100, FailoverForecast.COMBINATIONS_MAX);
    }
}
