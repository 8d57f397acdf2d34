#define _GNU_SOURCE
#include "SystemShims.h"

#include <errno.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <malloc.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <sys/timex.h>

// One message of the answer.
static int unix_socket(const struct nlmsghdr *message, struct haetae_unix_socket *socket) {
    if (message->nlmsg_len < NLMSG_LENGTH(sizeof(struct unix_diag_msg))) return 0;
    const struct unix_diag_msg *found = NLMSG_DATA(message);
    memset(socket, 0, sizeof *socket);
    socket->inode = found->udiag_ino;
    const char *at = (const char *)(found + 1), *end = (const char *)message + message->nlmsg_len;
    while (end - at >= (long)sizeof(struct nlattr)) {
        struct nlattr attribute;
        memcpy(&attribute, at, sizeof attribute);
        if (attribute.nla_len < sizeof attribute || attribute.nla_len > end - at) break;
        const char *value = at + sizeof attribute;
        size_t length = attribute.nla_len - sizeof attribute;
        if (attribute.nla_type == UNIX_DIAG_PEER && length >= sizeof(uint32_t)) {
            uint32_t peer;
            memcpy(&peer, value, sizeof peer);
            socket->peer = peer;
        } else if (attribute.nla_type == UNIX_DIAG_NAME && length > 0) {
            if (length >= sizeof socket->name) length = sizeof socket->name - 1;
            memcpy(socket->name, value, length);
            socket->has_name = 1;
        }
        long step = NLA_ALIGN(attribute.nla_len);
        if (step > end - at) break;
        at += step;
    }
    return socket->peer != 0;
}

int haetae_unix_sockets(struct haetae_unix_socket *sockets, int limit) {
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    if (fd < 0) return -errno;
    struct timeval patience = {.tv_sec = 2};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    struct {
        struct nlmsghdr header;
        struct unix_diag_req request;
    } ask = {
        .header = {.nlmsg_len = sizeof ask, .nlmsg_type = SOCK_DIAG_BY_FAMILY, .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP},
        .request = {.sdiag_family = AF_UNIX, .udiag_states = 1 << 1 /* established */, .udiag_show = UDIAG_SHOW_NAME | UDIAG_SHOW_PEER},
    };
    struct sockaddr_nl kernel = {.nl_family = AF_NETLINK};
    int count = 0, problem = 0;
    if (sendto(fd, &ask, sizeof ask, 0, (struct sockaddr *)&kernel, sizeof kernel) < 0) problem = errno;
    static _Thread_local char buffer[32768] __attribute__((aligned(NLMSG_ALIGNTO)));
    while (!problem) {
        ssize_t got = recv(fd, buffer, sizeof buffer, 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) { problem = got < 0 ? errno : EPROTO; break; }
        int done = 0;
        size_t rest = (size_t)got;
        for (struct nlmsghdr *message = (void *)buffer; NLMSG_OK(message, rest); message = NLMSG_NEXT(message, rest)) {
            if (message->nlmsg_type == NLMSG_DONE) { done = 1; break; }
            if (message->nlmsg_type == NLMSG_ERROR) {
                const struct nlmsgerr *error = NLMSG_DATA(message);
                problem = message->nlmsg_len >= NLMSG_LENGTH(sizeof *error) && error->error ? -error->error : EPROTO;
                break;
            }
            if (count < limit) count += unix_socket(message, &sockets[count]);
        }
        if (done) break;
    }
    close(fd);
    return problem ? -problem : count;
}

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

void haetae_give_back_memory(void) {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}
