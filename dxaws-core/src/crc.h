/* SPDX-License-Identifier: MIT */
/* Cyclic redundancy checks whose bits are reflected and whose register begins and ends inverted. */
#ifndef DXAWS_CORE_CRC_H
#define DXAWS_CORE_CRC_H

#include <dxaws/base.h>

struct aws_crc {
    uint64_t polynomial; /* reflected */
    unsigned width;      /* in bits */
};

/* CRC-32/ISCSI and CRC-64/NVME of the catalogue of parametrised CRC algorithms. */
#define AWS_CRC32C ((struct aws_crc){0x82f63b78, 32})
#define AWS_CRC64NVME ((struct aws_crc){0x9a6c9329ac4bc9b5, 64})

/* That of more, given that of what came before; 0 at the beginning. */
uint64_t aws_crc_add(struct aws_crc kind, uint64_t crc, const void *data, size_t size);

#endif
