/* SPDX-License-Identifier: MIT */
/* What differs between services, as data. */
#ifndef DXAWS_CORE_SERVICES_H
#define DXAWS_CORE_SERVICES_H

#include <dxaws/base.h>

struct aws_service {
    const char *name;         /* in dxaws_aws_request_new() */
    const char *key;          /* in AWS_ENDPOINT_URL_<KEY>; lower-cased in a services section */
    const char *prefix;       /* of the endpoint's host name */
    const char *signing;      /* in the signature's scope */
    bool global;              /* one endpoint per partition, signed for the partition's region */
    bool path_as_is;          /* signature: the path is neither normalised nor encoded again */
    bool payload_header;      /* x-amz-content-sha256 is sent */
    bool buckets;             /* requests address buckets */
    bool any_body;            /* what it answers with may be anything, such as a web page */
    const char *token_header; /* of the session token; NULL for X-Amz-Security-Token */
    const char *id_header;    /* of its answers, where it is none that other services have */
};

#define AWS_SERVICE_NAME_SIZE 64 /* of the longest, with the final NUL */

/* NULL when it is not in the table. */
const struct aws_service *aws_service_find(const char *name);
/* The same, or what goes for all others: they have one name for everything. @param name borrowed.
 */
struct aws_service aws_service_of(const char *name, char key[AWS_SERVICE_NAME_SIZE]);
/* Labels of a host name, joined by dots, such as "portal.sso". */
bool aws_service_name_is_valid(const char *name);
/* The table, ended by an entry without a name. */
extern const struct aws_service aws_services[];

#endif
