package org.lidless.wire;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The failover plan, before anything fails.
///
/// @param version  version of this message
/// @param now      when it was made
/// @param groups   failover groups, by name
/// @param single   for each recorder that records something: what if it failed alone
/// @param two      what if two of a group failed together
/// @param three    what if three of a group failed together
/// @param cameras  how each camera is kept safe, by name
/// @param problems what does not fit; each is an alarm
public record FailoverPlanReport(
        int version,
        Instant now,
        List<Group> groups,
        List<Loss> single,
        Combined two,
        Combined three,
        List<CameraPlan> cameras,
        List<ProblemReport> problems) {

    public static final int VERSION = 1;

    public FailoverPlanReport {
        groups = List.copyOf(groups);
        single = List.copyOf(single);
        cameras = List.copyOf(cameras);
        problems = List.copyOf(problems);
    }

    /// A failover group.
    ///
    /// @param group     its name
    /// @param state     `protected`, `at risk` or `exposed`
    /// @param primaries its recorders that are no standbys
    /// @param standbys  its standbys
    /// @param used      standbys that stand in for somebody
    /// @param lost      its recorders that are lost
    /// @param stranded  cameras that nobody records
    /// @param unguarded cameras that want a shadow and have none
    /// @param wouldDrop cameras that nobody would record if their recorder failed
    public record Group(
            String group,
            String state,
            List<String> primaries,
            List<String> standbys,
            List<String> used,
            List<String> lost,
            List<String> stranded,
            List<String> unguarded,
            List<String> wouldDrop) {

        /// As planned: no spare is used or lost, and one more failure would cost nothing.
        public static final String PROTECTED = "protected";

        public boolean isProtected() {
            return state.equals(PROTECTED);
        }
    }

    /// Recorders that fail together, and what becomes of their cameras.
    ///
    /// @param recorders those that fail
    /// @param heirs     who takes what
    /// @param dropped   cameras that nobody records then
    public record Loss(List<String> recorders, List<Heir> heirs, List<String> dropped) {}

    /// Who takes cameras over.
    ///
    /// @param recorder its name
    /// @param warm     cameras that it shadows: nothing is lost of them
    /// @param cold     cameras that it has to connect to first
    public record Heir(String recorder, List<String> warm, List<String> cold) {}

    /// All combinations of so many recorders.
    ///
    /// @param tried    combinations that were played
    /// @param dropping those in which some camera is recorded by nobody
    /// @param worst    the worst of those
    public record Combined(int tried, int dropping, List<Loss> worst) {}

    /// How a camera is kept safe.
    ///
    /// @param camera       its name
    /// @param owner        who records it
    /// @param shadow       who shadows it
    /// @param priority     of the camera
    /// @param wanted       how it is meant to be kept safe
    /// @param protection   how it is
    /// @param expectedLoss what losing its recorder would cost, in words
    public record CameraPlan(
            String camera,
            String owner,
            Optional<String> shadow,
            int priority,
            String wanted,
            String protection,
            String expectedLoss) {}
}
