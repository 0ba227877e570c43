# SPDX-License-Identifier: GPL-3.0-or-later
"""Ratios of one bench run against the goals.

The file has a line per program: rows, group, name, wall s, CPU s, peak KiB,
runs.  A ratio is peer's over ours, in CPU time of one thread unless said.
"""
import sys


def read(path):
    found = {}
    with open(path, encoding='utf-8') as file:
        for line in file:
            rows, group, name, wall, cpu, peak, _ = line.rstrip('\n').split('\t')
            found[int(rows), group, name] = (float(wall), float(cpu), int(peak))
    return found


def peers(found, rows, group):
    return {name: figures for (r, g, name), figures in found.items()
            if (r, g) == (rows, group)
            and not name.startswith(('shihyo', 'limit', 'libcsv'))}


def line(what, value, goal, good):
    print('%-62s %10s   goal %-12s %s' % (what, value, goal, 'met' if good else 'MISSED'))


def ratio(what, top, bottom, goal):
    if top and bottom:
        line(what, '%.1f x' % (top / bottom), '>= %g x' % goal, top / bottom >= goal)


def xtab(found, rows, best, survey):
    ours = found.get((rows, 'xtab', 'shihyo t1'))
    both = found.get((rows, 'xtab', 'shihyo t2'))
    others = peers(found, rows, 'xtab')
    if not ours:
        return
    name = 'cross table with SE, %s rows: ' % format(rows, ',')
    if others:
        peer = min(others, key=lambda n: others[n][1])
        ratio(name + peer, others[peer][1], ours[1], best)
        if both:
            fastest = min(f[0] for f in others.values())
            ratio(name + 'wall of the fastest, 2 threads', fastest, both[0], best)
    for slow in ('R survey svytable', 'pspp'):
        if slow in others and survey:
            ratio(name + slow, others[slow][1], ours[1], survey)
    limit = found.get((rows, 'xtab', 'limit:wc -l'))
    if limit and rows == 1000000:
        value = ours[1] / max(limit[1], 1e-6)
        line(name + 'over wc -l', '%.1f x' % value, '<= 8 x', value <= 8)
    if rows == 6116:
        line(name + 'wall', '%.1f ms' % (1000 * ours[0]), '<= 10 ms', ours[0] <= 0.010)
    if rows == 10000000:
        line(name + 'peak memory', '%.1f MiB' % (ours[2] / 1024), '', True)
        if both:
            ratio(name + 'one thread over two, wall', ours[0], both[0], 1.8)


def main():
    found = read(sys.argv[1])
    print()
    xtab(found, 6116, 20, 100)
    xtab(found, 1000000, 10, 150)
    xtab(found, 10000000, 10, 0)
    for rows, name, times, goal in ((6116, 'R survey svyby x40', 1, 200),
                                    (1000000, 'R survey svyby x1', 40, 500)):
        ours = found.get((rows, 'seall', 'shihyo t1'))
        peer = found.get((rows, 'seall', name))
        if ours and peer:
            ratio('all cells with SE, %s rows: R survey%s' %
                  (format(rows, ','), ' (one question x 40)' if times > 1 else ''),
                  times * peer[1], ours[1], goal)
    for rows in (1000000, 20000000):
        ours = found.get((rows, 'admin', 'shihyo t1'))
        both = found.get((rows, 'admin', 'shihyo t2'))
        others = peers(found, rows, 'admin')
        if ours and others:
            what = 'administrative groups, %s rows: ' % format(rows, ',')
            ratio(what + 'best CPU', min(f[1] for f in others.values()), ours[1], 4)
            ratio(what + 'best wall, 2 threads', min(f[0] for f in others.values()),
                  both[0] if both else 0, 5)


main()
