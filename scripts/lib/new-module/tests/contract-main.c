/* SPDX-License-Identifier: MIT */
/* Runs the contract suite on one kind of provider: contract-main KIND, where KIND is memory,
 * dry-run, recording or replay. */
#include <dxaws/extend/memory.h>
#include <dxaws/kit/contract-main.h>
#include <dxaws/widget-contract.h>
#include <dxaws/widget-providers.h>

/* A simulated account for each case. */
struct memory {
    const char *kind;
    const char *folder; /* where recordings are */
    unsigned opened;    /* numbers them */
    dxaws_memory_account *account;
};

static dxaws_error *open_memory(void *self, dxaws_widget_provider **provider)
{
    struct memory *memory = self;
    char path[4096];
    DXAWS_AUTO(dxaws_widget_provider) inner = NULL;
    dxaws_error *error = dxaws_memory_account_new(NULL, NULL, &memory->account);
    error = error ? error : dxaws_widget_provider_new_memory(memory->account, &inner);
    snprintf(path, sizeof path, "%s/%u.jsonl", memory->folder ? memory->folder : "",
             memory->opened++);
    if (error == NULL && strcmp(memory->kind, "memory") == 0) {
        *provider = dxaws_widget_provider_ref(inner);
        return NULL;
    }
    return error
               ? error
               : dxaws_widget_provider_make(
                     memory->kind,
                     DXAWS_PROVIDER_PARTS(.inner = dxaws_widget_provider_base(inner), .path = path),
                     provider);
}

static void close_memory(void *self)
{
    struct memory *memory = self;
    memory->account = dxaws_memory_account_unref(memory->account);
}

static dxaws_error *break_memory(void *self, const char *name,
                                 dxaws_widget_contract_breakage breakage)
{
    const struct memory *memory = self;
    dxaws_error *error = dxaws_memory_begin(memory->account, NULL);
    if (error == NULL && breakage == DXAWS_WIDGET_BREAK_DELETE) {
        dxaws_memory_remove(memory->account, "widget", "widget", name);
    } else if (error == NULL) {
        error =
            dxaws_memory_put(memory->account, "widget", "widget", name,
                             "{\"note\":\"drifted\",\"tags\":{\"team\":\"web\"},\"arn\":\"a\"}");
    }
    return error ? error : dxaws_memory_commit(memory->account);
}

static dxaws_error *break_nothing(void *self, const char *name,
                                  dxaws_widget_contract_breakage breakage)
{
    (void)self;
    (void)name;
    (void)breakage;
    return NULL; /* what it made of the widget is in the recording */
}

static int run_memory(const char *kind, const char *folder)
{
    struct memory memory = {.kind = kind, .folder = folder};
    const dxaws_contract_options options = dx_contract_options();
    dxaws_contract_counts counts;
    const dxaws_widget_contract_fixture fixture = {
        .size = sizeof fixture,
        .self = &memory,
        .level = "0.9",
        .open = open_memory,
        .close = close_memory,
        .break_state = strcmp(kind, "replay") == 0 ? break_nothing : break_memory,
        /* Dry-run reads once, and then does not see what others do. */
        .lacks = strcmp(kind, "dry-run") == 0 ? DXAWS_WIDGET_LACKS_BREAKING : 0,
    };
    dxaws_error *error = dxaws_widget_contract_run_suite(&fixture, &options, &counts);
    return dx_contract_finish(error, &counts);
}

int main(int count, char **arguments)
{
    const struct dx_contract_program program = {"widget", run_memory, NULL};
    return dx_contract_main(&program, count, arguments);
}
