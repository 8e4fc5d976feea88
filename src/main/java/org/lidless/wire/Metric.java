package org.lidless.wire;

/// Every metric that a node tells: the only list of them. docs/reference/metrics.md has the same.
enum Metric {
    START("lidless_start_timestamp_seconds", Kind.GAUGE, "When the node started."),
    CAMERA_RECORDING("lidless_camera_recording", Kind.GAUGE, "1 while samples become durable."),
    CAMERA_AGE(
            "lidless_camera_last_sample_age_seconds",
            Kind.GAUGE,
            "Age of the newest sample that a power loss would not take."),
    CAMERA_STATE("lidless_camera_state", Kind.GAUGE, "One of the states is 1."),
    CAMERA_STANDING_IN(
            "lidless_camera_standing_in", Kind.GAUGE, "1 while another recorder than the usual one has the camera."),
    CAMERA_HINDRANCE(
            "lidless_camera_hindrance", Kind.GAUGE, "What stands in the way of durable footage: one is 1, or none."),
    CAMERA_ESCALATION(
            "lidless_camera_escalation", Kind.GAUGE, "How far calling the camera has come: one step is 1, or none."),
    CAMERA_NEEDS_PERSON("lidless_camera_needs_person", Kind.GAUGE, "1 when the recorder cannot help itself any more."),
    CAMERA_FRAMES("lidless_camera_frames_per_second", Kind.GAUGE, "Frames that arrive."),
    CAMERA_BITS("lidless_camera_bits_per_second", Kind.GAUGE, "Bits of video that arrive."),
    CAMERA_SAMPLES("lidless_camera_samples_total", Kind.COUNTER, "Samples made durable."),
    CAMERA_BYTES("lidless_camera_bytes_total", Kind.COUNTER, "Bytes of samples made durable."),
    CAMERA_DAMAGED("lidless_camera_damaged_samples_total", Kind.COUNTER, "Samples that arrived with parts missing."),
    CAMERA_SESSIONS("lidless_camera_sessions_total", Kind.COUNTER, "RTSP sessions that delivered video."),
    CAMERA_TRACK(
            "lidless_camera_track_arriving",
            Kind.GAUGE,
            "1 while the sound or the metadata comes that the camera offers."),
    CAMERA_RING("lidless_camera_ring_bytes", Kind.GAUGE, "Held in memory for the stream."),
    CAMERA_GAPS("lidless_camera_gaps_total", Kind.COUNTER, "Gaps that this recorder stored."),
    WRITE_QUEUE(
            "lidless_write_queue_seconds",
            Kind.GAUGE,
            "How long the oldest sample that is to become durable has waited."),
    MISSING_TOTAL(
            "lidless_footage_missing_seconds_total",
            Kind.COUNTER,
            "What gaps cover that this recorder stored and that have ended."),
    MISSING("lidless_footage_missing_seconds", Kind.GAUGE, "What no reachable recorder has of the last hour and day."),
    POOL_READY("lidless_pool_ready", Kind.GAUGE, "1 while the pool takes footage."),
    POOL_FREE("lidless_pool_free_bytes", Kind.GAUGE, "Free for the recorder."),
    POOL_USED("lidless_pool_used_bytes", Kind.GAUGE, "Taken by segments."),
    DAYS_LEFT("lidless_disk_days_left", Kind.GAUGE, "Until room has to be made, by what was recorded lately."),
    HOME_SEGMENTS(
            "lidless_bring_home_segments",
            Kind.GAUGE,
            "Segments of this recorder's cameras that still lie with other recorders."),
    HOME_BYTES("lidless_bring_home_bytes", Kind.GAUGE, "Bytes of those segments."),
    COPY_LAG(
            "lidless_copy_lag_seconds",
            Kind.GAUGE,
            "How old the oldest footage of this recorder's cameras is that others hold and that is not home."),
    FILLED("lidless_footage_filled_seconds_total", Kind.COUNTER, "Footage that came home, by who recorded it."),
    CLOCK_OFFSET(
            "lidless_recorder_clock_offset_seconds",
            Kind.GAUGE,
            "By how much the site's time is ahead of the machine's clock."),
    FAILOVERS("lidless_failovers_total", Kind.COUNTER, "Recorders that were lost and whose cameras others took."),
    FAILOVER_RTO(
            "lidless_failover_rto_seconds",
            Kind.HISTOGRAM,
            "From when a lost recorder was heard last until its cameras had another owner."),
    SPARE_CAMERAS(
            "lidless_recorder_spare_cameras",
            Kind.GAUGE,
            "How many more cameras a recorder may record, where that is said."),
    JOB_PROGRESS("lidless_job_progress_ratio", Kind.GAUGE, "How much of a job that has not ended is done, 0 to 1.");

    private final String id;
    private final Kind kind;
    private final String help;

    /// COUNTER: only grows, from the node's start on. GAUGE: is what it is. HISTOGRAM: counters by size.
    enum Kind {
        COUNTER("counter"),
        GAUGE("gauge"),
        HISTOGRAM("histogram");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    Metric(String id, Kind kind, String help) {
        this.id = id;
        this.kind = kind;
        this.help = help;
    }

    String id() {
        return id;
    }

    /// The two lines before its values.
    String head() {
        return "# HELP " + id + " " + help + "\n# TYPE " + id + " " + kind.word + "\n";
    }
}
