# SPDX-License-Identifier: GPL-3.0-or-later
"""Gate over the message catalogue (TAP): one check per message.

Both languages fill the same braces, numbers ascend and stand in their
section, ids are unique, the letter agrees with the level, some .c file
raises the message, and tests/diag/<number>-*/ shows the smallest input that
does.  tests/diag/EXEMPT lists `NUMBER reason` for those that no input file
can raise.
"""
import os
import re
import sys

STRING = r'"((?:[^"\\]|\\.)*)"'
ROW = re.compile(r'^M\((\w)(\d{4}), (\w+), (\w+), ' + ', '.join([STRING] * 4)
                 + r'\)\s*$')
LEVEL = {'N': 'NOTE', 'W': 'WARNING', 'E': 'ERROR'}


def read(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


def braces(text):
    return sorted(set(re.findall(r'\{\d+\}', text)))


def sources():
    for folder in ('data', 'indicators', 'charts', 'engine'):
        for name in sorted(os.listdir(folder)):
            if name.endswith('.c'):
                yield read(os.path.join(folder, name))


def exemptions():
    rows = {}
    if os.path.exists('tests/diag/EXEMPT'):
        for line in read('tests/diag/EXEMPT').splitlines():
            if line and not line.startswith('#'):
                number, _, reason = line.partition(' ')
                rows[number] = reason.strip()
    return rows


def row_faults(letter, number, level, texts, section, last):
    ja, en, fix_ja, fix_en = texts
    if LEVEL.get(letter) != level:
        yield 'the letter is not that of the level'
    if number[:2] != section:
        yield 'stands in section ' + section
    if number <= last:
        yield 'number is not above ' + last
    if braces(ja) != braces(en) or braces(fix_ja) != braces(fix_en):
        yield 'the languages differ in their braces'
    if bool(fix_ja) != bool(fix_en):
        yield 'the remedy is given in one language only'
    if any(text.endswith(('。', '.')) for text in texts):
        yield 'full stop at the end'


def example_faults(name, folders, exempt):
    shown = [f for f in folders if f.startswith(name + '-')]
    if name in exempt and not exempt[name]:
        yield 'exempt without a reason'
    if shown and name in exempt:
        yield 'exempt, but there is tests/diag/' + shown[0]
    if not shown and name not in exempt:
        yield 'no folder tests/diag/%s-*/' % name


def tap(results):
    failed = 0
    for i, (what, faults) in enumerate(results, 1):
        print('%sok %d - %s' % ('not ' if faults else '', i, what))
        for fault in faults:
            print('# ' + fault)
        failed += bool(faults)
    print('1..%d' % len(results))
    return 1 if failed else 0


def main():
    os.chdir(sys.argv[1])
    used = set(re.findall(r'\bMSG_(\w+)', '\n'.join(sources())))
    folders = [f for f in sorted(os.listdir('tests/diag')) if '-' in f]
    exempt = exemptions()
    results, names, ids = [], set(), set()
    section, last = '', ''
    for line in read('data/messages.def').splitlines():
        heading = re.match(r'/\* -- (\d\d) ', line)
        if heading:
            section = heading.group(1)
        if not line.startswith('M('):
            continue
        row = ROW.match(line)
        if not row:
            results.append((line[:40], ['row cannot be read']))
            continue
        letter, number, ident, level = row.groups()[:4]
        name = letter + number
        faults = list(row_faults(letter, number, level, row.groups()[4:],
                                 section, last))
        if ident in ids:
            faults.append('the id occurs twice')
        if ident not in used:
            faults.append('no .c file raises MSG_' + ident)
        faults += example_faults(name, folders, exempt)
        results.append(('%s %s' % (name, ident), faults))
        names.add(name)
        ids.add(ident)
        last = number
    for name in folders:
        if name.split('-')[0] not in names:
            results.append(('tests/diag/' + name, ['no such message']))
    for name in sorted(set(exempt) - names):
        results.append(('EXEMPT ' + name, ['no such message']))
    return tap(results)


sys.exit(main())
