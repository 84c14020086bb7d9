/* SPDX-License-Identifier: MIT */
/* Widgets of the simulated account: one document each, with the rules of the service. */
#include <dxaws/extend/error.h>
#include <dxaws/extend/memory.h>
#include <dxaws/extend/tree.h>
#include <dxaws/extend/widget.h>
#include <dxaws/kit/json.h>
#include <dxaws/widget-providers.h>

#include <stdlib.h>

#define SERVICE "widget"
#define TYPE "widget"

/* One simulated call on one widget. */
struct call {
    dxaws_memory_account *account;
    const char *name;
    json_t *document; /* NULL when there is none */
};

static dxaws_error *begin(struct call *call, dxaws_context *context, const char *operation,
                          bool write)
{
    dxaws_error *error = dxaws_memory_call(call->account, context, SERVICE, operation, write);
    error = error ? error : dxaws_memory_begin(call->account, context);
    if (error == NULL) {
        const char *text = dxaws_memory_get(call->account, SERVICE, TYPE, call->name);
        call->document = text ? json_loads(text, 0, NULL) : NULL;
    }
    return error;
}

/* Keeps what was done, unless there was an error. */
static dxaws_error *end(struct call *call, dxaws_error *error)
{
    json_decref(call->document);
    if (error != NULL) {
        dxaws_memory_abort(call->account);
        return error;
    }
    return dxaws_memory_commit(call->account);
}

static dxaws_error *store(const struct call *call)
{
    char *text = json_dumps(call->document, JSON_COMPACT);
    dxaws_error *error = text ? dxaws_memory_put(call->account, SERVICE, TYPE, call->name, text)
                              : dxaws_error_out_of_memory();
    free(text);
    return error;
}

static dxaws_error *get_current(void *self, dxaws_context *context,
                                const dxaws_widget_desired *wanted, dxaws_widget_current *current)
{
    struct call call = {.account = self, .name = dxaws_widget_desired_name(wanted)};
    dxaws_error *error = begin(&call, context, "DescribeWidget", false);
    if (error != NULL) {
        return error;
    }
    dxaws_widget_current_set_exists(current, call.document != NULL);
    if (call.document != NULL) { /* it is kept in the form of a Current */
        error = dxaws_widget_current_assign_tree(current, call.document);
    }
    return end(&call, error);
}

static dxaws_error *create(struct call *call, const json_t *payload, dxaws_widget_current *observed)
{
    (void)payload;
    if (call->document == NULL) { /* else an earlier run was interrupted here */
        call->document = dxaws_widget_initial_tree();
        json_object_set_new(call->document, "arn", json_sprintf("arn:aws:widget:::%s", call->name));
    }
    dxaws_widget_current_set_exists(observed, true);
    dxaws_widget_current_set_arn(observed, dx_text(call->document, "arn"));
    return call->document ? store(call) : dxaws_error_out_of_memory();
}

static dxaws_error *put(struct call *call, const json_t *payload, const char *member)
{
    if (call->document == NULL) {
        return dxaws_memory_refusal(DXAWS_ERROR_NOT_FOUND, SERVICE, "UpdateWidget", call->name,
                                    "NoSuchWidget", 404, "it does not exist");
    }
    json_object_set(call->document, member, json_object_get(payload, member));
    return store(call);
}

static dxaws_error *put_note_on(struct call *call, const json_t *payload,
                                dxaws_widget_current *observed)
{
    (void)observed;
    return put(call, payload, "note");
}

static dxaws_error *put_tags_on(struct call *call, const json_t *payload,
                                dxaws_widget_current *observed)
{
    (void)observed;
    return put(call, payload, "tags");
}

static dxaws_error *delete_it(struct call *call, const json_t *payload,
                              dxaws_widget_current *observed)
{
    (void)payload;
    dxaws_memory_remove(call->account, SERVICE, TYPE, call->name);
    dxaws_widget_current_set_exists(observed, false);
    return NULL;
}

/* One writing call. */
static dxaws_error *write_with(void *self, dxaws_context *context, const dxaws_action *action,
                               const char *operation, dxaws_widget_current *observed,
                               dxaws_error *(*function)(struct call *call, const json_t *payload,
                                                        dxaws_widget_current *observed))
{
    const json_t *payload = dxaws_action_payload_tree(action);
    struct call call = {.account = self, .name = dx_text(payload, "name")};
    dxaws_error *error = begin(&call, context, operation, true);
    return error ? error : end(&call, function(&call, payload, observed));
}

static dxaws_error *create_widget(void *self, dxaws_context *context, const dxaws_action *action,
                                  dxaws_widget_current *observed)
{
    return write_with(self, context, action, "CreateWidget", observed, create);
}

static dxaws_error *put_note(void *self, dxaws_context *context, const dxaws_action *action,
                             dxaws_widget_current *observed)
{
    return write_with(self, context, action, "PutNote", observed, put_note_on);
}

static dxaws_error *put_tags(void *self, dxaws_context *context, const dxaws_action *action,
                             dxaws_widget_current *observed)
{
    return write_with(self, context, action, "TagWidget", observed, put_tags_on);
}

static dxaws_error *delete_widget(void *self, dxaws_context *context, const dxaws_action *action,
                                  dxaws_widget_current *observed)
{
    return write_with(self, context, action, "DeleteWidget", observed, delete_it);
}

static void release(void *self)
{
    dxaws_memory_account_unref(self);
}

dxaws_error *dxaws_widget_provider_new_memory(dxaws_memory_account *account,
                                              dxaws_widget_provider **provider)
{
    static const dxaws_widget_provider_ops ops = {
        .size = sizeof ops,
        .name = "memory",
        .destroy = release,
        .get_current = get_current,
        .create_widget = create_widget,
        .put_note = put_note,
        .put_tags = put_tags,
        .delete_widget = delete_widget,
    };
    if (account == NULL) {
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, SERVICE,
                               DXAWS_MODULE_ERROR_INVALID_PROVIDER,
                               "widget: the memory provider needs an account");
    }
    dxaws_error *error =
        dxaws_widget_provider_new(&ops, dxaws_memory_account_ref(account), provider);
    if (error != NULL) {
        dxaws_memory_account_unref(account);
    }
    return error;
}
