// A clip: one short H.264 or H.265 elementary stream, cut into RTP packets once, so that replaying it costs little more than a send.
#ifndef LIDLESS_BENCH_CLIP_H
#define LIDLESS_BENCH_CLIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    FRAMES_PER_SECOND = 25,
    TICKS_PER_FRAME = 90000 / FRAMES_PER_SECOND,
    INTERLEAVED_HEADER = 4, // RFC 2326 section 10.12: '$', channel, two bytes of length
    RTP_HEADER = 12,        // RFC 3550 section 5.1
    PAYLOAD_MAX = 1400,     // what a camera on Ethernet sends
    PAYLOAD_TYPE = 96
};

// One access unit as interleaved RTP packets. Sequence number, time stamp and source are patched when it is sent.
struct frame {
    uint8_t *bytes;
    size_t length;
    size_t capacity;
    uint32_t *offsets; // where each packet's interleaved header begins
    uint32_t packets;
    uint32_t first_packet; // packets of the clip before this frame
    bool key;
};

struct clip {
    const char *name;
    bool h265;
    struct frame *frames;
    uint32_t frame_count;
    uint32_t packet_count;
    char sdp[4096]; // the rtpmap and fmtp lines
};

// Reads an Annex B file and cuts it; ends the program with a message when it cannot.
void clip_load(struct clip *clip, const char *name, const char *path, bool h265);

// The first key frame at or after a position; the clip repeats.
uint32_t clip_key_from(const struct clip *clip, uint32_t position);

#endif
