/* SPDX-License-Identifier: MIT */
/* What the cases of content's contract suite are made of. */
#ifndef DXAWS_S3_PUBLISHING_H
#define DXAWS_S3_PUBLISHING_H

#include <dxaws/kit/contract.h>
#include <dxaws/s3-content-contract.h>

#define SITE "site/"
#define SOMEBODY DXAWS_S3_CONTENT_LACKS_SOMEBODY

/* One case being run. */
struct run {
    const dxaws_s3_content_contract_fixture *fixture;
    const struct dx_contract_case *row;
    const char *region;
    dxaws_context *context;
    dxaws_s3_content_manager *manager;
};

#define RUN_CASE(title, bits)                                                                      \
    {                                                                                              \
        .name = #title, .since = "0.9", .function = title, .needs = (bits)                         \
    }

/* Tables that end with a NULL name. */
extern const struct dx_contract_case publishing_cases[];
extern const struct dx_contract_case publishing_race_cases[];

/* A Desired of the site, of nothing yet. */
dxaws_s3_content_desired *publishing_site(const struct run *run);
/* The same with an asset, two pages and the entry, one of the pages being of that text. */
dxaws_s3_content_desired *publishing_usual(const struct run *run, const char *text);
/* Publishes; so many objects are written and removed. */
dxaws_error *publishing_publish(struct run *run, const dxaws_s3_content_desired *desired,
                                int64_t written, int64_t removed);
/* Plans, and fails unless exactly those kinds were planned. */
dxaws_error *publishing_expect(struct run *run, const dxaws_s3_content_desired *desired,
                               const char *kinds);
/* The same, then publishes, then plans nothing. */
dxaws_error *publishing_converge(struct run *run, const dxaws_s3_content_desired *desired,
                                 const char *kinds);
/* Somebody writes an object, with that Cache-Control unless it is NULL; or removes it, with a NULL
 * text. */
dxaws_error *publishing_interfere(struct run *run, const char *key, const char *text,
                                  const char *cache);
/* One step of a plan, which is replaced by its rest. */
dxaws_error *publishing_step(struct run *run, dxaws_plan **plan);
dxaws_error *publishing_plan(struct run *run, const dxaws_s3_content_desired *desired,
                             dxaws_plan **plan);

#endif
