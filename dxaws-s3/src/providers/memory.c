/* SPDX-License-Identifier: MIT */
/* Buckets of the simulated account, with S3's rules and error codes. */
#include "memory-objects.h"
#include "memory-rules.h"
#include "service.h"

#include <dxaws/extend/error.h>
#include <dxaws/extend/memory.h>
#include <dxaws/extend/s3.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE = 1000 };

/* What a bucket's owner may read of it, as S3 reports it; false without memory. */
static bool report(const json_t *document, enum s3_part part, json_t **found)
{
    if (part == S3_PART_VERSIONS || part == S3_PART_UPLOADS) {
        bool objects = part == S3_PART_VERSIONS;
        const json_t *held = json_object_get(document, objects ? MEMORY_OBJECTS : MEMORY_UPLOADS);
        *found =
            json_pack("{sb}", objects ? S3_HAS_OBJECTS : S3_HAS_UPLOADS, json_array_size(held) > 0);
        return *found != NULL;
    }
    const char *member = s3_parts[part].member;
    if (member == NULL) {
        return true;
    }
    const json_t *held = json_object_get(document, member);
    json_t *initial = dxaws_s3_initial_tree(); /* what nobody put is as it was at first */
    *found =
        initial ? json_pack("{sO*}", member, held ? held : json_object_get(initial, member)) : NULL;
    json_decref(initial);
    return *found != NULL;
}

/* All parts in one transaction, counted as one call. */
static dxaws_error *ask(void *self, dxaws_context *context, const struct s3_bucket *bucket,
                        unsigned parts, struct s3_answer *answers)
{
    struct memory_call call = {.account = self, .operation = "HeadBucket", .bucket = bucket};
    dxaws_error *error = memory_call_begin(&call, context, false);
    if (error != NULL) {
        return error;
    }
    bool whole = true;
    const char *region = dx_text(call.document, S3_REGION);
    for (unsigned part = 0; part < S3_PARTS; part++) {
        if (parts & 1U << part) {
            struct s3_answer *answer = &answers[part];
            snprintf(answer->region, sizeof answer->region, "%s", region ? region : "");
            answer->error = memory_call_check_access(&call);
            whole = (answer->error || report(call.document, part, &answer->found)) && whole;
        }
    }
    error = memory_call_end(&call, whole ? NULL : dxaws_error_out_of_memory());
    for (unsigned part = 0; error != NULL && part < S3_PARTS; part++) {
        dxaws_error_free(answers[part].error); /* it may only be that nothing could be seen */
        json_decref(answers[part].found);
        answers[part].error = NULL;
        answers[part].found = NULL;
    }
    return error;
}

static dxaws_error *list(void *self, dxaws_context *context, json_t *buckets)
{
    bool whole = true;
    const char *name;
    json_t *document;
    dxaws_error *error =
        dxaws_memory_begin_call(self, context, MEMORY_SERVICE, "ListBuckets", false);
    if (error != NULL) {
        return error;
    }
    for (size_t i = 0;
         dxaws_memory_at_tree(self, MEMORY_SERVICE, MEMORY_BUCKET, i, &name, &document); i++) {
        bool foreign = dx_text(document, "owner") != NULL;
        if (!foreign) {
            dx_append(
                &whole, buckets,
                json_pack("{ss ss?}", S3_NAME, name, S3_REGION, dx_text(document, S3_REGION)));
        }
        json_decref(document);
    }
    return dxaws_memory_end_call(self, whole ? NULL : dxaws_error_out_of_memory());
}

/* One writing API call. */
static dxaws_error *write_call(struct memory_call *call, dxaws_context *context,
                               dxaws_error *(*run)(struct memory_call *call, const json_t *value),
                               const json_t *value)
{
    dxaws_error *error = memory_call_begin(call, context, true);
    return error ? error : memory_call_end(call, run(call, value));
}

static dxaws_error *create_now(struct memory_call *call, const json_t *tags)
{
    if (call->document != NULL) {
        return memory_call_is_foreign(call)
                   ? memory_call_refuse(call, DXAWS_ERROR_CONFLICT, "BucketAlreadyExists", 409,
                                        "the name is taken by another account")
                   : memory_call_refuse(call, DXAWS_ERROR_CONFLICT, "BucketAlreadyOwnedByYou", 409,
                                        "you own the bucket already");
    }
    const char *fault = tags ? dxaws_memory_tags_fault(tags) : NULL;
    if (fault != NULL) {
        return memory_call_refuse(call, DXAWS_ERROR_INVALID_ARGUMENT, "InvalidTag", 400, fault);
    }
    bool whole = true;
    call->document = dxaws_s3_initial_tree();
    dx_put(&whole, call->document, S3_REGION, json_string(call->bucket->region));
    if (tags != NULL) {
        dx_put(&whole, call->document, S3_TAGS, dxaws_tree_copy(tags));
    }
    return whole ? memory_call_store(call) : dxaws_error_out_of_memory();
}

/* Keeps a part of the bucket as S3 does, or refuses it. */
static dxaws_error *put_now(struct memory_call *call, enum s3_part part, const json_t *value)
{
    struct memory_fault fault = {.code = NULL};
    json_t *kept = NULL;
    dxaws_error *error = memory_call_check_access(call);
    bool whole = error != NULL ||
                 memory_rules_keep(call->bucket->name, call->document, part, value, &kept, &fault);
    if (!whole) { /* nor is there a fault in what was compared in part */
        error = dxaws_error_out_of_memory();
    } else if (error == NULL && fault.code != NULL) {
        error = memory_call_refuse(call, fault.kind, fault.code, fault.status, fault.text);
    } else if (error == NULL) {
        dx_put(&whole, call->document, s3_parts[part].member, dxaws_tree_copy(kept));
        error = whole ? memory_call_store(call) : dxaws_error_out_of_memory();
    }
    json_decref(kept);
    return error;
}

static dxaws_error *put(void *self, dxaws_context *context, const struct s3_bucket *bucket,
                        enum s3_part part, const json_t *value)
{
    struct memory_call call = {
        .account = self, .operation = memory_rules_operation(part, value), .bucket = bucket};
    dxaws_error *error = memory_call_begin(&call, context, true);
    return error ? error : memory_call_end(&call, put_now(&call, part, value));
}

static dxaws_error *remove_now(struct memory_call *call, const json_t *value)
{
    (void)value;
    dxaws_error *error = memory_call_check_access(call);
    if (error == NULL && json_array_size(json_object_get(call->document, MEMORY_OBJECTS)) > 0) {
        error = memory_call_refuse(call, DXAWS_ERROR_INVALID_STATE, "BucketNotEmpty", 409,
                                   "the bucket you tried to delete is not empty");
    }
    if (error == NULL) {
        dxaws_memory_remove(call->account, MEMORY_SERVICE, MEMORY_BUCKET, call->bucket->name);
    }
    return error;
}

static dxaws_error *remove_page(struct memory_call *call, const json_t *page, json_t *dropped)
{
    size_t i;
    json_t *version;
    dxaws_error *error = memory_call_check_access(call);
    json_array_foreach((json_t *)(uintptr_t)page, i, version) {
        error = error ? error : memory_objects_remove(call, version, dropped);
    }
    return error ? error : memory_call_store(call);
}

static dxaws_error *delete_objects(void *self, dxaws_context *context,
                                   const struct s3_bucket *bucket, const json_t *page)
{
    struct memory_call call = {.account = self, .operation = "DeleteObjects", .bucket = bucket};
    json_t *dropped = json_array();
    dxaws_error *error = memory_call_begin(&call, context, true);
    if (error == NULL) {
        error = memory_call_end(&call, dropped ? remove_page(&call, page, dropped)
                                               : dxaws_error_out_of_memory());
    }
    memory_objects_collect(self, context, dropped);
    return error;
}

/* Takes the first uploads off, as many as there are in the page. */
static dxaws_error *abort_uploads_now(struct memory_call *call, const json_t *page)
{
    json_t *held = json_object_get(call->document, MEMORY_UPLOADS);
    dxaws_error *error = memory_call_check_access(call);
    for (size_t i = json_array_size(page); i > 0 && error == NULL; i--) {
        json_array_remove(held, 0);
    }
    return error ? error : memory_call_store(call);
}

static dxaws_error *contents(void *self, dxaws_context *context, const struct s3_bucket *bucket,
                             enum s3_part part, json_t **page)
{
    bool versions = part == S3_PART_VERSIONS;
    struct memory_call call = {.account = self,
                               .operation =
                                   versions ? "ListObjectVersions" : "ListMultipartUploads",
                               .bucket = bucket};
    dxaws_error *error = memory_call_begin(&call, context, false);
    if (error != NULL) {
        return error;
    }
    const json_t *held = json_object_get(call.document, versions ? MEMORY_OBJECTS : MEMORY_UPLOADS);
    bool whole = true;
    *page = json_array();
    for (size_t i = 0; i < json_array_size(held) && i < PAGE; i++) {
        dx_append(&whole, *page, json_incref(json_array_get(held, i)));
    }
    error = memory_call_check_access(&call);
    error = memory_call_end(&call, error || (whole && *page) ? error : dxaws_error_out_of_memory());
    if (error != NULL) {
        json_decref(*page);
        *page = NULL;
    }
    return error;
}

/* The service's function of an operation. */
#define WRITE(function, name, run)                                                                 \
    static dxaws_error *function(void *self, dxaws_context *context,                               \
                                 const struct s3_bucket *bucket, const json_t *value)              \
    {                                                                                              \
        struct memory_call call = {.account = self, .operation = name, .bucket = bucket};          \
        return write_call(&call, context, run, value);                                             \
    }
WRITE(create, "CreateBucket", create_now)
WRITE(abort_uploads, "AbortMultipartUpload", abort_uploads_now)
WRITE(remove_bucket, "DeleteBucket", remove_now)

static dxaws_error *account_of(void *self, dxaws_context *context, bool asked,
                               char account[DXAWS_ACCOUNT_SIZE])
{
    (void)context;
    (void)asked;
    snprintf(account, DXAWS_ACCOUNT_SIZE, "%s", dxaws_memory_account_id(self));
    return NULL;
}

static void destroy(void *self)
{
    dxaws_memory_account_unref(self);
}

static const struct s3_service service = {
    .needs = "an account",
    .destroy = destroy,
    .ask = ask,
    .account = account_of,
    .list = list,
    .create = create,
    .put = put,
    .contents = contents,
    .delete_objects = delete_objects,
    .abort_uploads = abort_uploads,
    .remove = remove_bucket,
};

dxaws_error *dxaws_s3_provider_new_memory(dxaws_memory_account *account,
                                          dxaws_s3_provider **provider)
{
    return s3_service_provider_new("memory", &service, dxaws_memory_account_ref(account), provider);
}
