/* SPDX-License-Identifier: MIT */
/* The bucket's table: one meaning of a Desired, and documents that grow. */
#include <dxaws/kit/schema-check.h>

#include "schema.h"

#define BLOCK(switch)                                                                              \
    "\"public_access_block\":{\"block_public_acls\":" switch ",\"ignore_public_acls\":" switch "," \
                                                                                               "\"block_public_policy\":" switch ",\"restrict_public_buckets\":" switch "}"
#define OURS "\"exists\":true,\"status\":\"exists_have_access\",\"region\":\"eu-west-1\""

static const char *const currents[] = {
    "{\"exists\":false,\"status\":\"does_not_exist\"}",
    "{" OURS "," BLOCK("false") ",\"versioning\":true,\"tags\":{\"a\":\"b\",\"dxaws:managed\":"
                                "\"made "
                                "my-bucket\"},\"policy\":{},\"lifecycle\":{},\"object_ownership\":"
                                "\"ObjectWriter\","
                                "\"encryption\":{\"algorithm\":"
                                "\"SSE-KMS\",\"kms_key\":\"k\",\"bucket_key\":true}}",
    "{" OURS "," BLOCK(
        "true") ",\"versioning\":false,\"tags\":{\"dxaws:managed\":\"made "
                "my-bucket\"},\"policy\":{},\"lifecycle\":{\"Rules\":[]},\"object_ownership\":"
                "\"BucketOwnerEnforced\",\"encryption\":{\"algorithm\":"
                "\"SSE-S3\",\"bucket_key\":false}}",
    NULL,
};

static struct dx_state *made(void)
{
    dxaws_s3_desired *desired = dxaws_s3_desired_new("my-bucket", "eu-west-1");
    return desired ? &desired->state : NULL;
}

static const struct dx_sample sample = {
    .schema = &s3_schema,
    .module = dxaws_s3_module,
    .desired = "{\"name\":\"my-bucket\",\"region\":\"eu-west-1\"}",
    .made = made,
    .currents = currents,
    .header = PUBLIC_HEADER,
};

START_TEST(each_switch_has_its_bit)
{
    unsigned bits = 1u << _i;
    ck_assert_uint_eq(s3_block_from_json(json_object_get(NULL, "")), 0);
    json_t *block = s3_block_to_json(bits);
    static const char *const names[] = {"block_public_acls", "ignore_public_acls",
                                        "block_public_policy", "restrict_public_buckets"};
    ck_assert(json_is_true(json_object_get(block, names[_i])));
    ck_assert_uint_eq(s3_block_from_json(block), bits);
    json_decref(block);
}
END_TEST

int main(void)
{
    TCase *cases = tcase_create("schema");
    tcase_add_loop_test(cases, each_switch_has_its_bit, 0, 4);
    return dx_schema_main(&sample, cases);
}
