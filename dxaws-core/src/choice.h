/* SPDX-License-Identifier: MIT */
/* A switch that somebody may have set. */
#ifndef DXAWS_CORE_CHOICE_H
#define DXAWS_CORE_CHOICE_H

#include <dxaws/base.h>

enum aws_choice {
    AWS_UNSET = 0,
    AWS_YES = 1,
    AWS_NO = 2,
    AWS_EITHER = 3 /* said to be decided by something else */
};

static inline enum aws_choice aws_choice_of(bool value)
{
    return value ? AWS_YES : AWS_NO;
}

static inline bool aws_choice_or(enum aws_choice choice, bool otherwise)
{
    return choice == AWS_UNSET ? otherwise : choice == AWS_YES;
}

#endif
