/* SPDX-License-Identifier: MIT */
/* Runs content's contract suite on one kind of provider: content-contract-main KIND, where KIND is
 * memory, dry-run, recording, replay or aws. */
#include <dxaws/kit/contract-main.h>
#include <dxaws/kit/double-account.h>
#include <dxaws/kit/jumping-clock.h>

#include <dxaws/s3-content-contract.h>
#include <dxaws/s3-content-providers.h>
#include <dxaws/s3-providers.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BUCKET "dxaws-publishing"
#define REGION "eu-west-1"

/* Providers over one bucket, which is made for each case. */
struct fixture {
    const char *kind;
    const char *folder; /* where recordings are */
    unsigned opened;    /* numbers the recordings */
    dxaws_session *session;
    dxaws_memory_account *account;
};

DX_CONTRACT_SUITE(dxaws_s3_content_contract)

static dxaws_error *make_bucket(dxaws_s3_provider *provider)
{
    DXAWS_AUTO(dxaws_s3_manager) manager = NULL;
    DXAWS_AUTO(dxaws_s3_result) result = NULL;
    DXAWS_AUTO(dxaws_s3_desired) desired = dxaws_s3_desired_new(BUCKET, REGION);
    dxaws_error *error = dxaws_s3_manager_new(provider, NULL, &manager);
    return error ? error : dxaws_s3_manager_execute(manager, NULL, desired, NULL, &result);
}

static dxaws_error *open_aws(void *self, dxaws_s3_content_provider **provider)
{
    const struct fixture *fixture = self;
    DXAWS_AUTO(dxaws_s3_provider) buckets = NULL;
    dxaws_error *error = dx_double_control(fixture->session, "reset", "{}");
    error = error ? error : dxaws_s3_provider_new_aws(fixture->session, &buckets);
    error = error ? error : make_bucket(buckets);
    error = error ? error : dxaws_s3_content_provider_new_aws(fixture->session, provider);
    return dx_contract_decorate(error, (dxaws_provider **)provider);
}

static int run_aws(dxaws_session *session)
{
    struct fixture self = {.session = session};
    dxaws_s3_content_contract_fixture fixture = {
        .size = sizeof fixture,
        .self = &self,
        .level = "0.9",
        .bucket = BUCKET,
        .open = open_aws,
    };
    return run_suite(&fixture);
}

static dxaws_error *open_memory(void *self, dxaws_s3_content_provider **provider)
{
    struct fixture *fixture = self;
    DXAWS_AUTO(dxaws_s3_content_provider) inner = NULL;
    DXAWS_AUTO(dxaws_s3_provider) buckets = NULL;
    dxaws_error *error = dxaws_memory_account_new(NULL, NULL, &fixture->account);
    error = error ? error : dxaws_s3_provider_new_memory(fixture->account, &buckets);
    error = error ? error : make_bucket(buckets);
    error = error ? error : dxaws_s3_content_provider_new_memory(fixture->account, &inner);
    return error ? error
                 : dx_contract_wrap(fixture->kind, fixture->folder, "content", fixture->opened++,
                                    dxaws_s3_content_provider_base(inner),
                                    (dxaws_provider **)provider);
}

static void close_memory(void *self)
{
    struct fixture *fixture = self;
    fixture->account = dxaws_memory_account_unref(fixture->account);
}

static dxaws_error *make_context(void *self, dxaws_context **context)
{
    (void)self;
    return dx_jumping_context_new(NULL, context);
}

static int run_memory(const char *kind, const char *folder)
{
    struct fixture self = {.kind = kind, .folder = folder};
    dxaws_s3_content_contract_fixture fixture = {
        .size = sizeof fixture,
        .self = &self,
        .level = "0.9",
        .bucket = BUCKET,
        .open = open_memory,
        .close = close_memory,
        .make_context = make_context,
        .lacks = strcmp(kind, "dry-run") == 0 ? DXAWS_S3_CONTENT_LACKS_SOMEBODY : 0,
    };
    return run_suite(&fixture);
}

int main(int count, char **arguments)
{
    const struct dx_contract_program program = {"content", run_memory, run_aws};
    return dx_contract_main(&program, count, arguments);
}
