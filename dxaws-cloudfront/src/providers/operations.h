/* SPDX-License-Identifier: MIT */
/* What the operations of a provider share. */
#ifndef DXAWS_CLOUDFRONT_OPERATIONS_H
#define DXAWS_CLOUDFRONT_OPERATIONS_H

#include "service.h"

/* The self of a provider over a service. */
struct operations {
    const struct cloudfront_service *service;
    void *self;
};

/* Adds what ACM says of the certificate that is wanted, unless @a found uses it. */
dxaws_error *operations_report_certificate(const struct operations *on, dxaws_context *context,
                                           const json_t *wanted, const json_t *found,
                                           dxaws_cloudfront_current *current);
/* Says of a refused certificate what is wrong with it, or that it is not known yet; takes @a error
 * over, and gives others back as they are. */
dxaws_error *operations_explain_certificate(const struct operations *on, dxaws_context *context,
                                            const json_t *payload,
                                            const dxaws_cloudfront_current *observed,
                                            dxaws_error *error);
/* Takes over what a call said about the distribution; NULL says that there is none. */
dxaws_error *operations_absorb(dxaws_cloudfront_current *observed, const json_t *found);
/* The same of the answer to a change, whose ETag is that of the change. */
dxaws_error *operations_absorb_written(dxaws_cloudfront_current *observed, json_t *answered);
/* Takes over what a call said about our origin access control; NULL says that there is none. */
dxaws_error *operations_absorb_oac(dxaws_cloudfront_current *observed, const json_t *oac);
/* The distribution of a payload as it is now, with its tags; NULL when it is gone. */
dxaws_error *operations_reread(const struct operations *on, dxaws_context *context,
                               const json_t *payload, json_t **now);
/* STALE when the mark of a distribution that was read again is not the one that was expected. */
dxaws_error *operations_check_mark(const json_t *payload, const json_t *now);
/* STALE: what a payload is about is gone. */
dxaws_error *operations_gone(const json_t *payload);
dxaws_error *operations_get_current(void *self, dxaws_context *context,
                                    const dxaws_cloudfront_desired *wanted,
                                    dxaws_cloudfront_current *current);

/* siblings.c */
/* Reports what else goes by a name below the owner's, for the one that goes by the owner's. */
dxaws_error *operations_report_siblings(const json_t *wanted, const json_t *summaries,
                                        dxaws_cloudfront_current *observed);

/* conflicts.c */
/* Reports which aliases that are to be added are held in other accounts, where that is told. */
dxaws_error *operations_report_conflicts(const struct operations *on, dxaws_context *context,
                                         const json_t *wanted, const json_t *found,
                                         const json_t *summaries,
                                         dxaws_cloudfront_current *current);
/* Says of a refused alias who holds it, where that can be found out; takes @a error over, and gives
 * others back as they are. */
dxaws_error *operations_explain_alias(const struct operations *on, dxaws_context *context,
                                      const json_t *payload,
                                      const dxaws_cloudfront_current *observed, dxaws_error *error);

/* caller.c */
/* Reports in whose account distributions are, or would be made. */
dxaws_error *operations_report_caller(const struct operations *on, dxaws_context *context,
                                      const json_t *wanted, const json_t *summaries,
                                      dxaws_cloudfront_current *current);
/* STALE where this is another account than the one that a payload was planned for. */
dxaws_error *operations_check_caller(const struct operations *on, dxaws_context *context,
                                     const json_t *payload);

/* finding.c */
dxaws_error *operations_find(void *self, dxaws_context *context, const json_t *payload,
                             dxaws_cloudfront_current *observed);

/* creation.c */
dxaws_error *operations_create_oac(void *self, dxaws_context *context, const json_t *payload,
                                   dxaws_cloudfront_current *observed);
dxaws_error *operations_create_distribution(void *self, dxaws_context *context,
                                            const json_t *payload,
                                            dxaws_cloudfront_current *observed);

/* controls.c */
dxaws_error *operations_update_oac(void *self, dxaws_context *context, const json_t *payload,
                                   dxaws_cloudfront_current *observed);
dxaws_error *operations_delete_oac(void *self, dxaws_context *context, const json_t *payload,
                                   dxaws_cloudfront_current *observed);

/* changes.c */
dxaws_error *operations_update_distribution(void *self, dxaws_context *context,
                                            const json_t *payload,
                                            dxaws_cloudfront_current *observed);
dxaws_error *operations_put_tags(void *self, dxaws_context *context, const json_t *payload,
                                 dxaws_cloudfront_current *observed);

/* invalidations.c */
/* Reports the invalidation that is wanted of @a distribution, which may be NULL. */
dxaws_error *operations_report_invalidation(const struct operations *on, dxaws_context *context,
                                            const json_t *wanted, const json_t *distribution,
                                            dxaws_cloudfront_current *current);
dxaws_error *operations_invalidate(void *self, dxaws_context *context, const json_t *payload,
                                   dxaws_cloudfront_current *observed);
dxaws_error *operations_wait_invalidated(void *self, dxaws_context *context, const json_t *payload,
                                         dxaws_cloudfront_current *observed);

/* patience.c */
/* A call that CloudFront refuses for a while after it should not. */
struct patience {
    dxaws_context *context;
    const char *codes[3]; /* the refusals that pass by themselves */
    int64_t limit_ms;
    int64_t start_ms;
    int64_t pause_ms;
};
struct patience patience_new(dxaws_context *context, const char *first, const char *second);
/* True, after a pause, while there is patience; *error is why the pause was ended. */
bool patience_pause(struct patience *patience, dxaws_error **error);
/* True, after a pause and without *error, when the call should be made once more. */
bool patience_try_again(struct patience *patience, dxaws_error **error);

/* removal.c */
dxaws_error *operations_disable(void *self, dxaws_context *context, const json_t *payload,
                                dxaws_cloudfront_current *observed);
dxaws_error *operations_delete_distribution(void *self, dxaws_context *context,
                                            const json_t *payload,
                                            dxaws_cloudfront_current *observed);

#endif
