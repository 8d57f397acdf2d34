#define _GNU_SOURCE
#include "SystemShims.h"

#include <string.h>
#include <sys/eventfd.h>

int haetae_eventfd(void) {
    return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}

const void *haetae_memrchr(const void *bytes, int byte, size_t count) {
    return memrchr(bytes, byte, count);
}
