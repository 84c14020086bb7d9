/* SPDX-License-Identifier: MIT */
/* A server on loopback that does next to nothing, so that what is measured is the client: every
 * request gets the same small answer. Prints its URL; ends with its standard input. */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define CONNECTIONS 1024

static const char answer[] =
    "HTTP/1.1 200 OK\r\nContent-Length: 68\r\nx-amz-request-id: 0123456789ABCDEF\r\n\r\n"
    "<ListAllMyBucketsResult><Buckets></Buckets></ListAllMyBucketsResult>";

/* What is left of the last request's end, "\r\n\r\n", by descriptor. Requests have no body. */
static unsigned char matched[CONNECTIONS];

static void watch(int poll, int descriptor)
{
    struct epoll_event event = {.events = EPOLLIN, .data.fd = descriptor};
    if (descriptor >= CONNECTIONS || epoll_ctl(poll, EPOLL_CTL_ADD, descriptor, &event) != 0) {
        close(descriptor);
    }
}

static void serve(int descriptor)
{
    static const char end[] = "\r\n\r\n";
    char data[16384];
    ssize_t size = recv(descriptor, data, sizeof(data), 0);
    if (size <= 0) {
        close(descriptor);
        return;
    }
    for (ssize_t i = 0; i < size; i++) {
        unsigned char *at = &matched[descriptor];
        *at = data[i] == end[*at] ? *at + 1 : data[i] == '\r';
        if (*at == 4) {
            *at = 0;
            if (send(descriptor, answer, sizeof(answer) - 1, MSG_NOSIGNAL) < 0) {
                return;
            }
        }
    }
}

int main(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof(address);
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    int poll = epoll_create1(0);
    if (bind(listener, (struct sockaddr *)&address, size) != 0 || listen(listener, 64) != 0 ||
        getsockname(listener, (struct sockaddr *)&address, &size) != 0) {
        perror("bench-server");
        return 1;
    }
    printf("http://127.0.0.1:%u\n", ntohs(address.sin_port));
    fflush(stdout);
    watch(poll, listener);
    watch(poll, STDIN_FILENO);
    for (;;) {
        struct epoll_event events[64];
        int count = epoll_wait(poll, events, 64, -1);
        for (int i = 0; i < count; i++) {
            int descriptor = events[i].data.fd;
            if (descriptor == STDIN_FILENO) {
                return 0;
            }
            if (descriptor != listener) {
                serve(descriptor);
                continue;
            }
            int connection = accept(listener, NULL, NULL);
            setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
            watch(poll, connection);
        }
    }
}
