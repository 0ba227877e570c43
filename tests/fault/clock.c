/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * clock.c - LD_PRELOAD: it is always FAULT_TIME (seconds since 1970).
 *
 * Shows that no date of the day reaches an output, through whatever library.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static time_t now(void)
{
    const char *text = getenv("FAULT_TIME");
    return text ? (time_t)atoll(text) : 0;
}

time_t time(time_t *place)
{
    if (place)
        *place = now();
    return now();
}

int gettimeofday(struct timeval *restrict place, void *restrict zone)
{
    (void)zone;
    *place = (struct timeval){.tv_sec = now()};
    return 0;
}

int clock_gettime(clockid_t id, struct timespec *place)
{
    if (id != CLOCK_REALTIME)
        return (int)syscall(SYS_clock_gettime, id, place);
    *place = (struct timespec){.tv_sec = now()};
    return 0;
}
