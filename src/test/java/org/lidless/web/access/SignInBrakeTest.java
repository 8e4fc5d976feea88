package org.lidless.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignInBrakeTest {

    private static final long SECOND_US = 1_000_000;

    private final SignInBrake brake = new SignInBrake();

    @Test
    void theDelayGrowsAndEnds() {
        for (int each = 0; each < SignInBrake.FREE_AT_ADDRESS; each++) {
            assertThat(brake.waitUs("anna", "10.0.0.1", 0)).isZero();
            brake.failed("anna", "10.0.0.1", 0);
        }
        assertThat(brake.waitUs("anna", "10.0.0.1", 0)).isEqualTo(SECOND_US);
        brake.failed("anna", "10.0.0.1", SECOND_US);
        assertThat(brake.waitUs("anna", "10.0.0.1", SECOND_US)).isEqualTo(2 * SECOND_US);
        for (int each = 0; each < 40; each++) {
            brake.failed("anna", "10.0.0.1", SECOND_US);
        }
        assertThat(brake.waitUs("anna", "10.0.0.1", SECOND_US)).isEqualTo(SignInBrake.WAIT_MAX_US);
        assertThat(brake.waitUs("anna", "10.0.0.1", SECOND_US + SignInBrake.WAIT_MAX_US))
                .isZero();
        assertThat(brake.waitUs("anna", "10.0.0.1", 3_601 * SECOND_US)).isZero();
    }

    /// Guesses that are all on their way at once are as few as those that wait for each other.
    @Test
    void anAttemptCountsFromItsBeginning() {
        for (int each = 0; each < SignInBrake.FREE_AT_ADDRESS; each++) {
            assertThat(brake.attempt("anna", "10.0.0.1", 0)).isZero();
        }
        assertThat(brake.attempt("anna", "10.0.0.1", 0)).isEqualTo(SECOND_US);
        assertThat(brake.attempt("anna", "10.0.0.1", SECOND_US)).isZero();
        brake.succeeded("anna", "10.0.0.1", SECOND_US);
        assertThat(brake.waitUs("anna", "10.0.0.1", SECOND_US)).isZero();
    }

    /// Whoever signs in rightly a hundred times has not failed once.
    @Test
    void whatSucceedsDoesNotCount() {
        for (int each = 0; each < 2 * SignInBrake.FREE_OF_ACCOUNT; each++) {
            assertThat(brake.attempt("anna", "10.0.0." + each, 0)).isZero();
            brake.succeeded("anna", "10.0.0." + each, 0);
        }
        assertThat(brake.waitUs("anna", "192.0.2.1", 0)).isZero();
    }

    /// Somebody who fails at an account from everywhere keeps its owner out of nowhere that they came from lately.
    @Test
    void nobodyIsKeptOutOfTheirUsualPlaceByOthers() {
        brake.succeeded("anna", "10.0.0.1", 0);
        for (int each = 0; each < 500; each++) {
            brake.failed("anna", "192.0.2." + each % 250, 0);
        }
        assertThat(brake.waitUs("anna", "192.0.2.7", 0)).isPositive();
        assertThat(brake.waitUs("anna", "10.9.9.9", 0)).isPositive();
        assertThat(brake.waitUs("anna", "10.0.0.1", 0)).isZero();
        assertThat(brake.waitUs("ben", "10.0.0.2", 0)).isZero();
    }

    @Test
    void manyNamesFromOneAddressAreSlowedToo() {
        for (int each = 0; each < SignInBrake.FREE_OF_ADDRESS; each++) {
            brake.failed("name" + each, "10.0.0.1", 0);
        }
        assertThat(brake.waitUs("anna", "10.0.0.1", 0)).isPositive();
        assertThat(brake.waitUs("anna", "10.0.0.2", 0)).isZero();
    }

    /// Whoever has one address of IPv6 has 2^64.
    @Test
    void aNetworkOfIpv6IsOnePlace() {
        for (int each = 0; each < SignInBrake.FREE_AT_ADDRESS; each++) {
            brake.failed("anna", "2001:db8:1:2::" + each, 0);
        }
        assertThat(brake.waitUs("anna", "[2001:db8:1:2:ffff::1]", 0)).isPositive();
        assertThat(brake.waitUs("anna", "2001:db8:1:3::1", 0)).isZero();
    }

    @Test
    void whatIsRememberedIsBounded() {
        for (int each = 0; each < 3 * SignInBrake.REMEMBERED_MAX; each++) {
            brake.failed("name" + each, "10." + (each >> 16) + "." + (each >> 8 & 255) + "." + (each & 255), 0);
        }
        assertThat(brake.remembered()).isLessThanOrEqualTo(2 * SignInBrake.REMEMBERED_MAX);
    }

    @Test
    void anotherPasswordForgives() {
        for (int each = 0; each < 60; each++) {
            brake.failed("anna", "10.0.0.1", 0);
        }
        brake.forgive("anna");
        assertThat(brake.waitUs("anna", "10.0.0.2", 0)).isZero();
    }
}
