/* SPDX-License-Identifier: MIT */
/* Random distributions: whatever CloudFront makes of them, a second run has nothing to do. */
#include <dxaws/cloudfront.h>
#include <dxaws/extend/memory.h>
#include <dxaws/kit/settles.h>

#define FUNCTION "arn:aws:cloudfront::123456789012:function/dxaws-settles"
#define ARN "arn:aws:acm:us-east-1:123456789012:certificate/a"

/* A certificate on the double, ISSUED at once; its ARN is noted. */
static dxaws_error *make_certificate(dxaws_session *session, struct dx_random *random)
{
    dxaws_aws_request *request = dxaws_aws_request_new("acm", "RequestCertificate", "POST", "/");
    dxaws_aws_request_set_region(request, "us-east-1");
    dxaws_aws_request_add_header(request, "X-Amz-Target", "CertificateManager.RequestCertificate");
    dxaws_aws_request_set_content_type(request, "application/x-amz-json-1.1");
    dxaws_error *error =
        dx_settles_ask(session, request,
                       "{\"DomainName\":\"*.example.com\",\"ValidationMethod\":\"DNS\"}", &request);
    if (error != NULL) {
        return error;
    }
    json_t *answer = json_loads(dxaws_aws_request_answer_body(request, NULL), 0, NULL);
    const char *arn = json_string_value(json_object_get(answer, "CertificateArn"));
    snprintf(random->note, sizeof random->note, "%s", arn ? arn : "");
    json_decref(answer);
    dxaws_aws_request_free(request);
    char body[200];
    snprintf(body, sizeof body, "{\"arn\":\"%s\",\"status\":\"ISSUED\"}", random->note);
    return dx_settles_ask(
        session, dxaws_aws_request_new("s3", "Control", "POST", "/double/certificate"), body, NULL);
}

static dxaws_error *prepare(const struct dx_settles_life *life, struct dx_random *random)
{
    if (life->session != NULL) {
        return make_certificate(life->session, random);
    }
    snprintf(random->note, sizeof random->note, "%s", ARN);
    dxaws_error *error = dxaws_memory_begin(life->account, life->context);
    if (error == NULL) {
        error = dxaws_memory_put(life->account, "acm", "certificate", ARN,
                                 "{\"domain_name\":\"*.example.com\",\"region\":\"us-east-1\","
                                 "\"status\":\"ISSUED\",\"in_use_by\":[]}");
        error = error ? error
                      : dxaws_memory_put(life->account, "cloudfront", "function", "dxaws-settles",
                                         "{\"code\":\"x\"}");
        error = dxaws_memory_end_call(life->account, error);
    }
    return error;
}

static json_t *random_errors(struct dx_random *random)
{
    static const int codes[] = {404, 400, 503, 403, 500, 416};
    json_t *errors = json_array();
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        if (dx_random_chance(random, 60)) {
            continue;
        }
        json_t *error = json_pack("{si}", "error_code", codes[i]);
        if (dx_random_chance(random, 50)) {
            json_object_set_new(error, "response_code",
                                json_integer(dx_random_chance(random, 50) ? 200 : 404));
            json_object_set_new(error, "page", json_string("/errors/a%20b.html"));
        }
        if (dx_random_chance(random, 50)) {
            json_object_set_new(error, "caching_min_ttl_s",
                                json_integer(dx_random_below(random, 100)));
        }
        json_array_append_new(errors, error);
    }
    return errors;
}

static void set_aliases(struct dx_random *random, json_t *tree)
{
    static const char *const names[] = {"www.example.com", "B.Example.com", "a.example.com."};
    json_t *aliases = json_array();
    unsigned first = dx_random_below(random, 3);
    for (unsigned i = 0; i < 3; i++) {
        if (dx_random_chance(random, 60)) {
            json_array_append_new(aliases, json_string(names[(first + i) % 3]));
        }
    }
    json_object_set_new(tree, "certificate_arn",
                        json_string(json_array_size(aliases) > 0 ? random->note : ""));
    json_object_set_new(tree, "aliases", aliases);
}

/* One of the texts, or nothing. */
#define MAYBE(name, ...)                                                                           \
    do {                                                                                           \
        static const char *const maybe[] = {__VA_ARGS__};                                          \
        if (dx_random_chance(random, 50)) {                                                        \
            json_object_set_new(tree, name, json_string(DX_RANDOM_OF(random, maybe)));             \
        }                                                                                          \
    } while (0)

static json_t *random_tags(struct dx_random *random)
{
    static const char *const keys[] = {"owner", "Cost Center", "a:b/c", "\xc3\xa4@x"};
    static const char *const values[] = {"", "web", "a b", "gr\xc3\xbc\xc3\x9f"};
    json_t *tags = json_object();
    for (unsigned i = dx_random_below(random, 4); i > 0; i--) {
        json_object_set_new(tags, DX_RANDOM_OF(random, keys),
                            json_string(DX_RANDOM_OF(random, values)));
    }
    return tags;
}

static json_t *desired(struct dx_random *random)
{
    static const char *const switches[] = {"ipv6", "compress", "enabled"};
    json_t *tree = json_pack("{ss}", "name", "settles");
    static const char *const origins[] = {"b.s3.eu-west-1.amazonaws.com",
                                          "a.s3.dualstack.b.s3.eu-west-1.amazonaws.com",
                                          "my-bucket.s3.us-east-1.amazonaws.com"};
    json_object_set_new(tree, "origin_domain_name", json_string(DX_RANDOM_OF(random, origins)));
    MAYBE("origin_path", "", "/v1", "/v1/", "/a%20b");
    MAYBE("default_root_object", "", "index.html", "a/index.html");
    MAYBE("price_class", "PriceClass_100", "PriceClass_200", "PriceClass_All");
    MAYBE("http_version", "http1.1", "http2", "http3", "http2and3");
    MAYBE("viewer_protocol_policy", "redirect-to-https", "https-only", "allow-all");
    MAYBE("minimum_protocol_version", "TLSv1.2_2019", "TLSv1.2_2021", "TLSv1.3_2025");
    MAYBE("cache_policy_id", "658327ea-f89d-4fab-a63d-7e88639e58f6",
          "4135ea2d-6df8-44a3-9df3-4b5a84be39ad");
    MAYBE("response_headers_policy_id", "", "67f7725c-6f97-4210-82d7-5512b31e9d03");
    MAYBE("web_acl_id", "", "arn:aws:wafv2:us-east-1:123456789012:global/webacl/w/1");
    if (dx_random_chance(random, 40)) {
        static const char *const kinds[] = {"whitelist", "blacklist"};
        bool none = dx_random_chance(random, 40);
        json_object_set_new(tree, "geo_restriction",
                            json_string(none ? "none" : DX_RANDOM_OF(random, kinds)));
        if (!none) {
            json_object_set_new(tree, "geo_locations", json_pack("[sss]", "us", "CA", "US"));
        }
    }
    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++) {
        if (dx_random_chance(random, 50)) {
            json_object_set_new(tree, switches[i], json_boolean(dx_random_chance(random, 60)));
        }
    }
    if (dx_random_chance(random, 60)) {
        json_object_set_new(tree, "error_responses", random_errors(random));
    }
    if (dx_random_chance(random, 60)) {
        json_object_set_new(tree, "tags", random_tags(random));
    }
    if (strcmp(random->note, ARN) == 0) { /* only there is one that is published */
        static const char *const functions[] = {"", FUNCTION};
        json_object_set_new(tree, "viewer_request_function_arn",
                            json_string(DX_RANDOM_OF(random, functions)));
    }
    set_aliases(random, tree);
    if (dx_random_chance(random, 40)) { /* of a reference there is one set of paths */
        static const char *const paths[] = {"/a", "/%C3%BC/b.html", "/docs/"};
        const char *path = DX_RANDOM_OF(random, paths);
        json_object_set_new(tree, "invalidation",
                            json_pack("{sss[s]}", "reference", path, "paths", path));
    }
    return tree;
}

int main(int argc, char **argv)
{
    const struct dx_settles settles = {.modules = {dxaws_cloudfront_module()},
                                       .documents = 4,
                                       .prepare = prepare,
                                       .desired = desired};
    return dx_settles_main(&settles, argc, argv);
}
