/* SPDX-License-Identifier: MIT */
/* The token that makes a request for a certificate the same when it is sent again. */
#include <dxaws/kit/check.h>
#include <string.h>

#include "providers/token.h"

static const struct acm_request requests[] = {
    {.domain = "www.example.com", .region = "us-east-1", .key_algorithm = "RSA_2048"},
    {.domain = "www.example.com",
     .region = "us-east-1",
     .key_algorithm = "RSA_2048",
     .generation = 1},
    {.domain = "www.example.com", .region = "eu-west-1", .key_algorithm = "RSA_2048"},
    {.domain = "www.example.com", .region = "us-east-1", .key_algorithm = "EC_prime256v1"},
    {.domain = "example.com", .region = "us-east-1", .key_algorithm = "RSA_2048"},
    {.domain = "www.example.com",
     .region = "us-east-1",
     .key_algorithm = "RSA_2048",
     .owner = "site"},
    {.domain = "www.example.com",
     .region = "us-east-1",
     .key_algorithm = "RSA_2048",
     .account = "123456789012"},
};
enum { REQUESTS = sizeof requests / sizeof *requests };

START_TEST(tokens_are_deterministic_and_differ_for_different_requests)
{
    char tokens[REQUESTS][ACM_TOKEN_SIZE];
    char again[ACM_TOKEN_SIZE];
    for (int i = 0; i < REQUESTS; i++) {
        ck_assert(acm_token(&requests[i], tokens[i]));
        ck_assert(acm_token(&requests[i], again));
        ck_assert_str_eq(tokens[i], again);
        ck_assert_uint_eq(strlen(tokens[i]), 32);
        ck_assert_uint_eq(strspn(tokens[i], "0123456789abcdef"), 32);
        for (int j = 0; j < i; j++) {
            ck_assert_str_ne(tokens[i], tokens[j]);
        }
    }
    /* Never to change: a release must find the request that the one before it made. */
    ck_assert_str_eq(tokens[0], "9126a838323daa7ebbc8c51f63c2267f");
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("token");
    tcase_add_test(tests, tokens_are_deterministic_and_differ_for_different_requests);
    return run_suite("token", tests);
}
