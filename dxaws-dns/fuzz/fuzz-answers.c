/* SPDX-License-Identifier: MIT */
/* Any bytes as an answer of Route53: read whole or refused as PROTOCOL, and what is read can be
 * brought into canonical form. */
#include <stdlib.h>

#include <dxaws/kit/fuzz-main.h>

#include "providers/aws-shapes.h"
#include "records.h"

static void expect_protocol(dxaws_error *error)
{
    if (error != NULL && dxaws_error_get_kind(error) != DXAWS_ERROR_PROTOCOL) {
        abort();
    }
    dxaws_error_free(error);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *body = (const char *)data;
    struct aws_zone_cursor zone = {0};
    struct aws_record_cursor record = {0};
    char *id = NULL;
    char *status = NULL;
    json_t *zones = json_array();
    json_t *records = json_array();
    expect_protocol(aws_read_zones(body, size, zones, &zone));
    expect_protocol(aws_read_zone(body, size, zones));
    expect_protocol(aws_read_records(body, size, records, &record));
    expect_protocol(aws_read_change("GetChange", body, size, &id, &status));
    size_t index;
    json_t *found;
    json_array_foreach(records, index, found) {
        dxaws_error_free(dns_record_normalise_observed(found));
    }
    aws_zone_cursor_clear(&zone);
    aws_record_cursor_clear(&record);
    free(id);
    free(status);
    json_decref(zones);
    json_decref(records);
    return 0;
}
