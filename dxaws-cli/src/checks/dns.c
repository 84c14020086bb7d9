/* SPDX-License-Identifier: MIT */
/* c-ares carries the questions, and asks again, by TCP too. What it is told is read here: its own
 * functions look at no referral. */
#include "dns.h"

#include <dxaws/extend/error.h>

#include "../error-codes.h"

#ifdef DXAWS_WITH_CARES

#include <ares.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

/* ares_query() and ares_getsock() are all that 1.18 has; 1.34 would have others. */
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

enum { FIRST_MS = 800, TRIES = 3, ANSWER_SIZE = 1232, LOOK_MS = 200, CLASS_IN = 1 };

struct dns {
    ares_channel channel;
    dxaws_context *context; /* borrowed */
};

/* The question that is asked. */
struct question {
    struct dns_reply *reply;
    bool done;
};

bool dns_is_built(void)
{
    return true;
}

static dxaws_error *failure(int status, const char *servers)
{
    return status == ARES_ENOMEM
               ? dxaws_error_out_of_memory()
               : dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "cli", DXAWS_CLI_ERROR_RESOLVER,
                                 "%s cannot be asked for names: %s; name a server by its address, "
                                 "such as --resolver 9.9.9.9",
                                 servers ? servers : "the machine's resolver",
                                 ares_strerror(status));
}

dxaws_error *dns_open(dxaws_context *context, const char *servers, bool recursive, struct dns **dns)
{
    struct ares_options options = {.timeout = FIRST_MS, .tries = TRIES, .ednspsz = ANSWER_SIZE};
    options.flags = ARES_FLAG_EDNS | ARES_FLAG_STAYOPEN | (recursive ? 0 : ARES_FLAG_NORECURSE);
    int mask = ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_FLAGS | ARES_OPT_EDNSPSZ;
#ifdef ARES_OPT_QUERY_CACHE
    mask |= ARES_OPT_QUERY_CACHE; /* of no length: what is asked again is to be seen */
#endif
    struct dns *made = calloc(1, sizeof *made);
    int status = made ? ares_library_init(ARES_LIB_INIT_ALL) : ARES_ENOMEM;
    if (status != ARES_SUCCESS) {
        free(made);
        return failure(status, servers);
    }
    made->context = context;
    status = ares_init_options(&made->channel, &options, mask);
    if (status != ARES_SUCCESS) {
        ares_library_cleanup();
        free(made);
        return failure(status, servers);
    }
    status = servers ? ares_set_servers_ports_csv(made->channel, servers) : ARES_SUCCESS;
    if (status != ARES_SUCCESS) {
        dns_close(made);
        return failure(status, servers);
    }
    *dns = made;
    return NULL;
}

void dns_close(struct dns *dns)
{
    if (dns != NULL) {
        ares_destroy(dns->channel);
        ares_library_cleanup();
        free(dns);
    }
}

static void on_reply(void *self, int status, int timeouts, unsigned char *message, int size)
{
    struct question *question = self;
    (void)timeouts;
    question->done = true;
    if (message != NULL && size > 0) {
        dns_reply_read(question->reply, message, (size_t)size);
    }
    bool answered = status == ARES_SUCCESS || status == ARES_ENODATA;
    question->reply->status = answered                   ? DNS_ANSWERED
                              : status == ARES_ENOTFOUND ? DNS_NO_NAME
                                                         : DNS_SILENT;
    question->reply->reason = answered ? NULL : ares_strerror(status);
}

/* Waits for what comes, or until it is time to look at the context again. */
static void wait_a_little(struct dns *dns)
{
    ares_socket_t sockets[ARES_GETSOCK_MAXNUM];
    struct pollfd polled[ARES_GETSOCK_MAXNUM];
    nfds_t count = 0;
    int mask = ares_getsock(dns->channel, sockets, ARES_GETSOCK_MAXNUM);
    for (int i = 0; i < ARES_GETSOCK_MAXNUM - 1; i++) { /* the last one's bit is that of the sign */
        short events = (short)((ARES_GETSOCK_READABLE(mask, i) ? POLLIN : 0) |
                               (ARES_GETSOCK_WRITABLE(mask, i) ? POLLOUT : 0));
        if (events != 0) {
            polled[count++] = (struct pollfd){.fd = sockets[i], .events = events};
        }
    }
    struct timeval most = {.tv_usec = LOOK_MS * 1000};
    struct timeval room;
    const struct timeval *next = ares_timeout(dns->channel, &most, &room);
    if (poll(polled, count, (int)(next->tv_sec * 1000 + next->tv_usec / 1000 + 1)) < 0) {
        count = 0; /* a signal: the context may be cancelled */
    }
    for (nfds_t i = 0; i < count; i++) {
        bool reads = (polled[i].revents & (POLLIN | POLLERR | POLLHUP)) != 0;
        bool writes = (polled[i].revents & POLLOUT) != 0;
        ares_process_fd(dns->channel, reads ? polled[i].fd : ARES_SOCKET_BAD,
                        writes ? polled[i].fd : ARES_SOCKET_BAD);
    }
    ares_process_fd(dns->channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD); /* what took too long */
}

dxaws_error *dns_ask(struct dns *dns, const char *name, enum dns_type type, struct dns_reply *reply)
{
    struct question question = {.reply = reply};
    dxaws_error *error = dxaws_context_check(dns->context);
    reply->count = 0;
    if (error != NULL) {
        return error;
    }
    ares_query(dns->channel, name, CLASS_IN, (int)type, on_reply, &question);
    while (!question.done && error == NULL) {
        wait_a_little(dns);
        error = question.done ? NULL : dxaws_context_check(dns->context);
    }
    if (!question.done) {
        ares_cancel(dns->channel); /* which answers the question */
    }
    return error;
}

#else

bool dns_is_built(void)
{
    return false;
}

dxaws_error *dns_open(dxaws_context *context, const char *servers, bool recursive, struct dns **dns)
{
    (void)context;
    (void)servers;
    (void)recursive;
    *dns = NULL;
    return dxaws_error_new(DXAWS_ERROR_UNSUPPORTED, "cli", DXAWS_CLI_ERROR_NOT_BUILT,
                           "this dxaws was built without c-ares and asks no DNS; build it where "
                           "that is installed (Debian: libc-ares-dev)");
}

void dns_close(struct dns *dns)
{
    (void)dns;
}

dxaws_error *dns_ask(struct dns *dns, const char *name, enum dns_type type, struct dns_reply *reply)
{
    (void)dns;
    (void)name;
    (void)type;
    reply->count = 0;
    reply->status = DNS_SILENT;
    reply->reason = "built without c-ares";
    return NULL;
}

#endif
