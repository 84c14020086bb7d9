/* SPDX-License-Identifier: MIT */
/* The simulated account: resources as documents, in transactions, optionally kept in a file. */
#include <dxaws/error-codes.h>
#include <dxaws/extend/error.h>
#include <dxaws/extend/memory.h>
#include <dxaws/extend/tree.h>
#include <dxaws/memory.h>

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <jansson.h>

#include "memory-changes.h"
#include "memory-file.h"
#include "memory-names.h"
#include "memory-private.h"

enum { CLOCK_STEP_MS = 1000, SLICE_NS = 10000000, SECOND_NS = 1000000000 };

/* A text lent to the holder of the transaction. */
struct loan {
    struct loan *next;
    char *text;
};

struct dxaws_memory_account {
    atomic_int references;
    pthread_mutex_t lock; /* held for the whole of a transaction */
    struct memory_file file;
    json_t *document;
    struct memory_changes changes; /* what abort() takes back */
    struct memory_names names;
    struct loan *loans;
    bool out_of_memory; /* in this transaction: what it saw may be wrong */
    int64_t now_ms;
    dxaws_context *context; /* of the transaction */
    struct memory_calls calls;
};

static json_t *empty_document(void)
{
    return json_pack("{si ss sI s{} s{}}", "dxaws_memory", 1, "account", "123456789012", "clock_ms",
                     (json_int_t)0, "numbers", "resources");
}

dxaws_error *dxaws_memory_account_new(const char *path, dxaws_context *context,
                                      dxaws_memory_account **account)
{
    dxaws_memory_account *made = calloc(1, sizeof *made);
    if (made == NULL) {
        return dxaws_error_out_of_memory();
    }
    atomic_init(&made->references, 1);
    pthread_mutex_init(&made->lock, NULL);
    pthread_mutex_init(&made->calls.lock, NULL);
    made->document = empty_document();
    dxaws_error *error =
        made->document ? memory_file_open(&made->file, path) : dxaws_error_out_of_memory();
    if (error == NULL) {
        /* A file that is not an account is found out now rather than at the first call. */
        error = dxaws_memory_begin(made, context);
        if (error == NULL) {
            dxaws_memory_abort(made);
        }
    }
    if (error != NULL) {
        dxaws_memory_account_unref(made);
        return error;
    }
    *account = made;
    return NULL;
}

dxaws_memory_account *dxaws_memory_account_ref(dxaws_memory_account *account)
{
    if (account != NULL) {
        atomic_fetch_add(&account->references, 1);
    }
    return account;
}

dxaws_memory_account *dxaws_memory_account_unref(dxaws_memory_account *account)
{
    if (account != NULL && atomic_fetch_sub(&account->references, 1) == 1) {
        memory_file_close(&account->file);
        json_decref(account->document);
        pthread_mutex_destroy(&account->lock);
        pthread_mutex_destroy(&account->calls.lock);
        json_decref(account->calls.faults);
        free(account);
    }
    return NULL;
}

const char *dxaws_memory_account_id(const dxaws_memory_account *account)
{
    (void)account; /* one number for all: examples, recordings and tests stay alike */
    return "123456789012";
}

const char *dxaws_memory_account_path(const dxaws_memory_account *account)
{
    return account->file.path;
}

struct memory_calls *memory_calls_of(dxaws_memory_account *account)
{
    return &account->calls;
}

static int64_t clock_of(const json_t *document)
{
    return json_integer_value(json_object_get(document, "clock_ms"));
}

/* Waits in real time, which another thread's transaction takes whatever the context's clock says.
 */
static dxaws_error *wait_for_thread(dxaws_memory_account *account, const dxaws_context *context)
{
    while (pthread_mutex_trylock(&account->lock) != 0) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += SLICE_NS;
        if (until.tv_nsec >= SECOND_NS) {
            until.tv_sec++;
            until.tv_nsec -= SECOND_NS;
        }
        if (pthread_mutex_timedlock(&account->lock, &until) == 0) {
            break;
        }
        dxaws_error *error = dxaws_context_check(context);
        if (error != NULL) {
            return error;
        }
    }
    return NULL;
}

dxaws_error *dxaws_memory_begin(dxaws_memory_account *account, dxaws_context *context)
{
    json_t *fresh = NULL;
    dxaws_error *error = wait_for_thread(account, context);
    if (error != NULL) {
        return error;
    }
    error = memory_file_lock(&account->file, context, &fresh);
    if (error != NULL) {
        pthread_mutex_unlock(&account->lock);
        return error;
    }
    account->context = context;
    account->out_of_memory = false;
    if (fresh != NULL) {
        json_decref(account->document);
        account->document = fresh;
    }
    int64_t now = dxaws_context_now_ms(context);
    int64_t clock = clock_of(account->document);
    account->now_ms = now > clock ? now : clock;
    return NULL;
}

static void end(dxaws_memory_account *account)
{
    memory_names_forget(&account->names);
    memory_changes_keep(&account->changes);
    while (account->loans != NULL) {
        struct loan *loan = account->loans;
        account->loans = loan->next;
        free(loan->text);
        free(loan);
    }
    account->calls.current = (struct memory_request){.service = NULL};
    memory_file_unlock(&account->file);
    pthread_mutex_unlock(&account->lock);
}

void dxaws_memory_abort(dxaws_memory_account *account)
{
    if (!memory_changes_undo(&account->changes)) {
        memory_file_forget(&account->file); /* it has what could not come back */
    }
    end(account);
}

/* All changes are made so, that abort() can take them back; takes @a value over, NULL removes. */
static bool change(dxaws_memory_account *account, json_t *object, const char *key, json_t *value)
{
    memory_names_forget(&account->names);
    bool made = memory_change(&account->changes, object, key, value);
    account->out_of_memory |= !made;
    return made;
}

void memory_ran_out(dxaws_memory_account *account)
{
    account->out_of_memory = true;
}

bool memory_is_out(const dxaws_memory_account *account)
{
    return account->out_of_memory;
}

dxaws_error *dxaws_memory_commit(dxaws_memory_account *account)
{
    if (account->out_of_memory) {
        dxaws_memory_abort(account);
        return dxaws_error_out_of_memory();
    }
    /* Polling a simulated wait changes nothing but time, which must not run backwards either. */
    bool late = account->now_ms - clock_of(account->document) >= CLOCK_STEP_MS;
    if (account->changes.last == NULL && !(late && memory_file_exists(&account->file))) {
        end(account);
        return NULL;
    }
    dxaws_error *error = dxaws_context_check(account->context);
    if (error != NULL) {
        dxaws_memory_abort(account);
        return error;
    }
    json_t *now = json_integer(account->now_ms);
    if (now == NULL || !change(account, account->document, "clock_ms", now)) {
        dxaws_memory_abort(account);
        return dxaws_error_out_of_memory();
    }
    memory_changes_settle(&account->changes);
    error = memory_file_write(&account->file, account->document);
    if (error != NULL) {
        dxaws_memory_abort(account);
        return error;
    }
    end(account);
    return NULL;
}

int64_t dxaws_memory_now_ms(const dxaws_memory_account *account)
{
    return account->now_ms;
}

dxaws_error *dxaws_memory_account_get_clock_ms(dxaws_memory_account *account,
                                               dxaws_context *context, int64_t *clock_ms)
{
    dxaws_error *error = dxaws_memory_begin(account, context);
    if (error == NULL) {
        *clock_ms = clock_of(account->document);
        dxaws_memory_abort(account);
    }
    return error;
}

dxaws_error *dxaws_memory_account_reset(dxaws_memory_account *account, dxaws_context *context)
{
    dxaws_error *error = dxaws_memory_begin(account, context);
    if (error != NULL) {
        return error;
    }
    json_t *empty = json_object();
    if (empty == NULL || !change(account, account->document, "resources", empty)) {
        dxaws_memory_abort(account);
        return dxaws_error_out_of_memory();
    }
    return dxaws_memory_commit(account);
}

/* The resources of one type, or NULL; made when asked to. */
static json_t *table(dxaws_memory_account *account, const char *service, const char *type,
                     bool make)
{
    json_t *level = json_object_get(account->document, "resources");
    const char *const names[] = {service, type};
    for (int i = 0; i < 2 && level != NULL; i++) {
        json_t *next = json_object_get(level, names[i]);
        if (next == NULL && make) {
            next = json_object();
            if (next == NULL || !change(account, level, names[i], next)) {
                return NULL;
            }
        }
        level = next;
    }
    return level;
}

static const char *lend(dxaws_memory_account *account, const json_t *value)
{
    struct loan *loan = value ? calloc(1, sizeof *loan) : NULL;
    if (loan == NULL) {
        account->out_of_memory |= value != NULL;
        return NULL;
    }
    loan->text = json_dumps(value, JSON_COMPACT);
    loan->next = account->loans;
    account->loans = loan;
    account->out_of_memory |= loan->text == NULL;
    return loan->text;
}

const char *dxaws_memory_get(dxaws_memory_account *account, const char *service, const char *type,
                             const char *id)
{
    return lend(account, memory_find(account, service, type, id));
}

const json_t *memory_find(dxaws_memory_account *account, const char *service, const char *type,
                          const char *id)
{
    const json_t *found = json_object_get(table(account, service, type, false), id);
    return json_is_null(found) ? NULL : found;
}

dxaws_error *dxaws_memory_put(dxaws_memory_account *account, const char *service, const char *type,
                              const char *id, const char *json)
{
    json_error_t where;
    json_t *value = json_loads(json, JSON_REJECT_DUPLICATES, &where);
    if (value == NULL && dxaws_tree_out_of_memory(&where, json)) {
        return dxaws_error_out_of_memory();
    }
    return memory_put(account, service, type, id, value);
}

dxaws_error *memory_put(dxaws_memory_account *account, const char *service, const char *type,
                        const char *id, json_t *value)
{
    if (!json_is_object(value)) {
        json_decref(value);
        return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "core", "InvalidDocument",
                               "%s %s \"%s\": the document must be a JSON object", service, type,
                               id);
    }
    json_t *resources = table(account, service, type, true);
    if (resources == NULL) {
        account->out_of_memory = true;
        json_decref(value);
        return dxaws_error_out_of_memory();
    }
    memory_tell_change(account, service, type, id, value);
    return change(account, resources, id, value) ? NULL : dxaws_error_out_of_memory();
}

void dxaws_memory_remove(dxaws_memory_account *account, const char *service, const char *type,
                         const char *id)
{
    if (memory_find(account, service, type, id) != NULL) {
        memory_tell_change(account, service, type, id, NULL);
        change(account, table(account, service, type, false), id, NULL);
    }
}

const char *memory_id_at(dxaws_memory_account *account, const char *service, const char *type,
                         size_t index)
{
    json_t *resources = table(account, service, type, false);
    if (resources == NULL) {
        return NULL;
    }
    if (account->names.resources != resources && !memory_names_sort(&account->names, resources)) {
        account->out_of_memory = true;
        return NULL;
    }
    return index < account->names.count ? account->names.ids[index] : NULL;
}

bool dxaws_memory_at(dxaws_memory_account *account, const char *service, const char *type,
                     size_t index, const char **id, const char **json)
{
    *id = memory_id_at(account, service, type, index);
    *json = *id ? dxaws_memory_get(account, service, type, *id) : NULL;
    return *json != NULL;
}

uint64_t dxaws_memory_next_number(dxaws_memory_account *account, const char *name)
{
    json_t *numbers = json_object_get(account->document, "numbers");
    json_int_t next = json_integer_value(json_object_get(numbers, name)) + 1;
    json_t *value = json_integer(next);
    account->out_of_memory |= value == NULL || !change(account, numbers, name, value);
    return account->out_of_memory ? 0 : (uint64_t)next;
}
