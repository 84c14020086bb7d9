/* SPDX-License-Identifier: MIT */
#include "host.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include <dxaws/acm.h>
#include <dxaws/cloudfront-function.h>
#include <dxaws/cloudfront.h>
#include <dxaws/dns.h>
#include <dxaws/s3-content.h>
#include <dxaws/s3.h>
#include <dxaws/website.h>

#include "error-codes.h"

/* In the order of their dependences: each works through those before it. */
static const dxaws_module *(*const linked[HOST_MODULES])(void) = {
    dxaws_s3_module,      dxaws_s3_content_module, dxaws_dns_module,
    dxaws_acm_module,     dxaws_cloudfront_module, dxaws_cloudfront_function_module,
    dxaws_website_module,
};

/* Kept of the deadline, to answer with an error of our own instead of being killed. */
static const long long MARGIN_MS = 500;
/* How much faster than the real time that of a simulated account is. */
static const double MEMORY_SPEED = 60.0;
static const double MOST_SPEED = 1000.0;
static const int64_t MOST_IDLE_MS = 600000;

static dxaws_error *wrong_setting(const char *name, const char *value, const char *right)
{
    return dxaws_error_new(DXAWS_ERROR_INVALID_ARGUMENT, "lambda",
                           DXAWS_LAMBDA_ERROR_INVALID_SETTING, "%s is \"%s\"; it must be %s", name,
                           value, right);
}

/* The index of the module that a name begins with, up to the dot; HOST_MODULES for none. */
static size_t module_of(const char *name, size_t length)
{
    size_t index = 0;
    while (index < HOST_MODULES && (strlen(linked[index]()->name) != length ||
                                    strncmp(linked[index]()->name, name, length) != 0)) {
        index++;
    }
    return index;
}

/* Each of the list is "*", or has a module of this program before its dot. */
static dxaws_error *check_handler(const char *handler)
{
    size_t length = 0;
    for (const char *at = handler; at[0] != '\0' || at == handler; at += length) {
        at += *at == ',' && at != handler;
        length = strcspn(at, ",");
        size_t dot = strcspn(at, ".,");
        bool all = length == 1 && *at == '*';
        if (!all && (dot + 1 >= length || module_of(at, dot) == HOST_MODULES)) {
            return wrong_setting("the function's handler (_HANDLER)", handler,
                                 "a list of operations such as \"s3.*\" or "
                                 "\"website.plan,website.step\"");
        }
    }
    return NULL;
}

/* How much faster time runs where a test says so; an invocation begins at the real one. */
static dxaws_error *read_speed(struct host *host)
{
    const char *text = getenv("DXAWS_CLOCK_SPEED");
    char *end = NULL;
    host->speed = text && text[0] != '\0' ? strtod(text, &end) : 1;
    return end == NULL || (*end == '\0' && host->speed >= 1 && host->speed <= MOST_SPEED)
               ? NULL
               : wrong_setting("DXAWS_CLOCK_SPEED", text, "a number from 1 to 1000");
}

/* Where sites are looked at, in the place of their distributions. */
static dxaws_error *read_edge(struct host *host)
{
    const char *text = getenv("DXAWS_EDGE");
    host->edge = text && text[0] != '\0' ? text : NULL;
    const char *colon = host->edge ? strrchr(text, ':') : NULL;
    long port = colon ? strtol(colon + 1, NULL, 10) : 0;
    return host->edge == NULL || (colon != text && port > 0 && port < 65536)
               ? NULL
               : wrong_setting("DXAWS_EDGE", text, "HOST:PORT such as \"127.0.0.1:8443\"");
}

static dxaws_error *open_adapter(struct host *host)
{
    const char *adapter = getenv("DXAWS_ADAPTER");
    dxaws_error *error = dxaws_session_new(NULL, &host->session); /* the collector's also */
    if (error != NULL || adapter == NULL || adapter[0] == '\0' || strcmp(adapter, "aws") == 0) {
        return error;
    }
    if (strcmp(adapter, "memory") == 0 || strncmp(adapter, "memory=", strlen("memory=")) == 0) {
        const char *file = strchr(adapter, '=');
        host->account_file = file ? file + 1 : NULL;
        return dxaws_memory_account_new(host->account_file, NULL, &host->account);
    }
    return wrong_setting("DXAWS_ADAPTER", adapter, "\"aws\", \"memory\" or \"memory=FILE\"");
}

/* The manager of that name among those that are open; NULL for none. */
static dxaws_manager *manager_named(const struct host *host, const char *name)
{
    size_t index = module_of(name, strlen(name));
    return index < HOST_MODULES ? host->modules[index].manager : NULL;
}

static dxaws_error *open_module(struct host *host, size_t index)
{
    const dxaws_module *module = linked[index]();
    dxaws_manager *used[HOST_MODULES] = {NULL};
    const dxaws_provider_parts *parts =
        DXAWS_PROVIDER_PARTS(.session = host->session, .account = host->account);
    dxaws_error *error = NULL;
    host->modules[index].module = module;
    if (module->make != NULL) {
        error = module->make(module, host->account ? "memory" : "aws", parts,
                             &host->modules[index].provider);
    }
    for (size_t i = 0; module->uses[i] != NULL && i < HOST_MODULES; i++) {
        used[i] = manager_named(host, module->uses[i]);
    }
    return error ? error
                 : module->open(module, host->modules[index].provider, used,
                                &host->modules[index].manager);
}

dxaws_error *host_open(struct host *host)
{
    const char *handler = getenv("_HANDLER");
    const char *bucket = getenv("DXAWS_STATE_BUCKET");
    *host = (struct host){.handler = handler ? handler : "",
                          .state_bucket = bucket && bucket[0] != '\0' ? bucket : NULL};
    dxaws_error *error = check_handler(host->handler);
    error = error ? error : read_speed(host);
    error = error ? error : read_edge(host);
    error = error ? error : open_adapter(host);
    host->speed = host->account ? MEMORY_SPEED : host->speed;
    for (size_t i = 0; error == NULL && i < HOST_MODULES; i++) {
        error = open_module(host, i);
    }
    return error;
}

void host_close(struct host *host)
{
    for (size_t i = HOST_MODULES; i-- > 0;) {
        if (host->modules[i].manager != NULL) {
            host->modules[i].module->unref(host->modules[i].manager);
        }
        dxaws_provider_unref(host->modules[i].provider);
    }
    dxaws_memory_account_unref(host->account);
    dxaws_session_unref(host->session);
    *host = (struct host){.handler = ""};
}

bool host_may(const struct host *host, const char *operation)
{
    size_t length = 0;
    for (const char *at = host->handler; *at != '\0'; at += length + (at[length] == ',')) {
        length = strcspn(at, ",");
        bool any = length > 0 && at[length - 1] == '*';
        if (any ? strncmp(operation, at, length - 1) == 0
                : strlen(operation) == length && strncmp(operation, at, length) == 0) {
            return true;
        }
    }
    return false;
}

const char *host_only(const struct host *host)
{
    return strpbrk(host->handler, "*,") == NULL ? host->handler : NULL;
}

static int64_t since_ms(const struct timespec *then)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (now.tv_sec - then->tv_sec) * 1000LL + (now.tv_nsec - then->tv_nsec) / 1000000;
}

/* How much time went by in the account since anybody wrote to it: functions come and go while what
 * they began goes on, as with AWS. Not for ever, so that certificates of a forgotten account last.
 */
static int64_t passed_ms(const struct host *host)
{
    struct stat written;
    if (host->account_file == NULL || stat(host->account_file, &written) != 0) {
        return 0;
    }
    int64_t passed = since_ms(&written.st_mtim);
    passed = passed < 0 ? 0 : passed > MOST_IDLE_MS ? MOST_IDLE_MS : passed;
    return (int64_t)((double)passed * MEMORY_SPEED);
}

/* The account's time goes on where it was left by whichever process, never backwards. */
static dxaws_error *set_memory_clock(const struct host *host, dxaws_context *context)
{
    int64_t seen_ms = 0;
    dxaws_error *error = dxaws_memory_account_get_clock_ms(host->account, context, &seen_ms);
    int64_t now_ms = dxaws_context_now_ms(context);
    seen_ms += passed_ms(host);
    return error ? error
                 : dxaws_context_set_scaled_clock(context, MEMORY_SPEED,
                                                  seen_ms > now_ms ? seen_ms : now_ms);
}

dxaws_error *host_context(const struct host *host, long long deadline_ms, dxaws_sink *sink,
                          dxaws_context **context)
{
    dxaws_context *made = dxaws_context_new();
    dxaws_error *error = made ? NULL : dxaws_error_out_of_memory();
    if (error == NULL && host->account != NULL) {
        error = set_memory_clock(host, made);
    } else if (error == NULL && host->speed > 1) {
        error = dxaws_context_set_scaled_clock(made, host->speed, 0);
    }
    if (error != NULL) {
        dxaws_context_unref(made);
        return error;
    }
    if (deadline_ms > 0) {
        long long left = deadline_ms - MARGIN_MS - since_ms(&(struct timespec){.tv_sec = 0});
        dxaws_context_set_timeout_ms(made, left > 0 ? (int64_t)((double)left * host->speed) : 0);
    }
    dxaws_context_set_sink(made, sink);
    *context = made;
    return NULL;
}
