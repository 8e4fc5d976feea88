package org.lidless.wire;

import org.lidless.domain.Problem;
import org.lidless.domain.ProblemCode;

/// A problem as it travels.
///
/// @param code    the stable code, such as `LID-CAM-004`
/// @param title   what this kind of problem is called
/// @param detail  what happened
/// @param footage what it means for footage
/// @param remedy  what to do
public record ProblemReport(String code, String title, String detail, String footage, String remedy) {

    public static ProblemReport of(Problem problem) {
        return new ProblemReport(
                problem.code().code(), problem.code().title(), problem.what(), problem.footage(), problem.remedy());
    }

    /// The problem again. A code of a later version becomes [ProblemCode#BUG] with the code in its text.
    public Problem problem() {
        return ProblemCode.find(code)
                .map(known -> known.problem(detail, footage, remedy))
                .orElseGet(() -> ProblemCode.BUG.problem(code + ": " + detail, footage, remedy));
    }
}
