// Doors to calls of the C library that Swift's own module map leaves out.
#ifndef HAETAE_SYSTEM_SHIMS_H
#define HAETAE_SYSTEM_SHIMS_H

#include <stddef.h>
#include <stdint.h>

// What the kernel knows of the clock: 1 synchronised, 0 not, -1 unknown; the estimated error in microseconds.
int haetae_clock_state(long *error_us);

// One connected unix socket: its inode, its peer's, and whether it carries a path (a server's end does).
struct haetae_unix_socket {
    uint64_t inode, peer;
    uint8_t has_name;
    char name[108];
};

// Asks the kernel (sock_diag) for the unix sockets that are connected, at most `limit`. Their number, or -errno.
int haetae_unix_sockets(struct haetae_unix_socket *sockets, int limit);

// A counter that wakes a poll(2): close-on-exec, non-blocking. -1 on failure.
int haetae_eventfd(void);

// The last `byte` in `bytes[0..<count]`, or NULL.
const void *haetae_memrchr(const void *bytes, int byte, size_t count);

// How often `byte` occurs in `bytes[0..<count]`.
size_t haetae_count_byte(const void *bytes, int byte, size_t count);

// Gives free memory of the heap back to the system, as far as the C library can.
void haetae_give_back_memory(void);

#endif
