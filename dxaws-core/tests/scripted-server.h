/* SPDX-License-Identifier: MIT */
/* A little HTTP server on loopback that misbehaves as told: one step of a script per request. */
#ifndef DXAWS_CORE_SCRIPTED_SERVER_H
#define DXAWS_CORE_SCRIPTED_SERVER_H

#include <stdbool.h>
#include <stddef.h>

enum server_action {
    SERVER_ANSWER = 0,       /* send the text, keep the connection */
    SERVER_ANSWER_CLOSE = 1, /* send the text, close */
    SERVER_CLOSE = 2,        /* close without a word */
    SERVER_RESET = 3,        /* reset the connection */
    SERVER_STALL = 4,        /* send the text, then nothing, until the server stops */
    SERVER_TRICKLE = 5,      /* send the text byte by byte, a hundred a second */
    SERVER_ECHO = 6,         /* 200 with the request's target as body */
    SERVER_CONTINUE = 7,     /* send "100 Continue", read the body, send the text */
    SERVER_ENDLESS = 8,      /* send the text up to a '|', the rest again and again */
    SERVER_UNASKED = 9       /* wait for a body that is kept back, then send the text */
};

struct server_step {
    enum server_action action;
    const char *text;
    int delay_ms; /* before */
};

struct server;

/* A request with "Expect: 100-continue" is answered before its body was read. */

/* Starts it on a free port. After the script's end its last step goes on. */
struct server *server_start(const struct server_step *steps, size_t count);
void server_stop(struct server *server);
/* "http://127.0.0.1:PORT" */
const char *server_url(const struct server *server);
size_t server_requests(struct server *server);
size_t server_connections(struct server *server);
/* The head and body of a request, or NULL; valid until the server stops. */
const char *server_request(struct server *server, size_t index);

#endif
