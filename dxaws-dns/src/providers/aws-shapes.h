/* SPDX-License-Identifier: MIT */
/* The wire formats of Route53: JSON documents to and from its XML. No network. */
#ifndef DXAWS_DNS_AWS_SHAPES_H
#define DXAWS_DNS_AWS_SHAPES_H

#include "service.h"

/* Where the next page of a list begins; empty strings when there is none. */
struct aws_zone_cursor {
    char *name; /* canonical; NULL at the end */
    char *id;
};
struct aws_record_cursor {
    char *name; /* as the service spells it; NULL at the end */
    char *type;
    char *identifier; /* or NULL */
};
void aws_zone_cursor_clear(struct aws_zone_cursor *cursor);
void aws_record_cursor_clear(struct aws_record_cursor *cursor);
/* A record cursor as one text, for free(), and back. NULL and false without memory. */
char *aws_record_cursor_write(const struct aws_record_cursor *cursor);
bool aws_record_cursor_read(struct aws_record_cursor *cursor, const char *text);

/* The body of ChangeResourceRecordSets, deletions first; release with free(). */
char *aws_change_request(const json_t *batch);

/* Each appends to a list what an answer's body says; a missing element is a PROTOCOL error. */
/* ListHostedZonesByName: {"id", "name", "private"} */
dxaws_error *aws_read_zones(const char *body, size_t size, json_t *zones,
                            struct aws_zone_cursor *next);
/* GetHostedZone: the same, one. */
dxaws_error *aws_read_zone(const char *body, size_t size, json_t *zones);
/* ListResourceRecordSets: observed record sets, as the service spells them. */
dxaws_error *aws_read_records(const char *body, size_t size, json_t *records,
                              struct aws_record_cursor *next);

/* ChangeResourceRecordSets and GetChange; both release with free(). */
dxaws_error *aws_read_change(const char *operation, const char *body, size_t size, char **id,
                             char **status);

#endif
