// Cameras at almost no cost: one thread replays clips over RTSP 1.0 with interleaved RTP to as many clients as come.
//
//   generator burst|paced CLIP.h264 CLIP.h265
//
// The first path element names the clip: rtsp://127.0.0.1:PORT/h264/ANY-NAME. `burst` sends a frame at once; `paced`
// spreads it over 30 ms in up to 15 pieces, as a camera on a slow link does. Every stream begins with a key frame.
//
// Says on standard output `ready PORT`, then obeys lines on standard input:
//   mark   forget how late frames were so far         -> marked
//   late   how late the latest frame since then was   -> late MILLISECONDS
//   state  how many streams are playing               -> playing COUNT
//   offered  frames that were due so far               -> offered COUNT
//   stop   send no new frame, flush, keep connections -> camera PATH SESSIONS OFFERED DROPPED CONNECT_US PLAY_US ..., stopped
//   kick   hang up on every client                    -> kicked
//   kick N hang up on those of the N-th camera         -> kicked
//   quit   end
// A frame counts as offered when it was due; as dropped when the client had not taken the last 2 MB.
#define _GNU_SOURCE
#include "stream.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { STREAMS_MAX = 2000 };

static struct clip clips[2];
static struct camera cameras[STREAMS_MAX];
static int camera_count;
static struct stream *streams[STREAMS_MAX];
static int stream_count;
static struct sending sending;
static int listener;
static bool stopped;

static struct camera *camera_at(const char *path) {
    for (int i = 0; i < camera_count; i++) {
        if (strcmp(cameras[i].path, path) == 0) {
            return &cameras[i];
        }
    }
    struct camera *fresh = &cameras[camera_count < STREAMS_MAX - 1 ? camera_count++ : camera_count];
    snprintf(fresh->path, sizeof fresh->path, "%s", path);
    return fresh;
}

static void answer(struct stream *stream, const char *sequence, const char *headers, const char *body) {
    char text[REQUEST_MAX];
    int length = snprintf(text, sizeof text, "RTSP/1.0 200 OK\r\nCSeq: %s\r\n%sContent-Length: %zu\r\n\r\n%s", sequence, headers,
            strlen(body), body);
    stream_push(stream, &sending, (const uint8_t *)text, (size_t)length);
}

static void describe(struct stream *stream, const char *sequence, const char *url) {
    const char *host = strstr(url, "://");
    const char *path = host == NULL ? url : strchr(host + 3, '/');
    path = path == NULL ? "/" : path;
    stream->camera = camera_at(path);
    stream->clip = &clips[strncmp(path, "/h265", 5) == 0];
    char headers[1024], body[5000];
    snprintf(headers, sizeof headers, "Content-Type: application/sdp\r\nContent-Base: %.500s/\r\n", url);
    snprintf(body, sizeof body,
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=bench\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\na=control:*\r\n"
            "m=video 0 RTP/AVP 96\r\n%sa=framerate:25\r\na=control:trackID=0\r\n", stream->clip->sdp);
    answer(stream, sequence, headers, body);
}

static void play(struct stream *stream, const char *sequence, const char *url) {
    struct camera *camera = stream->camera;
    const struct clip *clip = stream->clip;
    stream->position = clip_key_from(clip, (uint32_t)(rand() % (int)clip->frame_count));
    const struct frame *frame = &clip->frames[stream->position];
    char headers[1024];
    snprintf(headers, sizeof headers, "Session: 7\r\nRange: npt=0.000-\r\nRTP-Info: url=%.500s/trackID=0;seq=%u;rtptime=%u\r\n", url,
            frame->first_packet & 0xffff, (uint32_t)(stream->position * TICKS_PER_FRAME));
    answer(stream, sequence, headers, "");
    if (camera->sessions++ == 0) {
        camera->connect_us = stream->connect_us;
        camera->play_us = clock_ns(CLOCK_REALTIME) / 1000;
    }
    stream->frame_ns = stream->due_ns = clock_ns(CLOCK_MONOTONIC);
    stream->playing = !sending.stopping;
}

static void obey(struct stream *stream, char *request) {
    char method[32] = "", url[600] = "", sequence[32] = "0";
    sscanf(request, "%31s %599s", method, url);
    char *header = strcasestr(request, "\r\nCSeq:");
    if (header != NULL) {
        sscanf(header + 7, " %31s", sequence);
    }
    if (strcmp(method, "OPTIONS") == 0) {
        answer(stream, sequence, "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN, GET_PARAMETER\r\n", "");
    } else if (strcmp(method, "DESCRIBE") == 0) {
        describe(stream, sequence, url);
    } else if (strcmp(method, "SETUP") == 0) {
        answer(stream, sequence, "Session: 7;timeout=60\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n", "");
    } else if (strcmp(method, "PLAY") == 0 && stream->camera != NULL) {
        play(stream, sequence, url);
    } else {
        answer(stream, sequence, "Session: 7\r\n", "");
        if (strcmp(method, "TEARDOWN") == 0) {
            stream_end(stream);
        }
    }
}

// Takes requests and skips interleaved RTCP from the client.
static void hear(struct stream *stream) {
    ssize_t got = recv(stream->fd, stream->request + stream->request_length, REQUEST_MAX - 1 - stream->request_length, MSG_DONTWAIT);
    if (got <= 0) {
        if (got == 0 || errno != EAGAIN) {
            stream_end(stream);
        }
        return;
    }
    stream->request_length += (size_t)got;
    while (stream->request_length >= 4 && stream->fd >= 0) {
        stream->request[stream->request_length] = 0;
        size_t length;
        if (stream->request[0] == '$') {
            length = 4 + ((size_t)(uint8_t)stream->request[2] << 8 | (uint8_t)stream->request[3]);
        } else {
            char *blank = strstr(stream->request, "\r\n\r\n");
            length = blank == NULL ? REQUEST_MAX : (size_t)(blank - stream->request) + 4;
        }
        if (length > stream->request_length) {
            return;
        }
        if (stream->request[0] != '$') {
            stream->request[length - 2] = 0;
            obey(stream, stream->request);
        }
        stream->request_length -= length;
        memmove(stream->request, stream->request + length, stream->request_length);
    }
}

static void welcome(void) {
    int one = 1;
    int fd;
    while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
        struct stream *stream = calloc(1, sizeof *stream);
        if (stream_count == STREAMS_MAX || stream == NULL) {
            close(fd);
            free(stream);
            continue;
        }
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        stream->fd = fd;
        stream->source = (uint32_t)rand();
        stream->connect_us = clock_ns(CLOCK_REALTIME) / 1000;
        streams[stream_count++] = stream;
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = stream};
        epoll_ctl(sending.poller, EPOLL_CTL_ADD, fd, &event);
    }
}

static void say_stopped(void) {
    for (int i = 0; i < stream_count; i++) {
        if (streams[i]->playing || streams[i]->backlog_to > streams[i]->backlog_from) {
            return;
        }
    }
    for (int i = 0; i < camera_count; i++) {
        const struct camera *c = &cameras[i];
        printf("camera %s %ld %ld %ld %lld %lld\n", c->path, c->sessions, c->offered, c->dropped, (long long)c->connect_us,
                (long long)c->play_us);
    }
    printf("stopped\n");
    stopped = true;
}

static void command(const char *line) {
    if (strncmp(line, "mark", 4) == 0) {
        sending.latest_ns = 0;
        printf("marked\n");
    } else if (strncmp(line, "late", 4) == 0) {
        printf("late %.1f\n", (double)sending.latest_ns / 1e6);
    } else if (strncmp(line, "state", 5) == 0) {
        int playing = 0;
        for (int i = 0; i < stream_count; i++) {
            playing += streams[i]->playing;
        }
        printf("playing %d\n", playing);
    } else if (strncmp(line, "offered", 7) == 0) {
        long offered = 0;
        for (int i = 0; i < camera_count; i++) {
            offered += cameras[i].offered;
        }
        printf("offered %ld\n", offered);
    } else if (strncmp(line, "kick", 4) == 0) {
        int which = -1;
        sscanf(line, "kick %d", &which);
        for (int i = 0; i < stream_count; i++) {
            if (which < 0 || streams[i]->camera == &cameras[which]) {
                streams[i]->leaving = streams[i]->playing;
                streams[i]->playing = false;
            }
        }
        printf("kicked\n");
    } else if (strncmp(line, "stop", 4) == 0) {
        sending.stopping = true;
        close(listener);
    } else if (strncmp(line, "quit", 4) == 0) {
        exit(0);
    }
}

static void read_commands(void) {
    static char text[256];
    static size_t length;
    ssize_t got = read(STDIN_FILENO, text + length, sizeof text - 1 - length);
    if (got <= 0) {
        exit(0);
    }
    length += (size_t)got;
    text[length] = 0;
    char *line = text;
    for (char *stop = strchr(line, '\n'); stop != NULL; stop = strchr(line, '\n')) {
        command(line);
        line = stop + 1;
    }
    length = strlen(line);
    memmove(text, line, length + 1);
}

// Drops ended streams, sends what is due, and answers when something is due next.
static int64_t turn(void) {
    int64_t now = clock_ns(CLOCK_MONOTONIC);
    int64_t next = now + 500000000;
    for (int i = 0; i < stream_count; i++) {
        struct stream *stream = streams[i];
        if (stream->fd >= 0) {
            stream_advance(stream, &sending, now);
        }
        if (stream->fd >= 0 && stream->leaving && stream->backlog_to == stream->backlog_from) {
            stream->leaving = false;
            shutdown(stream->fd, SHUT_WR);
        }
        if (stream->fd < 0) {
            free(stream->frame);
            free(stream->backlog);
            free(stream);
            streams[i--] = streams[--stream_count];
        } else if (stream->playing && stream->due_ns < next) {
            next = stream->due_ns;
        }
    }
    if (sending.stopping && !stopped) {
        say_stopped();
    }
    return next;
}

static void listen_anywhere(void) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (bind(listener, (struct sockaddr *)&address, size) != 0 || listen(listener, 4096) != 0) {
        perror("generator: listen");
        exit(1);
    }
    getsockname(listener, (struct sockaddr *)&address, &size);
    printf("ready %d\n", ntohs(address.sin_port));
}

int main(int count, char **arguments) {
    if (count != 4) {
        fprintf(stderr, "usage: generator burst|paced CLIP.h264 CLIP.h265\n");
        return 2;
    }
    signal(SIGPIPE, SIG_IGN);
    setpriority(PRIO_PROCESS, 0, -15); // Cameras do not wait for a recorder's CPU. Needs root; without it, `late` tells.
    setvbuf(stdout, NULL, _IOLBF, 0);
    sending.paced = strcmp(arguments[1], "paced") == 0;
    clip_load(&clips[0], "h264", arguments[2], false);
    clip_load(&clips[1], "h265", arguments[3], true);
    srand(42);
    static int listening, commands;
    sending.poller = epoll_create1(EPOLL_CLOEXEC);
    listen_anywhere();
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = &listening};
    epoll_ctl(sending.poller, EPOLL_CTL_ADD, listener, &event);
    event.data.ptr = &commands;
    epoll_ctl(sending.poller, EPOLL_CTL_ADD, STDIN_FILENO, &event);
    for (;;) {
        int64_t wait = turn() - clock_ns(CLOCK_MONOTONIC);
        struct timespec timeout = {.tv_sec = wait > 0 ? wait / 1000000000 : 0, .tv_nsec = wait > 0 ? wait % 1000000000 : 0};
        struct epoll_event events[256];
        int ready = epoll_pwait2(sending.poller, events, 256, &timeout, NULL);
        for (int i = 0; i < ready; i++) {
            struct stream *stream = events[i].data.ptr;
            if (events[i].data.ptr == &listening) {
                welcome();
            } else if (events[i].data.ptr == &commands) {
                read_commands();
            } else if (stream->fd >= 0) {
                if ((events[i].events & EPOLLOUT) != 0 && stream->backlog_to > stream->backlog_from) {
                    stream_flush(stream, &sending);
                }
                if (stream->fd >= 0 && (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0) {
                    hear(stream);
                }
            }
        }
    }
}
