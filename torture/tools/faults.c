// A disk that fails when told to: loaded before libc (LD_PRELOAD), it stands between a program and everything below one
// directory. Needs no root.
//
//   FAULTS_BELOW=DIRECTORY FAULTS_BY=CONTROL LD_PRELOAD=faults.so PROGRAM
//
// CONTROL is a file of 64 bytes, mapped into the program, so that whoever writes to it is heard at once:
//
//   byte 0..3   errno of writes, of forces, of reads, of creations, renames and deletions; 0 while they are well
//   byte 4      1 while nothing comes back at all, whatever is asked
//   byte 5      1 while directories look empty
//   byte 8..11  how many of each of the four are to fail; 0 for as long as the errno stands
//   byte 32..   six counters of 32 bits: how often each of the six faults has bitten
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { WRITE, FORCE, READ, CHANGE, HANG, EMPTY };

struct control {
    volatile uint8_t fault[8];
    volatile uint8_t left[8];
    uint8_t unused[16];
    volatile uint32_t bitten[8];
};

static struct control *control;
static const char *below;
static size_t below_length;

#define REAL(name) ((__typeof__(&name)) real(#name))

static void *real(const char *name) {
    return dlsym(RTLD_NEXT, name);
}

__attribute__((constructor)) static void begin(void) {
    const char *by = getenv("FAULTS_BY");
    below = getenv("FAULTS_BELOW");
    if (by == NULL || below == NULL) {
        return;
    }
    below_length = strlen(below);
    int file = REAL(open)(by, O_RDWR | O_CLOEXEC);
    if (file < 0) {
        perror(by);
        abort();
    }
    void *mapped = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (mapped == MAP_FAILED) {
        perror("mmap");
        abort();
    }
    control = mapped;
}

static int any(void) {
    if (control == NULL) {
        return 0;
    }
    for (int i = 0; i < 6; i++) {
        if (control->fault[i] != 0) {
            return 1;
        }
    }
    return 0;
}

static int is_below(const char *path) {
    return strncmp(path, below, below_length) == 0 && (path[below_length] == '/' || path[below_length] == 0);
}

static int concerns(int file) {
    char link[64];
    char path[4096];
    if (!any()) {
        return 0;
    }
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) {
        return 0;
    }
    path[length] = 0;
    return is_below(path);
}

static void bite(enum kind kind) {
    __sync_fetch_and_add(&control->bitten[kind], 1);
}

// Whether this one fails; errno says how. One that hangs waits here.
static int fails(enum kind kind) {
    if (control->fault[HANG]) {
        bite(HANG);
        while (control->fault[HANG]) {
            usleep(5000);
        }
    }
    uint8_t error = control->fault[kind];
    if (error == 0) {
        return 0;
    }
    if (control->left[kind] != 0 && __sync_sub_and_fetch(&control->left[kind], 1) == 0) {
        control->fault[kind] = 0;
    }
    bite(kind);
    errno = error;
    return 1;
}

static int file_fails(int file, enum kind kind) {
    return concerns(file) && fails(kind);
}

static int path_fails(const char *path, enum kind kind) {
    return any() && path != NULL && is_below(path) && fails(kind);
}

ssize_t write(int file, const void *bytes, size_t count) {
    return file_fails(file, WRITE) ? -1 : REAL(write)(file, bytes, count);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
    return file_fails(file, WRITE) ? -1 : REAL(pwrite64)(file, bytes, count, at);
}

ssize_t writev(int file, const struct iovec *parts, int count) {
    return file_fails(file, WRITE) ? -1 : REAL(writev)(file, parts, count);
}

int ftruncate64(int file, off64_t length) {
    return file_fails(file, WRITE) ? -1 : REAL(ftruncate64)(file, length);
}

int fsync(int file) {
    return file_fails(file, FORCE) ? -1 : REAL(fsync)(file);
}

int fdatasync(int file) {
    return file_fails(file, FORCE) ? -1 : REAL(fdatasync)(file);
}

ssize_t read(int file, void *bytes, size_t count) {
    return file_fails(file, READ) ? -1 : REAL(read)(file, bytes, count);
}

ssize_t pread64(int file, void *bytes, size_t count, off64_t at) {
    return file_fails(file, READ) ? -1 : REAL(pread64)(file, bytes, count, at);
}

ssize_t readv(int file, const struct iovec *parts, int count) {
    return file_fails(file, READ) ? -1 : REAL(readv)(file, parts, count);
}

int open64(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    int mode = va_arg(rest, int);
    va_end(rest);
    int writes = (flags & O_ACCMODE) != O_RDONLY || (flags & O_CREAT) != 0;
    return path_fails(path, writes ? CHANGE : READ) ? -1 : REAL(open64)(path, flags, mode);
}

int mkdir(const char *path, mode_t mode) {
    return path_fails(path, CHANGE) ? -1 : REAL(mkdir)(path, mode);
}

int unlink(const char *path) {
    return path_fails(path, CHANGE) ? -1 : REAL(unlink)(path);
}

int rename(const char *from, const char *to) {
    return path_fails(to, CHANGE) ? -1 : REAL(rename)(from, to);
}

// What only looks hangs with the rest and does not fail.
static void look(const char *path) {
    if (any() && path != NULL && is_below(path) && control->fault[HANG]) {
        fails(HANG);
    }
}

int statx(int directory, const char *restrict path, int flags, unsigned int mask, struct statx *restrict found) {
    look(path);
    return REAL(statx)(directory, path, flags, mask, found);
}

int statvfs64(const char *restrict path, struct statvfs64 *restrict found) {
    look(path);
    return REAL(statvfs64)(path, found);
}

int access(const char *path, int mode) {
    look(path);
    return REAL(access)(path, mode);
}

struct dirent64 *readdir64(DIR *directory) {
    if (concerns(dirfd(directory))) {
        if (fails(READ)) {
            return NULL;
        }
        if (control->fault[EMPTY]) {
            bite(EMPTY);
            return NULL;
        }
    }
    return REAL(readdir64)(directory);
}
