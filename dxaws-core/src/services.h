/* SPDX-License-Identifier: MIT */
/* What differs between services, as data. */
#ifndef DXAWS_CORE_SERVICES_H
#define DXAWS_CORE_SERVICES_H

#include <dxaws/base.h>

enum aws_protocol { AWS_PROTOCOL_XML = 1, AWS_PROTOCOL_JSON = 2 };

struct aws_service {
    const char *name;         /* in dxaws_aws_request_new() */
    const char *key;          /* in AWS_ENDPOINT_URL_<KEY>; lower-cased in a services section */
    const char *prefix;       /* of the endpoint's host name */
    const char *signing;      /* in the signature's scope */
    enum aws_protocol errors; /* how it answers with errors */
    bool global;              /* one endpoint per partition, signed for the partition's region */
    bool path_as_is;          /* signature: the path is neither normalised nor encoded again */
    bool payload_header;      /* x-amz-content-sha256 is sent */
    bool buckets;             /* requests address buckets */
    const char *token_header; /* of the session token; NULL for X-Amz-Security-Token */
};

/* NULL when dxaws knows no such service. */
const struct aws_service *aws_service_find(const char *name);
/* The table, ended by an entry without a name. */
extern const struct aws_service aws_services[];

#endif
