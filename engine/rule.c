/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/rule.h"

static void say_broken(struct evaluator *e, const struct rule *rule,
                       const struct claim_verdict *v)
{
    diag_add(e->diag, MSG_RULE_BROKEN, rule->test_place, rule->id, rule->text,
             NULL);
    diag_field(e->diag, "test");
    for (size_t i = 0; i < v->cells.n; i++)
        diag_note(e->diag, MSG_CELL_USED, v->cells.items[i].place,
                  v->cells.items[i].name,
                  v->cells.items[i].value.text ? v->cells.items[i].value.text
                                               : "",
                  NULL);
}

bool rule_check(struct evaluator *e, const struct rule *rule,
                struct claim_verdict *out)
{
    struct operand v;
    *out = (struct claim_verdict){.computed = "", .digits = ""};
    if (!expression_value(e, rule->expression, &v))
        return false;
    out->cells = (struct cells){e->used, e->n_used};
    if (e->n_used == 0) {
        diag_add(e->diag, MSG_RULE_NEVER, rule->test_place, rule->test, NULL);
        return false;
    }
    out->rule = WORD_CLAIM_RULE_IDENTITY;
    out->lower_bound = v.lower_bound;
    if (v.kind == OPERAND_MISSING) {
        out->result = CLAIM_NO_DATA;
        out->rule = WORD_CLAIM_RULE_MISSING;
        out->missing = v.missing;
        return true;
    }
    if (v.kind != OPERAND_TRUTH)
        return expression_fault(e, rule->test_place, MSG_NO_COMPARISON,
                                rule->test, "");
    const char *text =
        v.has_difference ? claim_number_text(e->arena, v.number) : NULL;
    out->computed = out->digits = text ? text : "";
    out->result = v.truth ? CLAIM_SUPPORTED : CLAIM_CONTRADICTED;
    if (!v.truth)
        say_broken(e, rule, out);
    return true;
}
