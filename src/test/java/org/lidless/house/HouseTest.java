package org.lidless.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Keeps the arrows between the rooms, and the banned calls: `world` is the only door to clock, chance, disk and
/// network.
class HouseTest {

    /// Calls that only `world` may make: owner, and the methods (none named: all of them, and constructors).
    private static final List<Banned> BANNED = List.of(
            new Banned("java.lang.System", Set.of("nanoTime", "currentTimeMillis"), "world.Clock"),
            new Banned("java.time.Instant", Set.of("now"), "world.Clock"),
            new Banned("java.time.LocalDate", Set.of("now"), "world.Clock"),
            new Banned("java.time.LocalDateTime", Set.of("now"), "world.Clock"),
            new Banned("java.time.ZonedDateTime", Set.of("now"), "world.Clock"),
            new Banned("java.time.OffsetDateTime", Set.of("now"), "world.Clock"),
            new Banned("java.time.Clock", Set.of("systemUTC", "systemDefaultZone", "system"), "world.Clock"),
            new Banned("java.lang.Thread", Set.of("sleep"), "world.Clock.pauseUs"),
            new Banned("java.util.UUID", Set.of("randomUUID"), "world.Chance"),
            new Banned("java.util.Random", Set.of(), "world.Chance"),
            new Banned("java.security.SecureRandom", Set.of(), "world.Chance"),
            new Banned("java.util.concurrent.ThreadLocalRandom", Set.of(), "world.Chance"),
            new Banned("java.lang.Math", Set.of("random"), "world.Chance"),
            new Banned("java.nio.file.Files", Set.of(), "world.Disk"),
            new Banned("java.io.FileInputStream", Set.of(), "world.Disk"),
            new Banned("java.io.FileOutputStream", Set.of(), "world.Disk"),
            new Banned("java.io.RandomAccessFile", Set.of(), "world.Disk"),
            new Banned("java.io.FileReader", Set.of(), "world.Disk"),
            new Banned("java.io.FileWriter", Set.of(), "world.Disk"),
            new Banned("java.nio.channels.FileChannel", Set.of("open"), "world.Disk"),
            new Banned("java.nio.channels.SocketChannel", Set.of("open"), "world.Network"),
            new Banned("java.nio.channels.ServerSocketChannel", Set.of("open"), "world.Network"),
            new Banned("java.nio.channels.DatagramChannel", Set.of("open"), "world.Network"),
            new Banned("java.nio.channels.Selector", Set.of("open"), "world.Network"),
            new Banned("java.net.Socket", Set.of(), "world.Network"),
            new Banned("java.net.ServerSocket", Set.of(), "world.Network"),
            new Banned("java.net.DatagramSocket", Set.of(), "world.Network"),
            new Banned("java.net.InetAddress", Set.of("getByName", "getAllByName", "getLocalHost"), "world.Network"));

    private static JavaClasses house;

    @BeforeAll
    static void readTheHouse() {
        house = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.lidless");
    }

    @Test
    void everyRoomKnowsOnlyWhatItsSignSays() {
        List<String> crossings = new ArrayList<>();
        for (JavaClass each : house) {
            String room = Rooms.roomOf(each.getPackageName());
            Set<String> mayKnow = Rooms.MAY_KNOW.getOrDefault(room, Set.of());
            for (Dependency arrow : each.getDirectDependenciesFromSelf()) {
                String target = arrow.getTargetClass().getBaseComponentType().getPackageName();
                if (!target.startsWith(Rooms.ROOT)) {
                    continue;
                }
                String other = Rooms.roomOf(target);
                if (!other.equals(room) && !mayKnow.contains(other)) {
                    crossings.add(room + " may not know " + other + ": " + arrow.getDescription());
                }
            }
        }
        assertThat(crossings).isEmpty();
    }

    @Test
    void everyRoomOfTheTableExists() {
        Set<String> found = new TreeSet<>();
        house.forEach(each -> found.add(Rooms.roomOf(each.getPackageName())));
        assertThat(found).containsExactlyElementsOf(Rooms.MAY_KNOW.keySet());
    }

    @Test
    void onlyTheWorldTouchesClockChanceDiskAndNetwork() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.lidless.world..")
                .should()
                .callCodeUnitWhere(new DescribedPredicate<JavaCall<?>>("is banned outside world") {
                    @Override
                    public boolean test(JavaCall<?> call) {
                        return BANNED.stream().anyMatch(banned -> banned.forbids(call));
                    }
                })
                .because("a simulation must be able to replace it; ask org.lidless.world instead")
                .check(house);
    }

    @Test
    void onlyTheDemoStartsProcesses() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.lidless.demo..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ProcessBuilder.class)
                .check(house);
    }

    @Test
    void theBlackBoxHarnessKnowsNoProductClassButTheChecker() {
        JavaClasses harness = new ClassFileImporter().importPackages("org.lidless.torture");
        assertThat(harness).isNotEmpty();
        noClasses()
                .that()
                .resideInAPackage("org.lidless.torture..")
                .should()
                .dependOnClassesThat(new DescribedPredicate<JavaClass>("are the product's") {
                    @Override
                    public boolean test(JavaClass known) {
                        String place = known.getPackageName();
                        return place.startsWith(Rooms.ROOT)
                                && !place.startsWith("org.lidless.torture")
                                && !place.startsWith("org.lidless.contract")
                                && !Set.of("checker", "domain", "world").contains(Rooms.roomOf(place));
                    }
                })
                .because(
                        "it judges the product from outside; the checker's order is made of domain's words and world's disk")
                .check(harness);
    }

    private record Banned(String owner, Set<String> methods, String instead) {

        boolean forbids(JavaCall<?> call) {
            return call.getTargetOwner().getName().equals(owner)
                    && (methods.isEmpty() || methods.contains(call.getTarget().getName()));
        }
    }
}
