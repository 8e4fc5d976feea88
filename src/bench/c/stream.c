#define _GNU_SOURCE
#include "stream.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

int64_t clock_ns(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

static void put16(uint8_t *to, uint32_t value) {
    to[0] = (uint8_t)(value >> 8);
    to[1] = (uint8_t)value;
}

static void put32(uint8_t *to, uint32_t value) {
    put16(to, value >> 16);
    put16(to + 2, value);
}

static void watch(struct stream *stream, const struct sending *sending, bool also_write) {
    struct epoll_event event = {.events = EPOLLIN | (also_write ? EPOLLOUT : 0), .data.ptr = stream};
    epoll_ctl(sending->poller, EPOLL_CTL_MOD, stream->fd, &event);
}

void stream_end(struct stream *stream) {
    if (stream->fd >= 0) {
        close(stream->fd);
    }
    stream->fd = -1;
    stream->playing = false;
}

void stream_push(struct stream *stream, const struct sending *sending, const uint8_t *bytes, size_t length) {
    ssize_t taken = 0;
    if (stream->backlog_from == stream->backlog_to) {
        taken = send(stream->fd, bytes, length, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (taken < 0 && errno != EAGAIN) {
            stream_end(stream);
            return;
        }
        taken = taken < 0 ? 0 : taken;
    }
    size_t left = length - (size_t)taken;
    if (left == 0) {
        return;
    }
    if (stream->backlog == NULL) {
        stream->backlog = malloc(2 * BACKLOG_MAX);
    }
    if (stream->backlog_from > 0) {
        memmove(stream->backlog, stream->backlog + stream->backlog_from, stream->backlog_to - stream->backlog_from);
        stream->backlog_to -= stream->backlog_from;
        stream->backlog_from = 0;
    }
    memcpy(stream->backlog + stream->backlog_to, bytes + taken, left);
    stream->backlog_to += left;
    watch(stream, sending, true);
}

void stream_flush(struct stream *stream, const struct sending *sending) {
    ssize_t taken = send(stream->fd, stream->backlog + stream->backlog_from, stream->backlog_to - stream->backlog_from,
            MSG_DONTWAIT | MSG_NOSIGNAL);
    if (taken < 0) {
        if (errno != EAGAIN) {
            stream_end(stream);
        }
        return;
    }
    stream->backlog_from += (size_t)taken;
    if (stream->backlog_from == stream->backlog_to) {
        stream->backlog_from = stream->backlog_to = 0;
        watch(stream, sending, false);
    }
}

// RTCP sender report (RFC 3550 section 6.4.1) on channel 1: ties RTP time to the wall.
static size_t sender_report(const struct stream *stream, uint32_t ticks, uint8_t *to) {
    int64_t wall = clock_ns(CLOCK_REALTIME);
    memset(to, 0, 32);
    to[0] = '$';
    to[1] = 1;
    to[3] = 28;
    to[4] = 0x80;
    to[5] = 200;
    to[7] = 6;
    put32(to + 8, stream->source);
    put32(to + 12, (uint32_t)(wall / 1000000000 + INT64_C(2208988800)));
    put32(to + 16, (uint32_t)((double)(wall % 1000000000) * 4.294967296));
    put32(to + 20, ticks);
    return 32;
}

// Copies the frame that is due with its own numbers, then sends it whole or leaves it to be sent in pieces.
static void begin_frame(struct stream *stream, bool paced, int64_t now) {
    const struct clip *clip = stream->clip;
    const struct frame *frame = &clip->frames[stream->position % clip->frame_count];
    uint32_t sequence = (uint32_t)(stream->position / clip->frame_count) * clip->packet_count + frame->first_packet;
    uint32_t ticks = (uint32_t)(stream->position * TICKS_PER_FRAME);
    bool report = stream->position % REPORT_EVERY_FRAMES == 0;
    stream->position++;
    stream->camera->offered++;
    if (stream->backlog_to - stream->backlog_from + frame->length > BACKLOG_MAX) {
        stream->camera->dropped++;
        return;
    }
    if (stream->frame_capacity < frame->length + 32) {
        stream->frame_capacity = frame->length * 2 + 32;
        stream->frame = realloc(stream->frame, stream->frame_capacity);
    }
    size_t at = report ? sender_report(stream, ticks, stream->frame) : 0;
    memcpy(stream->frame + at, frame->bytes, frame->length);
    for (uint32_t i = 0; i < frame->packets; i++) {
        uint8_t *rtp = stream->frame + at + frame->offsets[i] + INTERLEAVED_HEADER;
        put16(rtp + 2, sequence + i);
        put32(rtp + 4, ticks);
        put32(rtp + 8, stream->source);
    }
    stream->frame_length = at + frame->length;
    stream->frame_sent = 0;
    uint32_t pieces = !paced ? 1 : frame->packets < PIECES_MAX ? frame->packets : PIECES_MAX;
    stream->piece = (stream->frame_length + pieces - 1) / pieces;
    stream->due_ns = now;
}

// Bytes of the next piece of the frame being sent. It ends where a packet does: between two pieces an answer may go out,
// which must not come to lie inside of a packet.
static size_t next_piece(const struct stream *stream) {
    if (stream->frame_sent == stream->frame_length) {
        return 0; // the frame that is due was dropped
    }
    const struct frame *frame = &stream->clip->frames[(stream->position - 1) % stream->clip->frame_count];
    size_t report = stream->frame_length - frame->length;
    for (uint32_t i = 0; i < frame->packets; i++) {
        size_t begins = report + frame->offsets[i];
        if (begins >= stream->frame_sent + stream->piece) {
            return begins - stream->frame_sent;
        }
    }
    return stream->frame_length - stream->frame_sent;
}

void stream_advance(struct stream *stream, struct sending *sending, int64_t now) {
    while (stream->playing && stream->due_ns <= now) {
        if (now - stream->due_ns > sending->latest_ns) {
            sending->latest_ns = now - stream->due_ns;
        }
        if (stream->frame_sent == stream->frame_length) {
            if (sending->stopping) {
                stream->playing = false;
                return;
            }
            int64_t due = stream->frame_ns;
            stream->frame_ns += FRAME_NS;
            begin_frame(stream, sending->paced, due);
        }
        size_t piece = next_piece(stream);
        stream_push(stream, sending, stream->frame + stream->frame_sent, piece);
        stream->frame_sent += piece;
        stream->due_ns = stream->frame_sent == stream->frame_length ? stream->frame_ns : stream->due_ns + SPREAD_NS / PIECES_MAX;
    }
}
