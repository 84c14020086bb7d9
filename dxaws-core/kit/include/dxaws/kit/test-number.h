/* SPDX-License-Identifier: MIT */
/** @file
 * Numbers that tests take from the environment. Header only.
 */
#ifndef DXAWS_KIT_TEST_NUMBER_H
#define DXAWS_KIT_TEST_NUMBER_H

#include <stdlib.h>

/** The number in an environment variable, or another one without it. */
static inline unsigned long long dx_test_number(const char *variable, unsigned long long otherwise)
{
    const char *text = getenv(variable);
    return text ? strtoull(text, NULL, 10) : otherwise;
}

/** How many times longer than by itself a test may take, under a tool that watches it:
 * TEST_SLOWNESS, 1 without it, and never 0. */
static inline unsigned dx_test_slowness(void)
{
    unsigned slowness = (unsigned)dx_test_number("TEST_SLOWNESS", 1);
    return slowness > 0 ? slowness : 1;
}

#endif
