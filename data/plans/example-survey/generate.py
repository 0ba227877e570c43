# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the invented data of this plan: python3 generate.py [FOLDER]

A city that does not exist (架空市), a survey on children that nobody made, in
two waves, and the monthly records of facilities that nobody runs.  Standard
library only; every decision is one of integers, drawn by splitmix64, so the
files are the same bytes wherever they are written.

Design of the survey: strata are the 10 wards (区); in each, n of N survey
districts (調査区) are drawn, and in each of them m of M households.  The
weight is N/n * M/m, rounded half up to three decimals.
"""
import csv
import os
import sys

MASK = (1 << 64) - 1

# Ward, prefix of its districts, N (in the population), n (in the sample),
# number of the municipality code without its check digit.
WARDS = [
    ('桜台区', '桜', 150, 24, '01951'), ('緑丘区', '緑', 128, 22, '01952'),
    ('川辺区', '川', 142, 24, '01953'), ('港浜区', '港', 116, 20, '01954'),
    ('山手区', '山', 97, 18, '01955'), ('松原区', '松', 131, 22, '01956'),
    ('泉野区', '泉', 109, 20, '01957'), ('北原区', '北', 88, 18, '01958'),
    ('南野区', '南', 146, 24, '01959'), ('中町区', '中', 41, 8, '01960'),
]
SMALL = '中町区'        # few answers: subgroups below 30, cells to be guarded
AGES = ['0-2', '3-5', '6-8', '9-11', '12-14', '15-17']
AGE_SHARES = [150, 165, 175, 180, 170, 160]
GROUPS = ['就学前', '就学前', '小学生', '小学生', '中高生', '中高生']
ROWS = {2019: 6087, 2024: 6141}
DISTRIBUTED = 12000
NOT_ASKED, UNREADABLE = '8', '9'

# 問1, per mille of answers 1 to 5: schoolchildren gain, the older ones do not.
LIKES_SELF = {
    (2019, '小学生'): [230, 390, 210, 110, 60],
    (2024, '小学生'): [275, 415, 180, 85, 45],
    (2019, '中高生'): [140, 340, 280, 150, 90],
    (2024, '中高生'): [145, 340, 280, 148, 87],
}
SATISFIED = [160, 395, 275, 120, 50]    # 問3, the same in both waves
CONSULTS = {                            # 問2_1 to 問2_7
    2019: [720, 480, 260, 140, 60, 310, 40],
    2024: [700, 465, 265, 135, 85, 450, 45],
}
NOBODY = 55                             # 問2_8, excludes the others
WORK = {2019: [330, 360, 280, 30], 2024: [430, 330, 210, 30]}
CHILDREN = [330, 470, 160, 32, 8]
VOICES = [
    '公園がもっとあるとよい。',
    '児童館の開館時間を、夕方まで延ばしてほしい。',
    '相談窓口が「どこにあるか」分からない',
    '"待機児童ゼロ"と聞きますが、希望の園には入れませんでした。',
    '通学路が暗い,\n街灯を増やしてほしい。',
    '雨の日に遊べる場所が少ない。\n\n特に小さい子は困ります。',
    '特になし',
    '学童の夏休みの申込みが、毎年、分かりにくいです。',
    '先生方に感謝しています!',
    'Wi-Fi のある自習室, 図書館の席を増やして。',
    '（回答者は祖父母です）孫の様子を書きました。',
    '区役所の人に"前例がない"と言われた。\n改善を望みます。',
    '中学生の居場所がない、とよく話します。',
    'アンケートが長い。',
]


class Draws:
    """splitmix64 (Steele, Lea, Flood 2014)."""

    def __init__(self, *seed):
        self.state = 0
        for part in seed:
            self.state = (self.state * 1000003 + part) & MASK

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ z >> 30) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ z >> 27) * 0x94D049BB133111EB) & MASK
        return z ^ z >> 31

    def below(self, n):
        return (self.next() >> 16) % n

    def between(self, low, high):
        return low + self.below(high - low + 1)

    def happens(self, per_mille):
        return self.below(1000) < per_mille

    def pick(self, shares, shift=0):
        """An index by shares per mille; a shift above 0 favours the first."""
        r = min(max(self.below(1000) - shift, 0), 999)
        for i, share in enumerate(shares):
            r -= share
            if r < 0:
                return i
        return len(shares) - 1


def half_up(num, den):
    return (2 * num + den) // (2 * den)


def thousandths(n):
    return '%d.%03d' % (n // 1000, n % 1000)


def write(folder, name, header, rows):
    path = os.path.join(folder, name)
    with open(path, 'w', encoding='utf-8', newline='') as file:
        out = csv.writer(file, lineterminator='\n')
        out.writerow(header)
        out.writerows(rows)


# ------------------------------------------------------------------- survey
def districts(year, draws):
    """(ward, district, N, n, M, m) of the sample, m adding up to ROWS."""
    out = []
    for ward, prefix, total, n, _ in WARDS:
        for i in range(n):
            m = draws.between(15, 21) if ward == SMALL else draws.between(24, 37)
            out.append([ward, '%s%02d' % (prefix, i + 1), total, n,
                        draws.between(72, 138), m])
    large = [d for d in out if d[0] != SMALL]
    missing = ROWS[year] - sum(d[5] for d in out)
    for i in range(abs(missing)):
        large[i * 7 % len(large)][5] += 1 if missing > 0 else -1
    return out


def ward_shift(year, ward):
    """How much a ward's answers are above the others', per mille."""
    shift = [20, -15, 10, 0, 30, -20, 5, -10, 15, -25][
        [w[0] for w in WARDS].index(ward)]
    return shift - 70 if (year, ward) == (2024, '川辺区') else shift


def likert(draws, shares, shift, blank):
    if draws.happens(blank):
        return ''
    if draws.happens(3):
        return UNREADABLE
    return str(draws.pick(shares, shift) + 1)


def consulted(year, draws):
    if draws.happens(30):
        return [''] * 8
    if draws.happens(NOBODY):
        return ['0'] * 7 + ['1']
    chosen = ['1' if draws.happens(p) else '0' for p in CONSULTS[year]]
    if '1' not in chosen:
        chosen[0] = '1'
    return chosen + ['0']


def days_used(draws, group):
    """Days a month at the 児童館; asked of schoolchildren's families."""
    if group != '小学生':
        return '88'
    if draws.happens(30):
        return ''
    if draws.happens(4):
        return '99'
    return str(0 if draws.happens(380) else
               draws.between(1, 8) + draws.between(0, 7) * draws.below(2))


def person(year, draws, shift):
    age = draws.pick(AGE_SHARES)
    group = GROUPS[age]
    sex = '' if draws.happens(9) else '123'[draws.pick([498, 498, 4])]
    q1 = NOT_ASKED
    if group != '就学前':
        q1 = likert(draws, LIKES_SELF[year, group], shift, 20)
    q2 = consulted(year, draws)
    q3 = likert(draws, SATISFIED, shift // 2, 25)
    q4 = '' if draws.happens(15) else str(draws.pick(WORK[year]) + 1)
    q5 = '' if draws.happens(40) else '1' if draws.happens(62) else '2'
    children = '' if draws.happens(8) else str(draws.pick(CHILDREN) + 1)
    voice = VOICES[draws.below(len(VOICES))] if draws.happens(45) else ''
    return [group, AGES[age], sex, q1] + q2 + [
        q3, q4, q5, days_used(draws, group), children, voice]


def survey(year):
    draws, rows = Draws(year, 1), []
    for ward, district, total, n, households, m in districts(year, draws):
        weight = half_up(1000 * total * households, n * m)
        shift = ward_shift(year, ward) + draws.between(-45, 45)
        for _ in range(m):
            answers = person(year, draws, shift)
            if (year, district) == (2019, '泉07'):  # a page was not printed
                answers[12] = ''
            rows.append(['%d-%04d' % (year, len(rows) + 1), year, ward,
                         district, total, households, thousandths(weight)]
                        + answers)
    return rows


SURVEY_HEADER = (
    ['回答者番号', '年度', '区', '調査区', '母集団調査区数', '調査区世帯数',
     'ウエイト', '対象', '年齢層', '性別', '問1']
    + ['問2_%d' % i for i in range(1, 9)]
    + ['問3', '問4', '問5', '利用日数', '子ども数', '自由意見'])


# --------------------------------------------------------------- population
def population(year):
    draws, rows = Draws(year, 2), []
    for ward, _, total, _, _ in WARDS:
        people = total * 105 + draws.between(-150, 150)
        counts = [half_up(people * (share + draws.between(-6, 6)), 1000)
                  for share in AGE_SHARES]
        rows += [[year, ward, age, count] for age, count in zip(AGES, counts)]
    return rows


def children(counts):
    """Children by fiscal year and ward: those of 2024 are the population of the
    survey, a year earlier there were 3 per mille more."""
    of_ward = {}
    for _, ward, _, count in counts:
        of_ward[ward] = of_ward.get(ward, 0) + count
    return [[year, code, half_up(of_ward[ward] * (1000 + 3 * (2024 - year)),
                                 1000)]
            for year in (2023, 2024) for code, ward in wards()]


def metadata(year, people):
    rate = half_up(ROWS[year] * 1000, DISTRIBUTED)
    return [year, '架空市 子ども・子育て調査（作例）',
            '市内に住む0～17歳の子どもがいる世帯（子ども1人について回答）', people,
            '層化二段無作為抽出（層: 区、第1段: 調査区、第2段: 世帯）',
            DISTRIBUTED, ROWS[year], '%d.%d' % (rate // 10, rate % 10),
            '%d-10-01' % year, '%d-10-31' % year, '郵送配布・郵送とインターネットで回収',
            '架空市', '作例: 実在の調査ではない']


METADATA_HEADER = ['調査', '名称', '対象', '母集団の大きさ', '抽出方法', '配布数',
                   '有効回収数', '回収率', '開始', '終了', '方法', '実施', '備考']


# ------------------------------------------------------------------ records
PROGRAMMES = [    # code, name, usual visits and cost (yen) in a month
    ('P01', '児童館・自由来館', 900, 1850000),
    ('P02', '放課後児童クラブ', 620, 1240000),
    ('P03', '一時預かり', 85, 410000),
    ('P04', '地域子育て支援拠点', 260, 620000),
    ('P05', '子育て相談', 42, 180000),
    ('P06', '学習支援', 110, 350000),
    ('P07', '親子食堂', 64, 95000),
]
FACILITIES_OF = [3, 3, 3, 3, 3, 3, 3, 3, 4, 2]
CLOSED = ('F014', '2024-03')    # has no records afterwards
OPENED = ('F030', '2023-10')    # has none before


def with_check_digit(five):
    """総務省 全国地方公共団体コード仕様: modulus 11, weights 6 to 2."""
    total = sum(int(c) * w for c, w in zip(five, (6, 5, 4, 3, 2)))
    return five + str((11 - total % 11) % 10)


def wards():
    return [[with_check_digit(five), ward] for ward, _, _, _, five in WARDS]


def facilities():
    rows = []
    for (code, ward), n in zip(wards(), FACILITIES_OF):
        for i in range(n):
            rows.append(['F%03d' % (len(rows) + 1),
                         '%s第%d児童センター' % (ward[:-1], i + 1), code, '', ''])
    for row in rows:
        if row[0] == CLOSED[0]:
            row[4] = CLOSED[1] + '-31'
        if row[0] == OPENED[0]:
            row[3] = OPENED[1] + '-01'
    return rows


def record(draws, month, index, facility, programme):
    """One month of a programme at a facility; August is busy, and the second
    year a little busier than the first."""
    code, _, usual, cost = programme
    number = int(facility[0][1:])
    season = 1180 if month % 100 == 8 else 880 if month % 100 in (1, 2) else 1000
    size = 700 + number * 37 % 600 + index * 4
    visits = half_up(usual * season * size * draws.between(930, 1070), 10 ** 9)
    members = half_up(visits * draws.between(180, 240), 1000)
    spent = half_up(cost * size * draws.between(950, 1050), 10 ** 6)
    visits = '' if draws.happens(4) else visits     # not reported
    return ['%d-%02d' % (month // 100, month % 100),
            month // 100 - (month % 100 < 4), facility[2], facility[0], code,
            visits, members, spent]


def records():
    draws, rows = Draws(3), []
    months = [(2023 + (m + 3) // 12) * 100 + (m + 3) % 12 + 1 for m in range(24)]
    for index, month in enumerate(months):
        name = '%d-%02d' % (month // 100, month % 100)
        for facility in facilities():
            if facility[0] == CLOSED[0] and name > CLOSED[1]:
                continue
            if facility[0] == OPENED[0] and name < OPENED[1]:
                continue
            rows += [record(draws, month, index, facility, p)
                     for p in PROGRAMMES]
    return rows


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(
        os.path.abspath(__file__))
    people, samples = [], []
    for year in sorted(ROWS):
        write(folder, 'survey-%d.csv' % year, SURVEY_HEADER, survey(year))
        cells = population(year)
        people += cells
        samples.append(metadata(year, sum(row[3] for row in cells)))
    write(folder, 'children.csv', ['年度', '区コード', '人口'], children(cells))
    write(folder, 'population.csv', ['調査', '区', '年齢層', '人数'], people)
    write(folder, 'metadata.csv', METADATA_HEADER, samples)
    write(folder, 'records.csv', ['年月', '年度', '区コード', '施設コード', '事業コード',
                                  '延べ利用者数', '登録者数', '費用'], records())
    write(folder, 'codes-ward.csv', ['コード', '名称'], wards())
    write(folder, 'codes-facility.csv',
          ['コード', '名称', '上位', '有効開始', '有効終了'], facilities())
    write(folder, 'codes-programme.csv', ['コード', '名称'],
          [p[:2] for p in PROGRAMMES])


main()
