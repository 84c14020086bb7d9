/* SPDX-License-Identifier: MIT */
/* CRC-32 as of ISO 3309, which S3 takes as a checksum. */
#ifndef DXAWS_CORE_CRC32_H
#define DXAWS_CORE_CRC32_H

#include <dxaws/base.h>

uint32_t aws_crc32(const void *data, size_t size);

#endif
