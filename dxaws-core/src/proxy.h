/* SPDX-License-Identifier: MIT */
/* Through which proxy requests go: the session's own, else the environment's. */
#ifndef DXAWS_CORE_PROXY_H
#define DXAWS_CORE_PROXY_H

#include <dxaws/error.h>

struct aws_settings;

enum aws_proxy_use {
    AWS_PROXY_HTTPS = 0, /* for https URLs */
    AWS_PROXY_HTTP = 1,
    AWS_PROXY_NOT = 2, /* the hosts without a proxy */
    AWS_PROXY_USES = 3
};

struct aws_proxy {
    char *value;      /* NULL for none; aws_secret_copy(): it may hold a password */
    const char *from; /* a variable or "session options"; static */
};

/* Fails only without memory: a value that is no proxy is told when it is to be used. */
dxaws_error *aws_settings_load_proxies(struct aws_settings *settings);
void aws_proxies_free(struct aws_proxy proxies[AWS_PROXY_USES]);
/* INVALID_ARGUMENT unless libcurl can use it; the message has no password. */
dxaws_error *aws_proxy_check(const struct aws_proxy *proxy);

#endif
