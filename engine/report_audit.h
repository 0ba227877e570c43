/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * report_audit.h - verdicts on rules and claims, as a table for people, as
 * CSV, and as the section 公表された数・文の確認 of report.xml.  All three say
 * the same words of the same verdicts.
 */
#ifndef SHIHYO_ENGINE_REPORT_AUDIT_H
#define SHIHYO_ENGINE_REPORT_AUDIT_H

#include "engine/plan_claims.h"
#include "engine/run.h"
#include "engine/xmlout.h"

/* id, result, published, computed, rule: aligned by display width, then the
 * line of counts. */
const char *audit_table(const struct run *run);
/* id,type,result,published,computed,digits,rule,cells,note */
const char *audit_csv(const struct run *run);
/* 支持 n、矛盾 n、あいまい n、データなし n */
const char *audit_summary(const struct run *run);
/* How many rules and claims have this verdict. */
size_t audit_count(const struct run *run, enum claim_result result);

/* The section of the report; nothing where the plan has no rules and no
 * claims. */
void report_audit(struct xmlout *out, const struct run *run);

#endif
