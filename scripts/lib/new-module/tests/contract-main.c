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
    DXAWS_AUTO(dxaws_widget_provider) inner = NULL;
    dxaws_error *error = dxaws_memory_account_new(NULL, NULL, &memory->account);
    error = error ? error : dxaws_widget_provider_new_memory(memory->account, &inner);
    return error ? error
                 : dx_contract_wrap(memory->kind, memory->folder, "widget", memory->opened++,
                                    dxaws_widget_provider_base(inner), (dxaws_provider **)provider);
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

DX_CONTRACT_SUITE(dxaws_widget_contract)

static int run_memory(const char *kind, const char *folder)
{
    struct memory memory = {.kind = kind, .folder = folder};
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
    return run_suite(&fixture);
}

int main(int count, char **arguments)
{
    const struct dx_contract_program program = {"widget", run_memory, NULL};
    return dx_contract_main(&program, count, arguments);
}
