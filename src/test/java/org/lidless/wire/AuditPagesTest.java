package org.lidless.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lidless.domain.TimeSpan;
import org.lidless.wire.AuditDesk.Entry;
import org.lidless.wire.AuditDesk.Page;
import org.lidless.wire.AuditDesk.Place;

/// Records of several nodes, page by page.
final class AuditPagesTest {

    private static final List<String> NODES = List.of("m1", "m2", "r.1-a");

    /// Moments that several nodes share, and some that go back.
    private static List<Entry> all() {
        List<Entry> all = new ArrayList<>();
        for (String node : NODES) {
            for (int number = 1; number <= 50; number++) {
                long atUs = 1_000_000L * (number / 3) - (number == 30 ? 5_000_000 : 0);
                all.add(new Entry(node, number, TimeSpan.instant(atUs), "anna", "10.0.0.7", "act", "", "done"));
            }
        }
        all.sort(Comparator.comparing(AuditPagesTest::place).reversed());
        return all;
    }

    private static Place place(Entry each) {
        return new Place(TimeSpan.micros(each.at()), each.node(), each.number());
    }

    private static Page page(String node, Optional<Place> before, int limit) {
        List<Entry> own = all().stream()
                .filter(each -> each.node().equals(node))
                .filter(each -> before.filter(place -> place(each).compareTo(place) >= 0)
                        .isEmpty())
                .limit(limit + 1)
                .toList();
        return Page.merged(List.of(new Page(own, Optional.empty(), List.of())), limit);
    }

    @Test
    void everyRecordIsOnOnePageInOrderOfTime() {
        for (int limit : new int[] {1, 7, 150, 1_000}) {
            List<Entry> seen = new ArrayList<>();
            Optional<Place> before = Optional.empty();
            do {
                List<Page> pages = new ArrayList<>();
                for (String node : NODES) {
                    pages.add(page(node, before, limit));
                }
                Page whole = Page.merged(pages, limit);
                seen.addAll(whole.items());
                before = whole.next().map(place -> Place.parse(place.toString()));
            } while (before.isPresent());
            assertThat(seen).isEqualTo(all());
        }
    }

    @Test
    void whoCannotBeReadIsNamed() {
        Page away = new Page(List.of(), Optional.empty(), List.of("r2"));
        assertThat(Page.merged(List.of(page("m1", Optional.empty(), 5), away), 5)
                        .away())
                .containsExactly("r2");
    }
}
