#define _GNU_SOURCE
#include <malloc.h>
#include "CPlatform.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

#ifndef RENAME_NOREPLACE
#define RENAME_NOREPLACE 1
#endif

int transect_rename_noreplace(const char *from, const char *to) {
    return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);
}

int transect_rename_noreplace_at(int from_folder, const char *from, int to_folder, const char *to) {
    return (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, RENAME_NOREPLACE);
}

int transect_sync_file_system(int descriptor) {
    return syncfs(descriptor);
}

// The kernel's struct open_how, spelled out here because older libc headers lack it.
struct transect_open_how {
    uint64_t flags;
    uint64_t mode;
    uint64_t resolve;
};
#define TRANSECT_RESOLVE_NO_MAGICLINKS 0x02
#define TRANSECT_RESOLVE_NO_SYMLINKS 0x04
#define TRANSECT_RESOLVE_BENEATH 0x08

int transect_open_beneath(int root, const char *relative, int flags) {
#ifdef SYS_openat2
    struct transect_open_how how;
    memset(&how, 0, sizeof how);
    how.flags = (uint64_t)(unsigned)(flags | O_CLOEXEC | O_NOFOLLOW);
    how.resolve = TRANSECT_RESOLVE_NO_MAGICLINKS | TRANSECT_RESOLVE_NO_SYMLINKS | TRANSECT_RESOLVE_BENEATH;
    return (int)syscall(SYS_openat2, root, relative, &how, sizeof how);
#else
    errno = ENOSYS;
    return -1;
#endif
}

int transect_start_writeback(int descriptor) {
    return sync_file_range(descriptor, 0, 0, SYNC_FILE_RANGE_WRITE);
}

// Only these answer EAGAIN for a writer alone; a network file system also does where it cannot grant a lease at all.
static int transect_grants_leases(int descriptor) {
    struct statfs info;
    if (fstatfs(descriptor, &info) != 0) return 0;
    switch ((uint32_t)info.f_type) {
    case 0xEF53:     // ext2, ext3, ext4
    case 0x58465342: // XFS
    case 0x9123683E: // Btrfs
    case 0xF2F52010: // F2FS
    case 0x01021994: // tmpfs
        return 1;
    default:
        return 0;
    }
}

int transect_has_writer(int descriptor) {
    if (!transect_grants_leases(descriptor)) return -1;
    // Should somebody open the file while we have the lease, the kernel sends a signal: one that is ignored by default.
    if (fcntl(descriptor, F_SETSIG, SIGURG) != 0) return -1;
    if (fcntl(descriptor, F_SETLEASE, F_RDLCK) == 0) {
        fcntl(descriptor, F_SETLEASE, F_UNLCK);
        return 0;
    }
    return errno == EAGAIN ? 1 : -1;
}

void transect_keep_large_blocks(void) {
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, 64 << 20);
    mallopt(M_ARENA_MAX, 2);
#endif
}

int transect_flush_output(void) {
    // Of what was lost earlier there is only a mark.
    int was_lost = ferror(stdout);
    if (fflush(stdout) != 0) return errno != 0 ? errno : EIO;
    return was_lost ? EIO : 0;
}

int transect_watch_open(void) {
    return inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
}

int transect_watch_add(int watch, const char *folder) {
    return inotify_add_watch(watch, folder, IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_ONLYDIR | IN_DONT_FOLLOW);
}

int transect_watch_wait(int watch, int stop, int milliseconds) {
    struct pollfd places[2] = {{.fd = stop, .events = POLLIN}, {.fd = watch, .events = POLLIN}};
    int count = poll(places, watch < 0 ? 1 : 2, milliseconds);
    // A signal may have interrupted the waiting before its descriptor was readable; the caller looks again.
    if (count <= 0) return 0;
    if (places[0].revents != 0) return 2;
    char heard[4096];
    while (read(watch, heard, sizeof heard) > 0) {
    }
    return 1;
}

static int transect_stop_event = -1;

static void transect_note_stop(int signal) {
    (void)signal;
    int before = errno;
    uint64_t one = 1;
    if (write(transect_stop_event, &one, sizeof one) < 0) {
        // Only a full counter refuses, and then it is readable already.
    }
    errno = before;
}

int transect_catch_stop(void) {
    if (transect_stop_event < 0) transect_stop_event = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (transect_stop_event < 0) return -1;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = transect_note_stop;
    action.sa_flags = SA_RESTART | SA_RESETHAND;
    sigemptyset(&action.sa_mask);
    if (sigaction(SIGTERM, &action, NULL) != 0 || sigaction(SIGINT, &action, NULL) != 0) return -1;
    return transect_stop_event;
}
