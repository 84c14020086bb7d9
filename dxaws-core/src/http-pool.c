/* SPDX-License-Identifier: MIT */
/* Connections pooled across threads: each thread borrows a client, which keeps its own. */
#include "http-client.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define IDLE_CLIENTS 16 /* kept with their connections */
#define CONNECTIONS 32L /* kept per client */

struct aws_http_pool {
    pthread_mutex_t lock;
    struct aws_http_client *idle; /* the last one given back first */
    unsigned count;
    struct aws_transport transport;
};

/* libcurl's own state is the one global there is; it stays until the process ends. */
static pthread_once_t once = PTHREAD_ONCE_INIT;
static CURLcode global_result;

static void initialise(void)
{
    global_result = curl_global_init(CURL_GLOBAL_DEFAULT);
}

/* Their connections are closed. */
static void abandon_transfers(struct aws_http_client *client)
{
    while (client->transfers) {
        struct aws_http_transfer *transfer = client->transfers;
        client->transfers = transfer->next;
        curl_multi_remove_handle(client->multi, transfer->easy);
        aws_http_transfer_free(transfer);
    }
    aws_http_abandon_custom(client);
}

static void free_client(struct aws_http_client *client)
{
    abandon_transfers(client);
    aws_http_bell_unref(client->bell);
    curl_multi_cleanup(client->multi);
    for (unsigned i = 0; i < AWS_HTTP_KNOWN_HOSTS; i++) {
        free(client->hosts[i].name);
    }
    free(client);
}

struct aws_http_pool *aws_http_pool_new(void)
{
    struct aws_http_pool *pool = calloc(1, sizeof(*pool));
    if (pool) {
        pthread_mutex_init(&pool->lock, NULL);
    }
    return pool;
}

void aws_http_pool_set_transport(struct aws_http_pool *pool, const struct aws_transport *transport)
{
    pool->transport = *transport;
}

void aws_http_pool_free(struct aws_http_pool *pool)
{
    if (!pool) {
        return;
    }
    while (pool->idle) {
        struct aws_http_client *client = pool->idle;
        pool->idle = client->next;
        free_client(client);
    }
    pthread_mutex_destroy(&pool->lock);
    free(pool);
}

struct aws_http_host *aws_http_host_find(struct aws_http_client *client, const char *name)
{
    for (unsigned i = 0; i < AWS_HTTP_KNOWN_HOSTS; i++) {
        if (client->hosts[i].name && strcmp(client->hosts[i].name, name) == 0) {
            return &client->hosts[i];
        }
    }
    return NULL;
}

struct aws_http_client *aws_http_pool_take(struct aws_http_pool *pool, const char *host)
{
    pthread_mutex_lock(&pool->lock);
    struct aws_http_client **link = &pool->idle;
    while (*link && !aws_http_host_find(*link, host)) {
        link = &(*link)->next;
    }
    if (!*link) {
        link = &pool->idle;
    }
    struct aws_http_client *client = *link;
    if (client) {
        *link = client->next;
        client->next = NULL;
        pool->count--;
    }
    pthread_mutex_unlock(&pool->lock);
    if (client) {
        return client;
    }
    pthread_once(&once, initialise);
    client = global_result == CURLE_OK ? calloc(1, sizeof(*client)) : NULL;
    if (!client) {
        return NULL;
    }
    client->multi = curl_multi_init();
    if (!client->multi) {
        free(client);
        return NULL;
    }
    curl_multi_setopt(client->multi, CURLMOPT_MAXCONNECTS, CONNECTIONS);
    client->transport = pool->transport;
    return client;
}

void aws_http_pool_give(struct aws_http_pool *pool, struct aws_http_client *client)
{
    abandon_transfers(client);
    pthread_mutex_lock(&pool->lock);
    bool keep = pool->count < IDLE_CLIENTS;
    if (keep) {
        client->next = pool->idle;
        pool->idle = client;
        pool->count++;
    }
    pthread_mutex_unlock(&pool->lock);
    if (!keep) {
        free_client(client);
    }
}
