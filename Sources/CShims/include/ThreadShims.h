// What glibc declares only under _GNU_SOURCE.
#ifndef HAETAE_THREAD_SHIMS_H
#define HAETAE_THREAD_SHIMS_H

/// Names the calling thread in `ps -L` and debuggers; the first 15 bytes count.
void haetae_set_thread_name(const char *name);

#endif
