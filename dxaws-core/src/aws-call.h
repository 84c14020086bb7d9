/* SPDX-License-Identifier: MIT */
/* One call: its attempts, from the first to the outcome. */
#ifndef DXAWS_CORE_AWS_CALL_H
#define DXAWS_CORE_AWS_CALL_H

#include "aws-request.h"
#include "checksum.h"
#include "endpoint.h"
#include "redact.h"
#include "service-error.h"
#include "session-private.h"
#include "uuid.h"
#include "sha256.h"

enum aws_call_state {
    AWS_CALL_READY = 1,   /* the next attempt can start at due_ms */
    AWS_CALL_RUNNING = 2, /* an attempt is under way */
    AWS_CALL_DONE = 3     /* the request holds the outcome */
};

/* What is said of a body. */
struct aws_payload {
    char sha256[AWS_SHA256_HEX]; /* empty unless it is signed */
    const char *checksum_header; /* NULL unless one is told */
    char checksum[AWS_CHECKSUM_TEXT];
};

struct aws_call {
    dxaws_session *session;
    dxaws_context *context;
    const struct aws_settings *settings;
    struct aws_credentials *credentials; /* the call's own reference; NULL: it is not signed */
    bool fixed;                          /* it is made with those, and no others */
    bool renewed;                        /* after a service had refused them */
    dxaws_aws_request *request;
    const struct aws_service *service; /* as the table and the request describe it: */
    struct aws_service described;
    char service_key[AWS_SERVICE_NAME_SIZE];
    struct aws_endpoint endpoint;
    bool presigning; /* nothing is sent */
    bool redirected;
    char *region;             /* other than the request's: where its bucket was found to be */
    dxaws_aws_request *probe; /* sent in the request's place, to find where the bucket is */
    dxaws_error *verdict;     /* of the call, if waiting or the probe is in vain */
    enum aws_call_state state;
    char invocation[AWS_UUID_SIZE];
    unsigned attempt; /* how many were started */
    unsigned failed;  /* how many of them count for the limit */
    bool repeated;    /* after one of which it is not known what became of it */
    int64_t due_ms;   /* on the context's monotonic clock */
    int64_t started_ms;
    int64_t attempt_started_ms;
    int64_t attempt_now_ms; /* wall clock at its start */
    int64_t skew_ms;        /* what it was signed with */
    bool waited;            /* for its turn */
    bool expecting;         /* the attempt keeps its body back until it is wanted */
    bool no_expect;         /* the service does not know how to say so */
    unsigned resets;        /* connections that were closed before they were used */
    int retry_cost;
    enum aws_retry retry_kind; /* of the attempt that failed last */
    int64_t delay_ms;          /* after it */
    bool digested;             /* the body, which stays what it is, is read once: */
    struct aws_payload payload;
    struct aws_http_source source; /* of a body that is not in memory */
    struct aws_http_sink sink;     /* for an answer that a writer takes */
    struct aws_checksum checksum;  /* of what it took */
    bool written;                  /* it has taken something */
    dxaws_error *stream_error;     /* what reader or writer said, which ends the call */
    struct aws_headers headers;    /* what the attempt sends */
    struct aws_buffer url;
    struct aws_http_response response;
};

/* Checks the request and finds its endpoint. */
dxaws_error *aws_call_aim(struct aws_call *call);
/* The same, as a call's beginning. On failure the call is done, with its error. */
void aws_call_prepare(struct aws_call *call);
/* Signs and starts an attempt. On failure the call is done. */
void aws_call_start(struct aws_call *call, struct aws_http_client *client);
/* Judges an attempt that is over: the call is done, or ready for another one. */
void aws_call_finish(struct aws_call *call);
/* Ends the call with an error, which is taken. */
void aws_call_fail(struct aws_call *call, dxaws_error *error);
void aws_call_free(struct aws_call *call);

/* aws-batch.c: one call with these credentials and no others; NULL for one that is not signed. */
dxaws_error *aws_call_as(dxaws_session *session, dxaws_context *context, dxaws_aws_request *request,
                         struct aws_credentials *credentials);

/* "service Operation resource", of any error of this call. */
void aws_call_name(const struct aws_call *call, struct aws_buffer *out);

/* What this attempt sends and nobody else may see. */
void aws_call_secrets(const struct aws_call *call, struct aws_secrets *secrets);

/* Another attempt, as soon as a time has passed. */
void aws_call_again(struct aws_call *call, int64_t delay_ms);
/* Ends the call, with an error or without, and with the answer there is. */
void aws_call_end(struct aws_call *call, dxaws_error *error);
/* Whether the service may have done what an attempt that ended so asked for. */
bool aws_retry_leaves_doubt(enum aws_retry kind, enum aws_http_outcome outcome);
/* The request gets the attempt's answer. */
void aws_call_keep_answer(struct aws_call *call);
/* The endpoint, of the region that the call has. */
dxaws_error *aws_call_resolve(struct aws_call *call);

/* aws-redirect.c: whether S3 says that the bucket is elsewhere, and what follows was arranged.
 * @param verdict what to say when it is in vain; taken when true. */
bool aws_redirect(struct aws_call *call, const struct aws_fault *fault, dxaws_error *verdict);
/* The same with the answer to the question where it is. */
void aws_redirect_probed(struct aws_call *call);

/* aws-attempt.c: the URL and the signed headers of the next attempt. */
dxaws_error *aws_attempt_build(struct aws_call *call);
/* The URL that carries its own signature, in call->url. */
dxaws_error *aws_attempt_presign(struct aws_call *call, unsigned expires_s);
/* aws-check.c: whether the request may be sent at all. */
dxaws_error *aws_attempt_check(const struct aws_call *call);

/* aws-stream.c: whether another attempt can send the same and take its answer. */
bool aws_stream_repeats(const struct aws_call *call);
/* Before an attempt sends its body: from the beginning, and the writer has nothing. */
dxaws_error *aws_stream_begin(struct aws_call *call);
/* At the end: the writer gets what had to be looked at first. */
dxaws_error *aws_stream_deliver(struct aws_call *call);

/* aws-refusal.c: what a service says when it refuses, without what it repeats of what it was told.
 * False without memory. */
bool aws_call_read_fault(const struct aws_call *call, struct aws_fault *fault);
/* The same as an error; @a status: the refusal's, which may stand in an answer of another. */
dxaws_error *aws_call_service_error(const struct aws_call *call, const struct aws_fault *fault,
                                    int status, bool retryable);

/* aws-foreign.c: whether the answer is from whom the call is to, by its request id. */
bool aws_answer_is_known(const struct aws_call *call);
/* Whether a 2xx is none of the service's. */
bool aws_answer_is_foreign(const struct aws_call *call);
/* Whether the body of a 200 is what its operation answers with, so that it is never an
 * error. */
bool aws_call_is_payload(const struct aws_call *call);

/* aws-payload.c: what the attempt says of its body; an error when the call is cancelled. */
dxaws_error *aws_payload_find(struct aws_call *call, struct aws_payload *payload);

/* Whether the body is read for its hash. */
bool aws_payload_is_read(const struct aws_call *call);

/* aws-checksum.c: tells S3 the body's checksum where it wants or takes one, and asks for an
 * object's. (Rule 20.) */
void aws_checksum_add(struct aws_call *call, const struct aws_payload *payload);
/* Which of the body, by S3's name for it; NULL for none. */
const char *aws_checksum_told(const struct aws_call *call);
/* Of an answer that a writer takes: what its headers say. */
void aws_checksum_expect(struct aws_call *call, int status, const struct aws_headers *headers);
/* Whether an object is what its checksum says; true when nothing says. @param problem what is
 * wrong, as a clause. */
bool aws_checksum_matches(struct aws_call *call, struct aws_buffer *problem);

/* aws-events.c. Nothing unless the context is observed. @param fault may be NULL. */
void aws_event_attempt(const struct aws_call *call, const struct aws_fault *fault);
void aws_event_call(const struct aws_call *call);

#endif
