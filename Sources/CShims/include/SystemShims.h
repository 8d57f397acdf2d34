// Doors to calls of the C library that Swift's own module map leaves out.
#ifndef HAETAE_SYSTEM_SHIMS_H
#define HAETAE_SYSTEM_SHIMS_H

#include <stddef.h>
#include <stdint.h>

// A counter that wakes a poll(2): close-on-exec, non-blocking. -1 on failure.
int haetae_eventfd(void);

// The last `byte` in `bytes[0..<count]`, or NULL.
const void *haetae_memrchr(const void *bytes, int byte, size_t count);

// How often `byte` occurs in `bytes[0..<count]`.
size_t haetae_count_byte(const void *bytes, int byte, size_t count);

#endif
