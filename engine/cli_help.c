/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/cli_help.h"

#include "data/str.h"

enum { LEFT = 30 }; /* columns of the names */

static void put_padded(struct buf *b, const char *text, size_t width)
{
    buf_z(b, text);
    for (size_t n = utf8_columns(str_of(text)); n < width; n++)
        buf_char(b, ' ');
}

static void put_options(struct buf *b, enum lang lang, struct option_rows rows)
{
    for (size_t i = 0; i < rows.n; i++) {
        const struct option_row *row = &rows.rows[i];
        const char *value = row->choices ? row->choices : row->value;
        const char *left =
            str_join(b->arena, row->short_name ? row->short_name : "",
                     row->short_name && row->name ? ", " : "",
                     row->name ? row->name : "",
                     !value      ? ""
                     : row->name ? "="
                                 : " ",
                     value ? value : "", NULL);
        buf_z(b, "  ");
        put_padded(b, left, LEFT);
        if (utf8_columns(str_of(left)) >= LEFT) {
            buf_char(b, '\n');
            put_padded(b, "", LEFT + 2);
        }
        buf_char(b, ' ');
        buf_z(b, row->what[lang]);
        buf_char(b, '\n');
    }
}

static const char *const statuses[] = {
    "終了状態: 0 完了、1 入力の誤り（何も書かない）、2 使い方の誤り、"
    "3 入出力・メモリ、4 内部の誤り、\n6 audit で矛盾あり\n",
    "Exit status: 0 done, 1 input errors (nothing written), 2 usage, "
    "3 I/O or memory,\n4 internal fault, 6 audit found a contradiction.\n"};

static const char *program_help(struct arena *arena, enum lang lang,
                                const struct cli_tables *tables)
{
    struct buf b = buf_new(arena);
    bool ja = lang == LANG_JA;
    buf_z(&b, ja ? "使い方: shihyo COMMAND [OPTION]... PLAN|FILE.csv\n"
                   "市町村の子ども計画の指標を評価し、会議資料の図表と報告書を"
                   "作る。\n\n"
                 : "Usage: shihyo COMMAND [OPTION]... PLAN|FILE.csv\n"
                   "Evaluate the indicators of a municipal children's plan and "
                   "make figures and\nreports for council papers.\n\n");
    buf_z(&b, ja ? "PLAN は plan.xml のあるフォルダー（または plan.xml "
                   "そのもの）。\n\n"
                 : "PLAN is a folder that holds plan.xml, or that file.\n\n");
    buf_z(&b, ja ? "コマンド:\n" : "Commands:\n");
    for (size_t i = 0; i < tables->n; i++) {
        buf_z(&b, "  ");
        put_padded(&b, tables->commands[i]->name, 20);
        buf_z(&b, tables->commands[i]->what[lang]);
        buf_char(&b, '\n');
    }
    buf_z(&b, ja ? "\n計画のコマンドのオプション:\n"
                 : "\nOptions of the commands that take a plan:\n");
    put_options(&b, lang, tables->plan);
    buf_z(&b, ja ? "\nすべてのコマンドのオプション:\n"
                 : "\nOptions of all commands:\n");
    put_options(&b, lang, tables->common);
    buf_z(&b, "      --help --version\n\n");
    buf_z(&b, ja ? "「shihyo COMMAND --help」でコマンドごとの説明を表示する\n"
                 : "'shihyo COMMAND --help' tells more of a command.\n");
    buf_z(&b, statuses[lang]);
    buf_z(&b, ja ? "例: shihyo run data/plans/sapporo-2020 -o sapporo\n"
                   "詳しくは shihyo(1)、計画の書き方は shihyo-plan(5)\n"
                 : "Example: shihyo run data/plans/sapporo-2020 -o sapporo\n"
                   "See shihyo(1); how to write a plan: shihyo-plan(5).\n");
    return buf_text(&b);
}

static const char *command_help(struct arena *arena, enum lang lang,
                                const struct cli_tables *tables,
                                const struct command *command)
{
    struct buf b = buf_new(arena);
    bool ja = lang == LANG_JA;
    buf_z(&b, ja ? "使い方: shihyo " : "Usage: shihyo ");
    buf_z(&b, command->name);
    buf_z(&b, " [OPTION]... ");
    buf_z(&b, command->takes);
    buf_char(&b, '\n');
    buf_z(&b, command->what[lang]);
    buf_z(&b, ja ? "。\n\nオプション:\n" : ".\n\nOptions:\n");
    put_options(&b, lang, command->own);
    if (command->plan_options)
        put_options(&b, lang, tables->plan);
    put_options(&b, lang, tables->common);
    buf_char(&b, '\n');
    buf_z(&b, statuses[lang]);
    buf_z(&b, ja ? "詳しくは shihyo(1)\n" : "See shihyo(1).\n");
    return buf_text(&b);
}

const char *cli_help(struct arena *arena, enum lang lang,
                     const struct cli_tables *tables,
                     const struct command *command)
{
    return command ? command_help(arena, lang, tables, command)
                   : program_help(arena, lang, tables);
}
