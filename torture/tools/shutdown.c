// Power loss for one mounted file system: it forgets at once everything that is not on its disk, and fails every later
// access until it is mounted again. ext4 and xfs share the ioctl (linux/fs/ext4/ext4.h, linux/fs/xfs/libxfs/xfs_fs.h).
//
//   shutdown MOUNTPOINT
//
// The journal is not flushed either: what survives is what was forced.
#include <fcntl.h>
#include <linux/types.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define IOC_SHUTDOWN _IOR('X', 125, __u32)

enum { WITHOUT_LOG_FLUSH = 2 };

int main(int count, char **arguments) {
    if (count != 2) {
        fprintf(stderr, "usage: shutdown MOUNTPOINT\n");
        return 2;
    }
    int directory = open(arguments[1], O_RDONLY | O_DIRECTORY);
    if (directory < 0) {
        perror(arguments[1]);
        return 1;
    }
    __u32 how = WITHOUT_LOG_FLUSH;
    if (ioctl(directory, IOC_SHUTDOWN, &how) != 0) {
        perror("shutdown");
        return 1;
    }
    close(directory);
    return 0;
}
