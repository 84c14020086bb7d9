/* SPDX-License-Identifier: MIT */
/* Converges a bucket, and tells others what happens meanwhile: rules on a bus of EventBridge, and a
 * collector of OpenTelemetry.
 *   ./send-events my-bucket my-bus http://localhost:4318 */
#include <dxaws/s3-providers.h>
#include <dxaws/sinks.h>

#include <stdio.h>
#include <stdlib.h>

static dxaws_error *open_sinks(dxaws_session *session, const char *bus, const char *collector,
                               dxaws_sink **both)
{
    DXAWS_AUTO(dxaws_sink) bridge = NULL;
    DXAWS_AUTO(dxaws_sink) otlp = NULL;
    dxaws_error *error = dxaws_sink_new_eventbridge(session, bus, &bridge);
    error = error ? error : dxaws_sink_new_otlp(session, collector, &otlp);
    return error ? error : dxaws_sink_new_tee(bridge, otlp, both);
}

static dxaws_error *converge(dxaws_session *session, dxaws_context *context, const char *name)
{
    DXAWS_AUTO(dxaws_s3_provider) provider = NULL;
    DXAWS_AUTO(dxaws_s3_manager) manager = NULL;
    DXAWS_AUTO(dxaws_s3_result) result = NULL;
    DXAWS_AUTO(dxaws_s3_desired) desired = dxaws_s3_desired_new(name, "eu-west-1");
    dxaws_error *error = dxaws_s3_provider_new_aws(session, &provider);
    error = error ? error : dxaws_s3_manager_new(provider, NULL, &manager);
    return error ? error : dxaws_s3_manager_execute(manager, context, desired, NULL, &result);
}

/* What nobody was told does not fail what was done. */
static void print_lost(dxaws_sink *sink)
{
    char *why = NULL;
    dxaws_sink_flush(sink);
    unsigned long long lost = dxaws_sink_lost(sink, &why);
    printf("%llu events were lost%s%s\n", lost, why ? ": " : "", why ? why : "");
    free(why);
}

int main(int count, char **arguments)
{
    if (count != 4) {
        fprintf(stderr, "usage: send-events BUCKET BUS COLLECTOR\n");
        return 64;
    }
    DXAWS_AUTO(dxaws_session) session = NULL;
    DXAWS_AUTO(dxaws_context) context = dxaws_context_new();
    DXAWS_AUTO(dxaws_sink) sink = NULL;
    DXAWS_AUTO(dxaws_error) error = dxaws_session_new(NULL, &session);
    error = error ? error : open_sinks(session, arguments[2], arguments[3], &sink);
    if (error == NULL) {
        dxaws_context_set_sink(context, sink);
        error = converge(session, context, arguments[1]);
        print_lost(sink);
    }
    if (error != NULL) {
        fprintf(stderr, "send-events: %s\n", dxaws_error_message(error));
    }
    return error != NULL;
}
