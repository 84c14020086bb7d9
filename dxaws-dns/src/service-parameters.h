/* SPDX-License-Identifier: MIT */
/* The parameters of SVCB and HTTPS records (RFC 9460), in the one spelling that can be compared. */
#ifndef DXAWS_DNS_SERVICE_PARAMETERS_H
#define DXAWS_DNS_SERVICE_PARAMETERS_H

/* Such as: alpn="h2,h3" port="8443". In the order of their numbers, values in quotation marks;
 * release with free(). NULL with *why set, or with *why NULL without memory. */
char *dns_service_parameters_canonical(const char *text, const char **why);

#endif
