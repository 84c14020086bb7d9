/* SPDX-License-Identifier: MIT */
/* What other programs of this kind call things. */
#ifndef DXAWS_CLI_PEERS_WORDS_H
#define DXAWS_CLI_PEERS_WORDS_H

/* How our command line says what another's command means, "apply SITE.yaml"; NULL for a word that
 * nobody uses. Static. */
const char *peers_command(const char *word);
/* The same for an option, without its dashes: "--yes". */
const char *peers_option(const char *word);

#endif
