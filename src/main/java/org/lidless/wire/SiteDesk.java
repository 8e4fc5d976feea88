package org.lidless.wire;

/// What a management server can be asked about its site. Any thread may call, many at a time; failures travel to the
/// caller as they are.
public interface SiteDesk {

    /// Who covers whom, what two or three failures would cost, and what does not fit.
    FailoverPlanReport failoverPlan();
}
