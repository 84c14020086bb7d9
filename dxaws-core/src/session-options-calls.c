/* SPDX-License-Identifier: MIT */
/* The options of a session that say how calls are made. */
#include <dxaws/session.h>

#include "settings.h"

static enum aws_choice choice(bool yes)
{
    return yes ? AWS_YES : AWS_NO;
}

void dxaws_session_options_set_fips(dxaws_session_options *options, bool fips)
{
    if (options) {
        options->calls.fips = choice(fips);
    }
}

void dxaws_session_options_set_dualstack(dxaws_session_options *options, bool dualstack)
{
    if (options) {
        options->calls.dualstack = choice(dualstack);
    }
}

void dxaws_session_options_set_s3_accelerate(dxaws_session_options *options, bool accelerate)
{
    if (options) {
        options->calls.accelerate = choice(accelerate);
    }
}

/* A mode with two values: which of them stands for yes. */
static enum aws_choice mode(int given, int yes)
{
    return given == 0 ? AWS_UNSET : choice(given == yes);
}

void dxaws_session_options_set_retry_mode(dxaws_session_options *options, dxaws_retry_mode given)
{
    if (options) {
        options->calls.adaptive = mode(given, DXAWS_RETRY_MODE_ADAPTIVE);
    }
}

void dxaws_session_options_set_retry_pace(dxaws_session_options *options, dxaws_retry_pace pace)
{
    if (options) {
        options->calls.retry_2_0 = mode(pace, DXAWS_RETRY_PACE_BEFORE_2026);
    }
}

void dxaws_session_options_set_bucket_addressing(dxaws_session_options *options,
                                                 dxaws_bucket_addressing addressing)
{
    if (options) {
        options->calls.path_style = addressing == DXAWS_BUCKET_ADDRESSING_AUTO
                                        ? AWS_EITHER
                                        : mode(addressing, DXAWS_BUCKET_ADDRESSING_PATH);
    }
}

void dxaws_session_options_set_request_checksum(dxaws_session_options *options,
                                                dxaws_checksum_mode given)
{
    if (options) {
        options->calls.request_checksum = mode(given, DXAWS_CHECKSUM_MODE_WHEN_SUPPORTED);
    }
}

void dxaws_session_options_set_response_checksum(dxaws_session_options *options,
                                                 dxaws_checksum_mode given)
{
    if (options) {
        options->calls.response_checksum = mode(given, DXAWS_CHECKSUM_MODE_WHEN_SUPPORTED);
    }
}
