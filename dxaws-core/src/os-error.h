/* SPDX-License-Identifier: MIT */
/* What the system calls its errors. */
#ifndef DXAWS_CORE_OS_ERROR_H
#define DXAWS_CORE_OS_ERROR_H

#define AWS_OS_ERROR_SIZE 128
/* The words for an errno value: in text, or static. */
const char *aws_os_error(int problem, char text[AWS_OS_ERROR_SIZE]);

#endif
