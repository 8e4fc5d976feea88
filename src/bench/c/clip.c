#define _GNU_SOURCE
#include "clip.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FRAMES_MAX = 10000, PARAMETER_BASE64_MAX = 1024 };

struct nal {
    const uint8_t *bytes;
    size_t length;
    int type;
    bool picture;     // a slice
    bool first_slice; // the first slice of its picture
    bool key;         // IDR, or H.265's other random access points
};

struct parameters {
    char vps[PARAMETER_BASE64_MAX];
    char sps[PARAMETER_BASE64_MAX];
    char pps[PARAMETER_BASE64_MAX];
};

static void die(const char *what, const char *about) {
    fprintf(stderr, "generator: %s: %s\n", what, about);
    exit(1);
}

static void *grown(void *memory, size_t bytes) {
    void *larger = realloc(memory, bytes);
    if (larger == NULL) {
        die("no memory", "clip");
    }
    return larger;
}

static void base64(const uint8_t *in, size_t length, char *out, size_t room) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    if ((length + 2) / 3 * 4 + 1 > room) {
        die("parameter set too long", "clip");
    }
    for (size_t i = 0; i < length; i += 3) {
        size_t have = length - i;
        uint32_t bits = (uint32_t)in[i] << 16 | (have > 1 ? (uint32_t)in[i + 1] << 8 : 0) | (have > 2 ? in[i + 2] : 0);
        *out++ = digits[bits >> 18 & 63];
        *out++ = digits[bits >> 12 & 63];
        *out++ = have > 1 ? digits[bits >> 6 & 63] : '=';
        *out++ = have > 2 ? digits[bits & 63] : '=';
    }
    *out = 0;
}

static struct nal classify(const uint8_t *bytes, size_t length, bool h265) {
    struct nal nal = {.bytes = bytes, .length = length};
    if (h265) { // ISO/IEC 23008-2 table 7-1
        nal.type = bytes[0] >> 1 & 63;
        nal.picture = nal.type < 32;
        nal.first_slice = nal.picture && length > 2 && (bytes[2] & 0x80) != 0;
        nal.key = nal.type >= 16 && nal.type <= 21;
    } else { // ISO/IEC 14496-10 table 7-1
        nal.type = bytes[0] & 31;
        nal.picture = nal.type >= 1 && nal.type <= 5;
        nal.first_slice = nal.picture && length > 1 && (bytes[1] & 0x80) != 0;
        nal.key = nal.type == 5;
    }
    return nal;
}

static void keep_parameters(struct parameters *sets, const struct nal *nal, bool h265) {
    char *to = NULL;
    if (h265) {
        to = nal->type == 32 ? sets->vps : nal->type == 33 ? sets->sps : nal->type == 34 ? sets->pps : NULL;
    } else {
        to = nal->type == 7 ? sets->sps : nal->type == 8 ? sets->pps : NULL;
    }
    if (to != NULL && *to == 0) {
        base64(nal->bytes, nal->length, to, PARAMETER_BASE64_MAX);
    }
}

static void add_packet(struct frame *frame, const uint8_t *head, size_t head_length, const uint8_t *body, size_t length) {
    size_t rtp = RTP_HEADER + head_length + length;
    size_t need = frame->length + INTERLEAVED_HEADER + rtp;
    if (need > frame->capacity) {
        frame->capacity = need * 2 + 4096;
        frame->bytes = grown(frame->bytes, frame->capacity);
    }
    frame->offsets = grown(frame->offsets, sizeof(uint32_t) * (frame->packets + 1));
    frame->offsets[frame->packets++] = (uint32_t)frame->length;
    uint8_t *to = frame->bytes + frame->length;
    memset(to, 0, INTERLEAVED_HEADER + RTP_HEADER);
    to[0] = '$';
    to[2] = (uint8_t)(rtp >> 8);
    to[3] = (uint8_t)rtp;
    to[4] = 0x80;
    to[5] = PAYLOAD_TYPE;
    to += INTERLEAVED_HEADER + RTP_HEADER;
    memcpy(to, head, head_length);
    memcpy(to + head_length, body, length);
    frame->length = need;
}

// RFC 6184 section 5.8 (FU-A) and RFC 7798 section 4.4.3 (FU) for what does not fit into one packet.
static void add_nal(struct frame *frame, const struct nal *nal, bool h265) {
    if (nal->length <= PAYLOAD_MAX) {
        add_packet(frame, NULL, 0, nal->bytes, nal->length);
        return;
    }
    size_t nal_header = h265 ? 2 : 1;
    size_t at = nal_header;
    while (at < nal->length) {
        size_t room = PAYLOAD_MAX - nal_header - 1;
        size_t piece = nal->length - at < room ? nal->length - at : room;
        uint8_t edges = (uint8_t)((at == nal_header ? 0x80 : 0) | (at + piece == nal->length ? 0x40 : 0));
        if (h265) {
            uint8_t head[3] = {(uint8_t)((nal->bytes[0] & 0x81) | 49 << 1), nal->bytes[1], (uint8_t)(edges | nal->type)};
            add_packet(frame, head, sizeof head, nal->bytes + at, piece);
        } else {
            uint8_t head[2] = {(uint8_t)((nal->bytes[0] & 0xe0) | 28), (uint8_t)(edges | nal->type)};
            add_packet(frame, head, sizeof head, nal->bytes + at, piece);
        }
        at += piece;
    }
}

static void finish_frame(struct clip *clip) {
    struct frame *frame = &clip->frames[clip->frame_count];
    frame->first_packet = clip->packet_count;
    frame->bytes[frame->offsets[frame->packets - 1] + INTERLEAVED_HEADER + 1] |= 0x80; // marker: last packet
    clip->packet_count += frame->packets;
    clip->frame_count++;
    if (clip->frame_count == FRAMES_MAX) {
        die("clip too long", clip->name);
    }
}

static uint8_t *read_all(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        die("cannot open", path);
    }
    fseek(file, 0, SEEK_END);
    *length = (size_t)ftell(file);
    rewind(file);
    uint8_t *bytes = grown(NULL, *length + 1);
    if (fread(bytes, 1, *length, file) != *length) {
        die("cannot read", path);
    }
    fclose(file);
    return bytes;
}

// Cuts at start codes; a new frame begins with a first slice, or with whatever precedes it once the last one has a picture.
static void cut(struct clip *clip, struct parameters *sets, const uint8_t *bytes, size_t length) {
    const uint8_t *end = bytes + length;
    const uint8_t *code = memmem(bytes, length, "\0\0\1", 3);
    bool has_picture = false;
    while (code != NULL) {
        const uint8_t *start = code + 3;
        code = memmem(start, (size_t)(end - start), "\0\0\1", 3);
        const uint8_t *stop = code == NULL ? end : code;
        while (stop > start && stop[-1] == 0) {
            stop--;
        }
        if (stop - start < 3) {
            continue;
        }
        struct nal nal = classify(start, (size_t)(stop - start), clip->h265);
        if (has_picture && (nal.first_slice || !nal.picture)) {
            finish_frame(clip);
            has_picture = false;
        }
        keep_parameters(sets, &nal, clip->h265);
        struct frame *frame = &clip->frames[clip->frame_count];
        add_nal(frame, &nal, clip->h265);
        has_picture |= nal.picture;
        frame->key |= nal.key;
    }
    if (has_picture) {
        finish_frame(clip);
    }
}

void clip_load(struct clip *clip, const char *name, const char *path, bool h265) {
    *clip = (struct clip){.name = name, .h265 = h265};
    clip->frames = calloc(FRAMES_MAX, sizeof *clip->frames);
    if (clip->frames == NULL) {
        die("no memory", path);
    }
    size_t length = 0;
    uint8_t *bytes = read_all(path, &length);
    struct parameters sets = {0};
    cut(clip, &sets, bytes, length);
    free(bytes);
    if (clip->frame_count == 0 || !clip->frames[0].key) {
        die("clip does not begin with a key frame", path);
    }
    if (h265) {
        snprintf(clip->sdp, sizeof clip->sdp, "a=rtpmap:96 H265/90000\r\na=fmtp:96 sprop-vps=%s;sprop-sps=%s;sprop-pps=%s\r\n",
                sets.vps, sets.sps, sets.pps);
    } else {
        snprintf(clip->sdp, sizeof clip->sdp,
                "a=rtpmap:96 H264/90000\r\na=fmtp:96 packetization-mode=1;sprop-parameter-sets=%s,%s\r\n", sets.sps, sets.pps);
    }
}

uint32_t clip_key_from(const struct clip *clip, uint32_t position) {
    for (uint32_t i = 0; i < clip->frame_count; i++) {
        uint32_t at = (position + i) % clip->frame_count;
        if (clip->frames[at].key) {
            return at;
        }
    }
    return 0;
}
