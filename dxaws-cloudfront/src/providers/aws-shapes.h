/* SPDX-License-Identifier: MIT */
/* CloudFront's XML: answers read into JSON (aws-answers.c), and bodies written (aws-bodies.c). */
#ifndef DXAWS_CLOUDFRONT_AWS_SHAPES_H
#define DXAWS_CLOUDFRONT_AWS_SHAPES_H

#include <dxaws/kit/xml.h>

#include "service.h"

#define AWS_XMLNS "http://cloudfront.amazonaws.com/doc/2020-05-31/"

/* A body as it was received. */
struct aws_answer {
    const char *operation; /* for errors */
    const char *body;
    size_t size;
};

/* @name Reading
 * PROTOCOL when something is missing or is not what it should be. Outputs are new references.
 * @{ */
/* A distribution with the schema's attributes; @a etag is the header's. */
dxaws_error *aws_read_distribution(const struct aws_answer *answer, const char *etag,
                                   json_t **found);
/* A page of distributions, appended to @a summaries; *next is the marker of the next page, to be
 * released with free(), or NULL. */
dxaws_error *aws_read_distributions(const struct aws_answer *answer, json_t *summaries,
                                    char **next);
/* A page of who holds an alias: alias, distribution_id and account_id of each. */
dxaws_error *aws_read_conflicts(const struct aws_answer *answer, json_t *conflicts, char **next);
/* Tags, AWS's own with them. */
dxaws_error *aws_read_tags(const struct aws_answer *answer, json_t **tags);
/* An origin access control: id, name, description, and how it signs. */
dxaws_error *aws_read_oac(const struct aws_answer *answer, json_t **oac);
dxaws_error *aws_read_oacs(const struct aws_answer *answer, json_t *oacs, char **next);
/* An invalidation: id, status, reference and paths. */
dxaws_error *aws_read_invalidation(const struct aws_answer *answer, json_t **found);
/* A page of them, of which each says its id. */
dxaws_error *aws_read_invalidations(const struct aws_answer *answer, json_t *ids, char **next);
/* @} */

/* @name Writing
 * The text is to be released with free(); NULL without memory.
 * @{ */
/* The body of CreateDistributionWithTags, from attributes, comment, caller_reference, oac_id. */
char *aws_write_creation(const json_t *wanted);
/* A configuration as it was read, with @a changes made and everything else kept. PROTOCOL when
 * the document is none. */
dxaws_error *aws_write_update(const char *document, const json_t *changes, char **body);
/* From name, description, and how it signs; what is not said of that is as ours are. */
char *aws_write_oac(const json_t *oac);
/* From reference and paths. */
char *aws_write_invalidation(const json_t *wanted);
char *aws_write_tags(const json_t *tags);
char *aws_write_tag_keys(const json_t *keys);
/* @} */

/* Has a <FunctionAssociations/> name that function for the requests of viewers, "" for none; what
 * it has for other events stays. */
void aws_set_function(xmlNode *list, const char *arn);

/* Has <Restrictions/> be of that kind, and of those countries; NULL for what stays. */
void aws_set_geo(xmlNode *restrictions, const char *restriction, const json_t *locations);
/* What a configuration says of them. */
struct reader;
void aws_take_geo(struct reader *reader, json_t *object, const xmlNode *config);
/* The origin that a configuration's default behaviour uses, of a group the first; NULL when it is
 * not there. */
xmlNode *aws_target_origin(const xmlNode *config);
/* The Id of an origin that we add, or what it begins with. */
#define AWS_ORIGIN_ID "s3"
/* Adds an origin that is nothing yet. */
void aws_add_origin(xmlNode *items, const char *id, const char *path);
/* Gives the default behaviour an origin of its own, when the one that it uses is a server that
 * other behaviours use, too: those go on asking it. What they share of a bucket they go on sharing.
 */
void aws_separate_origin(xmlNode *config);

#endif
