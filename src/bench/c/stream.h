// A stream: one client of one camera, the frames that are due to it, and what its socket has not taken yet.
#ifndef LIDLESS_BENCH_STREAM_H
#define LIDLESS_BENCH_STREAM_H

#include "clip.h"

#include <time.h>

enum {
    BACKLOG_MAX = 2 << 20,
    REQUEST_MAX = 8192,
    PIECES_MAX = 15,
    FRAME_NS = 1000000000 / FRAMES_PER_SECOND,
    SPREAD_NS = 30000000,
    REPORT_EVERY_FRAMES = 5 * FRAMES_PER_SECOND
};

// Totals of one path, over all its sessions.
struct camera {
    char path[200];
    long sessions, offered, dropped;
    int64_t connect_us, play_us; // wall clock, of the first session
};

struct stream {
    int fd;
    bool playing;
    bool leaving; // to be hung up when the client's socket has taken everything
    struct camera *camera;
    const struct clip *clip;
    uint64_t position;  // frames since the clip's own beginning, running on over repeats
    int64_t due_ns;     // when the next frame or the next piece is due
    int64_t frame_ns;   // when the next frame is due
    uint32_t source;    // RTP SSRC
    int64_t connect_us;
    uint8_t *frame;     // what is being sent in pieces
    size_t frame_capacity, frame_length, frame_sent, piece;
    uint8_t *backlog;   // what the client's socket did not take; between read and write
    size_t backlog_from, backlog_to;
    char request[REQUEST_MAX];
    size_t request_length;
};

// How all streams are sent.
struct sending {
    int poller;
    bool paced;        // spread a frame over SPREAD_NS
    bool stopping;     // begin no new frame
    int64_t latest_ns; // how late the latest frame or piece was
};

int64_t clock_ns(clockid_t clock);

// Sends bytes, or keeps what the socket does not take for stream_flush.
void stream_push(struct stream *stream, const struct sending *sending, const uint8_t *bytes, size_t length);

// Sends what was kept, when the socket can take more.
void stream_flush(struct stream *stream, const struct sending *sending);

// Sends what is due; a piece that is due later waits.
void stream_advance(struct stream *stream, struct sending *sending, int64_t now);

void stream_end(struct stream *stream);

#endif
