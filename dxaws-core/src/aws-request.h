/* SPDX-License-Identifier: MIT */
/* What a request holds. */
#ifndef DXAWS_CORE_AWS_REQUEST_H
#define DXAWS_CORE_AWS_REQUEST_H

#include <dxaws/aws.h>

#include "aws-body.h"
#include "buffer.h"
#include "choice.h"
#include "headers.h"

struct dxaws_aws_request {
    char *service;
    char *operation;
    char *method;
    struct aws_buffer path; /* encoded */
    char *signing_name;     /* NULL, and so on: as usual */
    char *endpoint_prefix;
    char *endpoint_url;
    enum aws_choice global;
    enum aws_choice path_as_is;
    enum aws_choice payload_header;
    enum aws_choice idempotent;
    enum aws_choice writes;
    long idle_limit_s; /* 0: as usual */
    char *region;
    char *bucket;
    char *resource;
    char *content_type;
    struct aws_buffer query; /* encoded */
    struct aws_headers headers;
    struct aws_body body;
    char *body_hash;
    char *checksum; /* the name of an algorithm; NULL: as usual */
    bool unsigned_payload;
    bool unsigned_token;
    const char *secrets[2]; /* borrowed: what else than the headers must not be shown; or NULL */
    bool is_unsigned;
    bool empty_label;   /* a path label that is no segment of a path */
    bool dots_label;    /* or one that means another segment */
    bool signing_query; /* somebody added a query parameter that belongs to a signature */
    bool failed;        /* out of memory in a setter */
    bool has_writer;    /* of the answer */
    dxaws_writer_ops writer;
    void *writer_self;

    /* The answer. */
    int status;
    char *answer_region;
    struct aws_headers answer_headers;
    struct aws_buffer answer_body;
    bool repeated; /* an attempt before the answered one may have been done */
    dxaws_error *error;
};

/* Forgets the answer of an earlier call. */
void aws_request_clear_answer(dxaws_aws_request *request);

#endif
