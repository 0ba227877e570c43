/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * shihyo audit: rules and claims of a plan, recomputed.
 */
#include "engine/commands.h"

#include "engine/outfile.h"
#include "engine/report_audit.h"

static int audit_plan(const struct options *options)
{
    struct run run = run_start(options);
    bool contradicted = false;
    const char *said = "";
    if (run_evaluate(&run)) {
        contradicted = audit_count(&run, CLAIM_CONTRADICTED) > 0;
        said = options->csv ? audit_csv(&run) : audit_table(&run);
        if (options->out &&
            outfile_write(run.arena, run.diag, options->out, said))
            said = str_join(run.arena, audit_summary(&run), "\n", NULL);
    }
    int status = run_finish(&run, said);
    return status == EXIT_DONE && contradicted ? EXIT_CONTRADICTED : status;
}

const struct command command_audit = {
    .name = "audit",
    .takes = "PLAN",
    .least = 1,
    .most = 1,
    .plan_options = true,
    .run = audit_plan,
    .what = {"公表された数と文をデータから計算し直して確かめる",
             "recompute published numbers and sentences from the data"}};
