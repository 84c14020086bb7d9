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

static int run_suite(const dxaws_s3_content_contract_fixture *fixture)
{
    const dxaws_contract_options options = dx_contract_options();
    dxaws_contract_counts counts;
    dxaws_error *error = dxaws_s3_content_contract_run_suite(fixture, &options, &counts);
    return dx_contract_finish(error, &counts);
}

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

static int run_aws(void)
{
    struct fixture self = {.kind = "aws"};
    DXAWS_AUTO(dxaws_error) error = dxaws_session_new(NULL, &self.session);
    if (error != NULL) {
        fprintf(stderr, "%s\n", dxaws_error_message(error));
        return EXIT_FAILURE;
    }
    dxaws_s3_content_contract_fixture fixture = {
        .size = sizeof fixture,
        .self = &self,
        .level = "0.9",
        .bucket = BUCKET,
        .open = open_aws,
    };
    int status = run_suite(&fixture);
    dxaws_session_unref(self.session);
    return status;
}

/* Wraps the memory provider as the fixture's kind says. */
static dxaws_error *wrap(struct fixture *fixture, dxaws_s3_content_provider *inner,
                         dxaws_s3_content_provider **provider)
{
    char path[4096];
    dxaws_provider *base = dxaws_s3_content_provider_base(inner);
    const char *kind = fixture->kind;
    if (strcmp(kind, "memory") == 0) {
        *provider = dxaws_s3_content_provider_ref(inner);
        return NULL;
    }
    snprintf(path, sizeof path, "%s/%u.jsonl", fixture->folder ? fixture->folder : "",
             fixture->opened++);
    return strcmp(kind, "dry-run") == 0
               ? dxaws_s3_content_provider_make(kind, DXAWS_PROVIDER_PARTS(.inner = base), provider)
           : strcmp(kind, "recording") == 0
               ? dxaws_s3_content_provider_make(
                     kind, DXAWS_PROVIDER_PARTS(.inner = base, .path = path), provider)
               : dxaws_s3_content_provider_make(kind, DXAWS_PROVIDER_PARTS(.path = path), provider);
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
    return error ? error : wrap(fixture, inner, provider);
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
