/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/charts/bench.h"
#include "tests/unit/charts/plans_schedule.h"

static struct scene *draw(struct bench *b, enum tone tone,
                          const struct figure_schedule *figure)
{
    return figure_draw(b->arena, b->setter, b->diag, tone, &figure->frame);
}

struct expected {
    struct buf cells, labels, groups, departments;
};

static struct expected expected_of(struct bench *b,
                                   const struct figure_schedule *figure)
{
    struct expected e = {buf_new(b->arena), buf_new(b->arena),
                         buf_new(b->arena), buf_new(b->arena)};
    for (size_t g = 0; g < figure->n_groups; g++) {
        const struct grid_group *group = &figure->groups[g];
        add_dense(&e.groups, group->title);
        add_dense(&e.departments, group->department);
        for (size_t i = 0; i < group->n_rows; i++) {
            add_dense(&e.labels, group->rows[i].label);
            for (size_t k = 0; k < figure->n_columns; k++) {
                add_dense(&e.cells, group->rows[i].cells[k].text);
                add_dense(&e.cells, group->rows[i].cells[k].note);
            }
        }
    }
    return e;
}

/* Every text of the figure is drawn, whole and in order. */
static bool is_whole(struct bench *b, const struct scene *scene,
                     const struct figure_frame *frame)
{
    /* the frame is its first member */
    const struct figure_schedule *figure = (const void *)frame;
    struct expected e = expected_of(b, figure);
    return !strcmp(texts_of(b, scene, "cell"), buf_text(&e.cells)) &&
           !strcmp(texts_of(b, scene, "label"), buf_text(&e.labels)) &&
           !strcmp(texts_of(b, scene, "group"), buf_text(&e.groups)) &&
           !strcmp(texts_of(b, scene, "department"), buf_text(&e.departments));
}

static size_t count_paths(const struct scene *scene, enum colour fill,
                          bool dashed)
{
    size_t n = 0;
    for (size_t i = 0; i < scene->n; i++) {
        const struct mark *m = &scene->marks[i];
        if (m->kind == MARK_PATH && m->n_steps == 7 && m->paint.fill == fill)
            n += (m->paint.dash[0] > 0) == dashed;
    }
    return n;
}

static size_t count_stage(const struct figure_schedule *figure,
                          enum chip_stage stage)
{
    size_t n = 0;
    for (size_t g = 0; g < figure->n_groups; g++)
        for (size_t i = 0; i < figure->groups[g].n_rows; i++)
            for (size_t k = 0; k < figure->n_columns; k++)
                n += figure->groups[g].rows[i].cells[k].stage == stage;
    return n;
}

/* One chip for each cell with a stage, and one in the key. */
static void test_chips(struct bench *b)
{
    struct scene *scene = draw(b, TONE_COLOUR, &nerima_2019);
    is_int((long long)count_paths(scene, COLOUR_AI, false),
           (long long)count_stage(&nerima_2019, CHIP_RUN) + 1,
           "solid chips run");
    is_int((long long)count_paths(scene, COLOUR_PAPER, true),
           (long long)count_stage(&nerima_2019, CHIP_CONSIDER) + 1,
           "dashed chips are studied");
    is_int((long long)count_paths(scene, COLOUR_AI_PALE, false),
           (long long)count_stage(&nerima_2019, CHIP_START) + 1,
           "pale chips start");
}

static void test_texts(struct bench *b)
{
    struct scene *scene = draw(b, TONE_COLOUR, &nerima_2019);
    ok(find_text(scene, "head", "計"), "head of the total");
    ok(find_text(scene, "mark", "★"), "the mark");
    is_text(texts_of(b, scene, "cost"),
            "9******9449172"
            "8******28"
            "21212163",
            "amounts in order, *** is kept");
    is_text(texts_of(b, scene, "partial"), "下限下限",
            "two totals leave years out and say so");
    ok(find_text(scene, "key", "検討・協議"), "key of a stage");
    ok(find_text(scene, "key", "未定（公表資料の表記）"), "key of ***");
    ok(find_text(scene, "key", "新規・充実"), "key of the mark");
    const struct mark *total = find_text(scene, "cost", "63");
    is_int(total->style.face, FACE_FIXED_BOLD, "a total is bold");
    scene = draw(b, TONE_COLOUR, &nerima_2018);
    is_text(texts_of(b, scene, "cost"), "", "no costs, no row of them");
    ok(!find_text(scene, "key", "未定（公表資料の表記）"),
       "a sign that does not occur is not in the key");
}

/* A chip holds its text: the ink lies between notch and tip. */
static void test_inside(struct bench *b)
{
    struct scene *scene = draw(b, TONE_COLOUR, &nerima_2019);
    size_t inside = 0, n = 0;
    for (size_t i = 0; i < scene->n; i++) {
        const struct mark *chip = &scene->marks[i];
        if (chip->kind != MARK_PATH || chip->paint.fill != COLOUR_AI)
            continue;
        double left = chip->steps[5].x, right = chip->steps[1].x;
        for (size_t k = i + 1; k < scene->n; k++) {
            const struct mark *m = &scene->marks[k];
            if (m->kind != MARK_TEXT || m->paint.fill != COLOUR_PAPER)
                break;
            n++;
            inside += m->x >= left && m->x + m->w <= right &&
                      m->y <= chip->steps[3].y &&
                      m->y - 0.7 * m->style.size >= chip->steps[0].y;
        }
    }
    ok(n > 20, "solid chips have texts");
    is_int((long long)inside, (long long)n, "and hold them");
}

static void test_refusals(struct bench *b)
{
    struct figure_schedule figure = nerima_2018;
    struct grid_column many[24];
    struct grid_cell cells[24] = {{"検討", "", CHIP_CONSIDER}};
    for (size_t i = 0; i < LEN(many); i++)
        many[i] = (struct grid_column){GRID_YEAR, "令和元年度"};
    struct grid_row row = {"", "", "取組", cells};
    struct grid_group group = {.number = "1",
                               .title = "群",
                               .department = "",
                               .rows = &row,
                               .n_rows = 1};
    figure.groups = &group;
    figure.n_groups = 1;
    figure.columns = many;
    figure.n_columns = LEN(many);
    b->diag = diag_new(b->arena, LANG_JA);
    ok(!draw(b, TONE_COLOUR, &figure), "24 years: no scene");
    is_int(diag_id(b->diag, 0), MSG_FIT, "and the message");
    cells[0].text = "𠮷";
    figure.n_columns = 1;
    b->diag = diag_new(b->arena, LANG_JA);
    ok(!draw(b, TONE_COLOUR, &figure), "a character without glyph: no scene");
    is_int(diag_id(b->diag, 0), MSG_GLYPH, "and the message");
    cells[0].text = "検討";
    group.number = "計画2の1の1の1の1の1の1の1の1の1の1の1";
    b->diag = diag_new(b->arena, LANG_JA);
    ok(!draw(b, TONE_COLOUR, &figure), "a number that is too long: no scene");
    is_int(diag_id(b->diag, 0), MSG_FIT, "and the message");
    figure.n_groups = 0;
    struct scene *scene = draw(b, TONE_COLOUR, &figure);
    is_text(scene ? lint_scene(b->arena, scene) : "no scene", "",
            "a table without groups");
}

/* ---------------------------------------------------------- random figures */

static const char *random_text(struct bench *b, uint32_t *seed, size_t pieces)
{
    static const char *const parts[] = {"検討",
                                        "実施",
                                        "月２回実施(４か所)",
                                        "相談員の配置 ８か所",
                                        "―",
                                        "***",
                                        "都と共同で取り組む仕組みの構築",
                                        "スーパーバイザー",
                                        "7か所",
                                        "1,234人",
                                        "（対象年齢：2-12歳）",
                                        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                                        "※1",
                                        "約3.5万人"};
    struct buf out = buf_new(b->arena);
    for (size_t n = rnd(seed) % (pieces + 1); n; n--)
        buf_z(&out, parts[rnd(seed) % LEN(parts)]);
    return buf_text(&out);
}

static struct grid_row random_row(struct bench *b, uint32_t *seed,
                                  const struct figure_schedule *figure)
{
    struct grid_cell *cells =
        arena_make(b->arena, struct grid_cell, figure->n_columns);
    for (size_t i = 0; i < figure->n_columns; i++) {
        cells[i].text = random_text(b, seed, 3);
        cells[i].note = rnd(seed) % 5 ? "" : "※1";
        if (figure->columns[i].role == GRID_YEAR)
            cells[i].stage = (enum chip_stage)(rnd(seed) % 4);
    }
    return (struct grid_row){.section = rnd(seed) % 3 ? "" : "区分",
                             .mark = rnd(seed) % 3 ? "" : "☆",
                             .label = random_text(b, seed, 5),
                             .cells = cells};
}

static struct figure_schedule random_schedule(struct bench *b, uint32_t *seed)
{
    struct figure_schedule figure = nerima_2019;
    size_t years = 1 + rnd(seed) % 5, n = 0;
    struct grid_column *columns =
        arena_make(b->arena, struct grid_column, years + 4);
    for (size_t i = rnd(seed) % 3; i; i--)
        columns[n++] = columns_2018[0];
    for (size_t i = 0; i < years; i++)
        columns[n++] = columns_2019[1];
    columns[n++] = columns_2019[4];
    columns[n++] = columns_2019[5];
    figure.columns = columns;
    figure.n_columns = n;
    size_t rows = rnd(seed) % 6;
    struct grid_row *list = arena_make(b->arena, struct grid_row, rows + 1);
    struct grid_group *group = arena_make(b->arena, struct grid_group, 1);
    for (size_t i = 0; i < rows; i++)
        list[i] = random_row(b, seed, &figure);
    *group = (struct grid_group){
        .number = rnd(seed) % 2 ? "12" : "",
        .title = random_text(b, seed, 6),
        .department = random_text(b, seed, 8),
        .rows = list,
        .n_rows = rows,
    };
    figure.groups = group;
    figure.n_groups = 1;
    return figure;
}

static struct figure_frame *random_frame(struct bench *b, uint32_t *seed)
{
    struct figure_schedule *figure =
        arena_make(b->arena, struct figure_schedule, 1);
    *figure = random_schedule(b, seed);
    return &figure->frame;
}

int main(void)
{
    struct bench b;
    if (!bench_open(&b))
        return bench_close(&b);
    check_clean(&b, &nerima_2019.frame, sizeof nerima_2019, is_whole,
                "lint of the plan of 2019");
    check_clean(&b, &nerima_2018.frame, sizeof nerima_2018, is_whole,
                "lint of the plan of 2018");
    test_chips(&b);
    test_texts(&b);
    test_inside(&b);
    check_random(&b, 200, 20190401, random_frame, is_whole);
    test_refusals(&b);
    return bench_close(&b);
}
