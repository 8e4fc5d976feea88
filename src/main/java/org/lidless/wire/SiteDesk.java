package org.lidless.wire;

import java.util.List;
import java.util.Optional;

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

    /// The newest document that says how the site is to be, or an older one.
    ConfigReport config(Optional<Long> revision);

    /// All revisions of it that are kept, the newest first, each with what it changed.
    List<ConfigReport> configHistory();

    /// Wants the whole site to be like this; or says everything that is wrong with it.
    ConfigReport apply(ConfigOrder order);

    /// Wants it to be as an older revision said.
    ConfigReport rollback(long revision, String by);

    /// Backs the site up as it is now.
    BackupReport backup();

    /// The backups of this server, the newest first.
    List<BackupReport> backups();

    /// Recorders that were lost lately, the newest first.
    List<IncidentReport> incidents();
}
