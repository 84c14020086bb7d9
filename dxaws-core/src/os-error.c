/* SPDX-License-Identifier: MIT */
/* strerror_r() has two forms: glibc's gives the words, POSIX's, as in musl, whether there are any.
 */
#include "os-error.h"

#include <string.h>

static inline const char *of_glibc(const char *words, const char *text)
{
    (void)text;
    return words;
}

static inline const char *of_posix(int problem, const char *text)
{
    return problem ? "unknown error" : text;
}

#define WORDS(call, text) _Generic((call), char * : of_glibc, int : of_posix)(call, text)

const char *aws_os_error(int problem, char text[AWS_OS_ERROR_SIZE])
{
    return WORDS(strerror_r(problem, text, AWS_OS_ERROR_SIZE), text);
}
