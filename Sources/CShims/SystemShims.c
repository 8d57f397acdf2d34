#define _GNU_SOURCE
#include "SystemShims.h"

#include <string.h>
#include <sys/eventfd.h>
#include <sys/timex.h>

int haetae_clock_state(long *error_us) {
    struct timex clock = {0};
    int state = adjtimex(&clock);
    *error_us = clock.esterror;
    if (state < 0) return -1;
    return state != TIME_ERROR && !(clock.status & STA_UNSYNC);
}

int haetae_eventfd(void) {
    return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}

const void *haetae_memrchr(const void *bytes, int byte, size_t count) {
    return memrchr(bytes, byte, count);
}

typedef uint8_t lanes __attribute__((vector_size(16)));

// 16 bytes at a time in vector registers, which Swift's SIMD types do not reach without optimising across modules.
size_t haetae_count_byte(const void *bytes, int byte, size_t count) {
    const uint8_t *at = bytes, *end = at + count;
    lanes wanted = (lanes){0} + (uint8_t)byte;
    size_t total = 0;
    while (end - at >= 16) {
        // A lane of 8 bits holds 255 hits.
        size_t rounds = (size_t)(end - at) / 16;
        if (rounds > 255) rounds = 255;
        lanes hits = {0};
        for (size_t round = 0; round < rounds; round++, at += 16) {
            lanes block;
            memcpy(&block, at, 16);
            hits -= (lanes)(block == wanted);
        }
        for (int lane = 0; lane < 16; lane++) total += hits[lane];
    }
    for (; at < end; at++) total += *at == (uint8_t)byte;
    return total;
}
