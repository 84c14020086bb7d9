/* SPDX-License-Identifier: MIT */
/* The lock itself is flock(): it alone excludes others. The queue before it is made of locked bytes
 * of the same file, each where the moment says at which its process came. */
#include "queue-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <time.h>

#ifdef F_OFD_SETLK
static bool lock_byte(int fd, int64_t at)
{
    struct flock range = {
        .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = (off_t)at, .l_len = 1};
    return fcntl(fd, F_OFD_SETLK, &range) == 0;
}

/* Whether somebody else's byte is locked before ours. */
static bool is_first(const struct queue_place *place)
{
    struct flock range = {
        .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = (off_t)place->number};
    return fcntl(place->fd, F_OFD_GETLK, &range) != 0 || range.l_type == F_UNLCK;
}

static int64_t moment(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}
#endif

struct queue_place queue_enter(int fd)
{
    struct queue_place place = {.fd = fd, .number = 0};
#ifdef F_OFD_SETLK
    int64_t number = moment();
    while (sizeof(off_t) >= sizeof number && place.number == 0) {
        if (lock_byte(fd, number)) {
            place.number = number;
        } else if (errno != EAGAIN && errno != EACCES && errno != EINTR) {
            break; /* a file system without such locks */
        }
        number++; /* somebody came in the same nanosecond */
    }
#endif
    return place;
}

bool queue_try(const struct queue_place *place)
{
#ifdef F_OFD_SETLK
    if (place->number != 0 && !is_first(place)) {
        errno = EWOULDBLOCK;
        return false;
    }
#endif
    return flock(place->fd, LOCK_EX | LOCK_NB) == 0;
}
