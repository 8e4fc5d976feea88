// The least that recording can cost: reads each camera's bytes from its socket and writes them to a file. No parsing,
// no check sums, no force. Everything else that a recorder does is measured against it.
//
//   floor PORT STREAMS DIRECTORY
//
// One thread, one epoll. Ends when every camera has closed, or by a signal.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BUFFER = 256 << 10, READ_MAX = 64 << 10 };

struct stream {
    int socket, file;
    size_t held;
    char buffer[BUFFER];
};

static void die(const char *what) {
    perror(what);
    exit(1);
}

// Asks for a stream in the three requests that it takes; answers are short and come in one piece on loopback.
static int play(int port, int number) {
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = {
            .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        die("floor: connect");
    }
    const char *methods[] = {"DESCRIBE", "SETUP", "PLAY"};
    for (int i = 0; i < 3; i++) {
        char request[300], reply[8192];
        int length = snprintf(request, sizeof request, "%s rtsp://127.0.0.1:%d/%s/camera-%d RTSP/1.0\r\nCSeq: %d\r\n\r\n", methods[i],
                port, number % 2 == 0 ? "h264" : "h265", number, i + 1);
        if (write(fd, request, (size_t)length) != length) {
            die("floor: request");
        }
        if (i < 2 && read(fd, reply, sizeof reply) <= 0) {
            die("floor: answer");
        }
    }
    fcntl(fd, F_SETFL, O_NONBLOCK);
    return fd;
}

static void put(struct stream *stream) {
    size_t done = 0;
    while (done < stream->held) {
        ssize_t wrote = write(stream->file, stream->buffer + done, stream->held - done);
        if (wrote < 0) {
            die("floor: write");
        }
        done += (size_t)wrote;
    }
    stream->held = 0;
}

// Answers whether the camera still has the connection open.
static int take(struct stream *stream) {
    ssize_t got = read(stream->socket, stream->buffer + stream->held, READ_MAX);
    if (got < 0 && errno == EAGAIN) {
        return 1;
    }
    stream->held += got > 0 ? (size_t)got : 0;
    if (got <= 0 || stream->held > BUFFER - READ_MAX) {
        put(stream);
    }
    return got > 0;
}

int main(int count, char **arguments) {
    if (count != 4) {
        fprintf(stderr, "usage: floor PORT STREAMS DIRECTORY\n");
        return 2;
    }
    int live = atoi(arguments[2]);
    struct stream *streams = calloc((size_t)live, sizeof *streams);
    int poller = epoll_create1(EPOLL_CLOEXEC);
    if (streams == NULL) {
        die("floor: memory");
    }
    for (int i = 0; i < live; i++) {
        char path[1000];
        snprintf(path, sizeof path, "%s/camera-%d.bin", arguments[3], i);
        streams[i].socket = play(atoi(arguments[1]), i);
        streams[i].file = open(path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0644);
        if (streams[i].file < 0) {
            die("floor: open");
        }
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = &streams[i]};
        epoll_ctl(poller, EPOLL_CTL_ADD, streams[i].socket, &event);
    }
    while (live > 0) {
        struct epoll_event events[64];
        int ready = epoll_wait(poller, events, 64, -1);
        for (int i = 0; i < ready; i++) {
            struct stream *stream = events[i].data.ptr;
            if (!take(stream)) {
                close(stream->socket);
                close(stream->file);
                live--;
            }
        }
    }
    return 0;
}
