/* SPDX-License-Identifier: MIT */
/* The regions of AWS by name, to tell a misspelled one before anything is sent. */
#ifndef DXAWS_CORE_REGIONS_H
#define DXAWS_CORE_REGIONS_H

/* The region that was meant by what can only be a misspelling; NULL for a region of AWS, and for
 * what may be one that is newer than this release. */
const char *aws_region_meant(const char *region);

#endif
