package org.lidless.wire;

import java.util.List;

/// What a management server can be asked about its site. Any thread may call, many at a time; failures travel to the
/// caller as they are.
public interface SiteDesk {

    /// Who covers whom, what two or three failures would cost, and what does not fit.
    FailoverPlanReport failoverPlan();

    /// The site's recorders, by name.
    List<RecorderReport> recorders();

    /// The recorder is to be taken away: its cameras go to others without a break, as far as those have room.
    RecorderReport drain(String recorder);

    /// It is back: it gets its cameras again without a break.
    RecorderReport giveBack(String recorder);
}
