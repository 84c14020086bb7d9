/* SPDX-License-Identifier: MIT */
/* A little HTTP server on loopback that misbehaves as told. A thread per connection. */
#include "scripted-server.h"

#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define CONNECTIONS 256
#define REQUESTS 4096
#define REQUEST_SIZE (4 << 20)

struct connection {
    struct server *server;
    int socket;
    size_t body_left; /* that the client keeps back */
    pthread_t thread;
};

struct server {
    const struct server_step *steps;
    size_t step_count;
    int listener;
    char url[64];
    atomic_bool stopping;
    pthread_t thread;
    pthread_mutex_t lock;
    struct connection connections[CONNECTIONS];
    size_t connection_count;
    char *requests[REQUESTS];
    size_t request_count;
};

static void pause_ms(struct server *server, int ms)
{
    for (; ms > 0 && !atomic_load(&server->stopping); ms -= 5) {
        nanosleep(&(struct timespec){0, 5000000}, NULL);
    }
}

static bool send_all(int socket, const char *text, size_t size)
{
    while (size) {
        ssize_t sent = send(socket, text, size, MSG_NOSIGNAL);
        if (sent <= 0) {
            return false;
        }
        text += sent;
        size -= (size_t)sent;
    }
    return true;
}

/* Of a request whose head ends there; with "Expect" its body comes later. */
static size_t request_size(const char *request, const char *end, size_t *body_left)
{
    const char *length = strcasestr(request, "\r\ncontent-length:");
    const char *expect = strcasestr(request, "\r\nexpect: 100-continue");
    size_t size = length && length < end ? strtoul(length + 17, NULL, 10) : 0;
    *body_left = expect && expect < end ? size : 0;
    return (size_t)(end - request) + size - *body_left;
}

/* Reads one request into buffer; false at the end of the connection. */
static bool read_request(struct connection *connection, char *buffer)
{
    size_t size = 0;
    size_t wanted = 0;
    while (size < REQUEST_SIZE - 1) {
        struct pollfd poll_for = {connection->socket, POLLIN, 0};
        int ready = poll(&poll_for, 1, 20);
        if (atomic_load(&connection->server->stopping)) {
            return false;
        }
        if (ready <= 0) {
            continue;
        }
        ssize_t got = recv(connection->socket, buffer + size, REQUEST_SIZE - 1 - size, 0);
        if (got <= 0) {
            return false;
        }
        size += (size_t)got;
        buffer[size] = '\0';
        const char *end = strstr(buffer, "\r\n\r\n");
        if (end && !wanted) {
            wanted = request_size(buffer, end + 4, &connection->body_left);
        }
        if (wanted && size >= wanted) {
            return true;
        }
    }
    return false;
}

static bool skip_body(struct connection *connection)
{
    char some[65536];
    while (connection->body_left) {
        ssize_t got = recv(connection->socket, some, sizeof(some), 0);
        if (got <= 0 || (size_t)got > connection->body_left) {
            return false;
        }
        connection->body_left -= (size_t)got;
    }
    return true;
}

static void echo(int socket, const char *request)
{
    const char *target = strchr(request, ' ') + 1;
    int size = (int)strcspn(target, " ");
    char answer[16384];
    int total = snprintf(answer, sizeof(answer),
                         "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%.*s", size, size, target);
    send_all(socket, answer, (size_t)total);
}

/* Until the client has had enough. */
static void send_endlessly(struct connection *connection, const char *text)
{
    const char *rest = strchr(text, '|') + 1;
    bool sent = send_all(connection->socket, text, (size_t)(rest - 1 - text));
    while (sent && !atomic_load(&connection->server->stopping)) {
        sent = send_all(connection->socket, rest, strlen(rest));
    }
}

/* Returns whether the connection goes on. */
static bool perform(struct connection *connection, const struct server_step *step,
                    const char *request)
{
    const char *text = step->text ? step->text : "";
    pause_ms(connection->server, step->delay_ms);
    switch (step->action) {
    case SERVER_ANSWER:
    case SERVER_ANSWER_CLOSE:
        send_all(connection->socket, text, strlen(text));
        return step->action == SERVER_ANSWER;
    case SERVER_CONTINUE:
        send_all(connection->socket, "HTTP/1.1 100 Continue\r\n\r\n", 25);
        /* fall through */
    case SERVER_UNASKED:
        if (!skip_body(connection)) {
            return false;
        }
        send_all(connection->socket, text, strlen(text));
        return true;
    case SERVER_ECHO:
        echo(connection->socket, request);
        return true;
    case SERVER_RESET:
        setsockopt(connection->socket, SOL_SOCKET, SO_LINGER, &(struct linger){1, 0},
                   sizeof(struct linger));
        return false;
    case SERVER_STALL:
        send_all(connection->socket, text, strlen(text));
        while (!atomic_load(&connection->server->stopping)) {
            pause_ms(connection->server, 50);
        }
        return false;
    case SERVER_TRICKLE:
        for (; *text && !atomic_load(&connection->server->stopping); text++) {
            send_all(connection->socket, text, 1);
            pause_ms(connection->server, 10);
        }
        return true;
    case SERVER_ENDLESS:
        send_endlessly(connection, text);
        return false;
    case SERVER_CLOSE:
    default:
        return false;
    }
}

static void *serve(void *argument)
{
    struct connection *connection = argument;
    struct server *server = connection->server;
    char *buffer = malloc(REQUEST_SIZE);
    while (buffer && read_request(connection, buffer)) {
        pthread_mutex_lock(&server->lock);
        size_t index = server->request_count;
        if (index < REQUESTS) {
            server->requests[index] = strdup(buffer);
        }
        server->request_count++;
        pthread_mutex_unlock(&server->lock);
        size_t last = server->step_count - 1;
        if (!perform(connection, &server->steps[index < last ? index : last], buffer)) {
            break;
        }
    }
    free(buffer);
    close(connection->socket);
    return NULL;
}

static void *accept_all(void *argument)
{
    struct server *server = argument;
    while (!atomic_load(&server->stopping)) {
        struct pollfd poll_for = {server->listener, POLLIN, 0};
        if (poll(&poll_for, 1, 20) <= 0) {
            continue;
        }
        int socket = accept(server->listener, NULL, NULL);
        if (socket < 0) {
            continue;
        }
        pthread_mutex_lock(&server->lock);
        struct connection *connection = &server->connections[server->connection_count];
        *connection = (struct connection){.server = server, .socket = socket};
        bool room = server->connection_count < CONNECTIONS - 1;
        server->connection_count += room;
        if (room) {
            pthread_create(&connection->thread, NULL, serve, connection);
        } else {
            close(socket);
        }
        pthread_mutex_unlock(&server->lock);
    }
    return NULL;
}

struct server *server_start(const struct server_step *steps, size_t count)
{
    struct server *server = calloc(1, sizeof(*server));
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof(address);
    server->steps = steps;
    server->step_count = count;
    pthread_mutex_init(&server->lock, NULL);
    server->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(server->listener, (struct sockaddr *)&address, size) != 0 ||
        listen(server->listener, 128) != 0 ||
        getsockname(server->listener, (struct sockaddr *)&address, &size) != 0) {
        abort();
    }
    snprintf(server->url, sizeof(server->url), "http://127.0.0.1:%u", ntohs(address.sin_port));
    if (pthread_create(&server->thread, NULL, accept_all, server) != 0) {
        abort();
    }
    return server;
}

void server_stop(struct server *server)
{
    atomic_store(&server->stopping, true);
    pthread_join(server->thread, NULL);
    for (size_t i = 0; i < server->connection_count; i++) {
        pthread_join(server->connections[i].thread, NULL);
    }
    for (size_t i = 0; i < server->request_count && i < REQUESTS; i++) {
        free(server->requests[i]);
    }
    close(server->listener);
    pthread_mutex_destroy(&server->lock);
    free(server);
}

const char *server_url(const struct server *server)
{
    return server->url;
}

size_t server_requests(struct server *server)
{
    pthread_mutex_lock(&server->lock);
    size_t count = server->request_count;
    pthread_mutex_unlock(&server->lock);
    return count;
}

size_t server_connections(struct server *server)
{
    pthread_mutex_lock(&server->lock);
    size_t count = server->connection_count;
    pthread_mutex_unlock(&server->lock);
    return count;
}

const char *server_request(struct server *server, size_t index)
{
    pthread_mutex_lock(&server->lock);
    const char *request = index < server->request_count ? server->requests[index] : NULL;
    pthread_mutex_unlock(&server->lock);
    return request;
}
