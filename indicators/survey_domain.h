/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * survey_domain.h - the groups of a query by category, domain and place.
 *
 * Internal to survey*.c.  Variables are applied to the keys of the sums, so
 * every array here has one element for each group of a query.  Categories are
 * in their order, the same in every query: all queries are of the same rows.
 */
#ifndef SHIHYO_INDICATORS_SURVEY_DOMAIN_H
#define SHIHYO_INDICATORS_SURVEY_DOMAIN_H

#include "indicators/survey_design.h"

#define SURVEY_OUT UINT32_MAX /* no category, no domain */

struct survey_coding {
    const char *const *category; /* those that occur, in their order */
    size_t n;
    const unsigned *code; /* of each group; SURVEY_OUT: missing */
};

/* The sums, and what was already made of them: a variable of one column has
 * its categories looked at once. */
struct survey_reader {
    struct arena *arena;   /* of what lasts as long as the answers */
    struct arena *scratch; /* of arrays by group: until the next request */
    const struct sums *sums;
    struct survey_notes *notes;
    struct survey_known_codes *known; /* a list, newest first */
};
struct survey_coding survey_code(struct survey_reader *reader, size_t query,
                                 const struct variable *variable);

struct survey_target {     /* one domain */
    const char *wave;      /* NULL: not by waves */
    const char *const *by; /* NULL: the total */
};

struct survey_domains {
    const struct survey_request *request;
    const struct variable *wave; /* NULL: not by waves */
    const char *const *waves;
    const struct survey_target *targets; /* total, then the domains; with
                      waves for each of the domains the first, the second */
    size_t n;
    size_t n_totals;        /* 0, 1, or 2 with waves */
    const uint64_t *combos; /* ascending, n_combos */
    size_t n_combos;
};
/* Which domains occur, from the query that holds all rows. */
struct survey_domains survey_domains_find(struct survey_reader *reader,
                                          size_t query,
                                          const struct survey_design *design,
                                          const struct survey_request *request);

/* The targets of each group of a query: the total and the domain. */
struct survey_places {
    const unsigned *total, *domain; /* SURVEY_OUT: none */
};
struct survey_places survey_domains_place(struct survey_reader *reader,
                                          const struct survey_domains *domains,
                                          size_t query);

/* The group of an earlier query that each group of a query is part of: its
 * keys begin with the other's, so both ascend together. */
const unsigned *survey_prefixes(struct arena *arena, const struct sums *sums,
                                size_t query, size_t of);

/* The texts of the columns of a variable in a group of a query. */
struct survey_binding {
    const struct sums *sums;
    const struct sums_query *query;
    const struct variable *variable;
    size_t n;
    const size_t *at; /* which keys */
    const char **texts;
};
struct survey_binding survey_bind(struct arena *arena, const struct sums *sums,
                                  size_t query,
                                  const struct variable *variable);
/* NULL: missing. */
const char *survey_category(const struct survey_binding *binding,
                            const struct sums_group *group);

#endif
