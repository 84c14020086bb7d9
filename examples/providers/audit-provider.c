/* SPDX-License-Identifier: MIT */
/* An audit log around any provider of any module. Written with public headers alone, once for all
 * modules: it looks into no document. */
#include "audit-provider.h"

#include <stdlib.h>

struct audit {
    dxaws_provider *inner;
    FILE *log;
};

/* What JSON does not allow in a text becomes '?': a log is for reading. */
static void put_text(FILE *log, const char *name, const char *text)
{
    fprintf(log, "\"%s\":\"", name);
    for (; *text != '\0'; text++) {
        bool plain = (unsigned char)*text >= ' ' && *text != '"' && *text != '\\';
        fputc(plain ? *text : '?', log);
    }
    fputc('"', log);
}

/* Passes @error on. The lock of the stream keeps the lines of several threads apart. */
static dxaws_error *note(struct audit *audit, const char *operation, const char *resource,
                         dxaws_error *error)
{
    flockfile(audit->log);
    fputc('{', audit->log);
    put_text(audit->log, "module", dxaws_provider_module(audit->inner)->name);
    fputc(',', audit->log);
    put_text(audit->log, "operation", operation);
    fputc(',', audit->log);
    put_text(audit->log, "resource", resource);
    fputc(',', audit->log);
    put_text(audit->log, "outcome", error ? "failed" : "done");
    fputc(',', audit->log);
    put_text(audit->log, "error", error ? dxaws_error_code(error) : "");
    fputs("}\n", audit->log);
    fflush(audit->log);
    funlockfile(audit->log);
    return error;
}

static dxaws_error *audit_read(void *self, dxaws_context *context, const dxaws_document *wanted,
                               dxaws_document **observed)
{
    struct audit *audit = self;
    return note(audit, "read", "", dxaws_provider_read(audit->inner, context, wanted, observed));
}

static dxaws_error *audit_perform(void *self, dxaws_context *context, const dxaws_action *action,
                                  const dxaws_document *before, dxaws_document **after)
{
    struct audit *audit = self;
    return note(audit, dxaws_action_kind(action), dxaws_action_resource(action),
                dxaws_provider_perform(audit->inner, context, action, before, after));
}

static bool audit_supports(void *self, const char *kind)
{
    struct audit *audit = self;
    return dxaws_provider_supports(audit->inner, kind);
}

static void audit_destroy(void *self)
{
    struct audit *audit = self;
    dxaws_provider_unref(audit->inner);
    free(audit);
}

static const dxaws_provider_ops audit_ops = {
    .size = sizeof audit_ops,
    .name = "audit",
    .destroy = audit_destroy,
    .read = audit_read,
    .perform = audit_perform,
    .supports = audit_supports,
};

dxaws_error *audit_provider_new(dxaws_provider *inner, FILE *log, dxaws_provider **provider)
{
    struct audit *audit = calloc(1, sizeof *audit);
    if (audit == NULL) {
        return dxaws_error_out_of_memory();
    }
    audit->inner = dxaws_provider_ref(inner);
    audit->log = log;
    dxaws_error *error =
        dxaws_provider_new(dxaws_provider_module(inner), &audit_ops, audit, provider);
    if (error != NULL) {
        audit_destroy(audit);
    }
    return error;
}
