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

void dxaws_session_options_set_s3_path_style(dxaws_session_options *options, bool path_style)
{
    if (options) {
        options->calls.path_style = choice(path_style);
    }
}

void dxaws_session_options_set_s3_accelerate(dxaws_session_options *options, bool accelerate)
{
    if (options) {
        options->calls.accelerate = choice(accelerate);
    }
}

void dxaws_session_options_set_retry_adaptive(dxaws_session_options *options, bool adaptive)
{
    if (options) {
        options->calls.adaptive = choice(adaptive);
    }
}

void dxaws_session_options_set_retry_2_0(dxaws_session_options *options, bool retry_2_0)
{
    if (options) {
        options->calls.retry_2_0 = choice(retry_2_0);
    }
}

void dxaws_session_options_set_request_checksum(dxaws_session_options *options, bool when_supported)
{
    if (options) {
        options->calls.request_checksum = choice(when_supported);
    }
}

void dxaws_session_options_set_response_checksum(dxaws_session_options *options,
                                                 bool when_supported)
{
    if (options) {
        options->calls.response_checksum = choice(when_supported);
    }
}
