/* SPDX-License-Identifier: MIT */
/* The instance's metadata service, as its two callers see it. */
#ifndef DXAWS_CORE_IMDS_H
#define DXAWS_CORE_IMDS_H

#include "sources.h"

#define AWS_IMDS_SOURCE "instance metadata service"

struct aws_imds {
    const struct aws_settings *settings;
    dxaws_context *context;
    struct aws_instance_memory *memory;
    struct aws_buffer base; /* URL without a path */
    bool probing;   /* nobody says that this is an instance: silence is not waited for twice */
    bool insistent; /* a number of attempts is set */
    bool allow_v1;
    bool use_v1; /* it has no tokens */
    long timeout_ms;
    unsigned attempts;
    bool absent; /* nothing here, why says it */
    struct aws_buffer *why;
};

/* Reads its settings. base is to be freed. */
dxaws_error *aws_imds_configure(struct aws_imds *self);
/* Asks for a path, with a token. 200 and 404 are answers; anything else is an error, or absent. */
dxaws_error *aws_imds_get(struct aws_imds *self, const char *path,
                          struct aws_http_response *response);
/* What an answer that is none means. */
dxaws_error *aws_imds_broken(const struct aws_http_response *response, const char *path);

#endif
