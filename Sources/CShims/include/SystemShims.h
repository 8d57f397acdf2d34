// Doors to calls of the C library that Swift's own module map leaves out.
#ifndef HAETAE_SYSTEM_SHIMS_H
#define HAETAE_SYSTEM_SHIMS_H

#include <stddef.h>
#include <stdint.h>

// What the kernel knows of the clock: 1 synchronised, 0 not, -1 unknown; the estimated error in microseconds.
int haetae_clock_state(long *error_us);

// A counter that wakes a poll(2): close-on-exec, non-blocking. -1 on failure.
int haetae_eventfd(void);

// The last `byte` in `bytes[0..<count]`, or NULL.
const void *haetae_memrchr(const void *bytes, int byte, size_t count);

// How often `byte` occurs in `bytes[0..<count]`.
size_t haetae_count_byte(const void *bytes, int byte, size_t count);

#endif
