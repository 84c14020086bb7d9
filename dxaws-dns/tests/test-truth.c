/* SPDX-License-Identifier: MIT */
/* The simulated Route53 refuses what tests/aws/truth says that Route53 does, as the AWS double
 * does. */
#include <dxaws/kit/check.h>

#include "providers/memory-rules.h"

#include <dxaws/extend/dns.h>

/* A record set of a truth as the provider has it. */
static json_t *record_of(const json_t *truth)
{
    json_t *record = json_pack("{sO sO}", "name", json_object_get(truth, "Name"), "type",
                               json_object_get(truth, "Type"));
    const char *zone = json_string_value(json_object_get(truth, "Zone"));
    json_t *alias = json_object_get(truth, "Alias");
    if (alias != NULL) {
        json_object_set_new(record, "alias",
                            json_pack("{ss sO sb}", "zone_id", zone ? zone : "Z1", "dns_name",
                                      alias, "evaluate_target_health", 0));
    } else {
        json_object_set(record, "ttl_s", json_object_get(truth, "TTL"));
        json_object_set(record, "values", json_object_get(truth, "Values"));
    }
    return record;
}

static json_t *zone_of(const json_t *truth)
{
    json_t *records = json_array();
    size_t index;
    json_t *given;
    json_array_foreach(json_object_get(truth, "given"), index, given) {
        json_array_append_new(records, record_of(given));
    }
    return json_pack("{ss so}", "name", "example.com.", "records", records);
}

static json_t *changes_of(const json_t *truth)
{
    json_t *changes = json_array();
    size_t index;
    json_t *pair;
    json_array_foreach(json_object_get(truth, "changes"), index, pair) {
        const char *action = json_string_value(json_array_get(pair, 0));
        json_array_append_new(changes,
                              json_pack("{so}", strcmp(action, "DELETE") == 0 ? "before" : "after",
                                        record_of(json_array_get(pair, 1))));
    }
    return changes;
}

START_TEST(batches_are_refused_as_by_route53)
{
    json_t *truths = json_load_file(TRUTH "/records.json", 0, NULL);
    size_t index;
    size_t tried = 0;
    json_t *truth;
    json_array_foreach(truths, index, truth) {
        if (json_is_true(json_object_get(truth, "wire"))) {
            continue; /* about spellings, which no simulated account sees */
        }
        const char *what = json_string_value(json_object_get(truth, "what"));
        const char *refused = json_string_value(json_object_get(truth, "refused"));
        json_t *zone = zone_of(truth);
        json_t *changes = changes_of(truth);
        json_t *batch = json_pack("{ss ss sO}", "zone_id", "Z1", "zone_name", "example.com.",
                                  "changes", changes);
        DXAWS_AUTO(dxaws_error) error = memory_apply_batch(zone, batch);
        ck_assert_msg((error == NULL) == (refused == NULL), "%s: %s", what,
                      error ? dxaws_error_message(error) : "not refused");
        ck_assert_msg(refused == NULL || strstr(dxaws_error_message(error), refused), "%s: %s",
                      what, dxaws_error_message(error));
        json_decref(zone);
        json_decref(changes);
        json_decref(batch);
        tried++;
    }
    ck_assert_uint_gt(tried, 15);
    json_decref(truths);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("truth");
    tcase_add_test(cases, batches_are_refused_as_by_route53);
    return run_suite("dns truth", cases);
}
