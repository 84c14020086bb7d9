/* SPDX-License-Identifier: MIT */
/* The Result of a site: what is there now. */
#include "result.h"

#include "records.h"
#include "redirects.h"

/* How the Result names the outputs; NULL for those that it has in another form or not at all. */
static const char *const names[OUTPUT_COUNT] = {
    [OUTPUT_CERTIFICATE_ARN] = "certificate_arn",
    [OUTPUT_DISTRIBUTION_ID] = "distribution_id",
    [OUTPUT_DISTRIBUTION_DOMAIN_NAME] = "distribution_domain_name",
};

/* Where there are no aliases to CloudFront, one record leads there: so it is where no zone is
 * known, because the account has none, or because nobody looked for the sake of a certificate. */
static json_t *records_of(const struct site *site)
{
    bool unknown =
        site_is_elsewhere(site) || (!site_uses(site, MODULE_DNS) && !site_uses(site, MODULE_ACM));
    return unknown ? json_pack("[{ss ss}]", "name", dx_text(site->desired, WEBSITE_DOMAIN), "type",
                               site_record_elsewhere(site))
                   : site_records(site);
}

/* The records as a person enters them at a DNS service: an alias is a name to point at. */
static json_t *shown_records(const struct site *site)
{
    const char *target = site->outputs[OUTPUT_DISTRIBUTION_DOMAIN_NAME];
    bool whole = true;
    json_t *records = target && !site_only_publishes(site) ? records_of(site) : json_array();
    size_t index;
    json_t *record;
    json_array_foreach(records, index, record) {
        json_object_del(record, "alias");
        dx_put(&whole, record, "value", json_string(target));
    }
    return dx_whole(whole, records);
}

dxaws_error *site_result(const struct site *site, dxaws_website_result **result)
{
    dxaws_website_result *made = dx_state_new(sizeof *made, &website_result_schema);
    if (made == NULL) {
        return dxaws_error_out_of_memory();
    }
    struct dx_state *state = &made->state;
    const char *domain = dx_text(site->desired, WEBSITE_DOMAIN);
    const json_t *bucket = site_observed(site, MODULE_S3);
    dx_state_set_text(state, "site", site_name(site));
    dx_state_set_text(state, "domain", domain);
    if (dx_exists(bucket)) {
        dx_state_set_text(state, "bucket",
                          json_string_value(site_option(site, WEBSITE_BUCKET, "name")));
        dx_state_set_text(state, "region", dx_text(site->desired, WEBSITE_REGION));
    }
    for (int i = 0; i < OUTPUT_COUNT; i++) {
        if (names[i] != NULL) {
            dx_state_set_text(state, names[i], site->outputs[i]);
        }
    }
    const char *status = site->outputs[OUTPUT_DISTRIBUTION_STATUS];
    dx_state_set_text(state, "status", status ? status : WEBSITE_ABSENT);
    if (status != NULL) {
        dx_state_set_value(state, "url", json_sprintf("https://%s/", domain));
    }
    dx_state_set_value(state, "records", shown_records(site));
    if (site->redirect_count > 0) {
        dx_state_set_value(state, "redirects", redirects_result(site));
    }
    json_t *proof = json_object_get(site_observed(site, MODULE_ACM), "validation_record");
    if (proof != NULL && site_is_elsewhere(site)) {
        dx_state_set_value(state, "validation_record", json_incref(proof));
    }
    dxaws_error *error = dx_state_check(state, DX_OBSERVED);
    if (error != NULL) {
        dxaws_website_result_free(made);
        return error;
    }
    *result = made;
    return NULL;
}
