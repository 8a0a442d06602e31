/** `npm run tool -- import-figures`: fetches published descriptions, drafts an order of each and prints how much of it is right. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { draftConnection } from '../../src/connectors/importers/draft-connection.js';
import { descriptions as readers } from '../../src/connectors/importers/index.js';
import { descriptions, type PublishedDescription } from './descriptions.js';
import { type Figures, measure } from './measure.js';

const cache = fileURLToPath(new URL('../../.cache/descriptions/', import.meta.url));

/** Smallest share of fields that must be right, over all descriptions, percent. */
const LEAST = 70;

/** The description's text, out of its package; fetched once. */
function textOf({ package: name, file }: PublishedDescription): string {
  const folder = join(cache, name.replaceAll(/[@/]/g, '_'));
  const path = join(folder, 'package', file);
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder, name], {
      encoding: 'utf8',
    });
    execFileSync('tar', ['xzf', join(folder, packed.trim()), '-C', folder, `package/${file}`]);
  }
  return readFileSync(path, 'utf8');
}

function figuresOf(described: PublishedDescription): Figures {
  const { kind, file, operation, truth } = described;
  const description = readers.get(kind)?.(file, textOf(described), () => undefined);
  if (description === undefined) throw new Error(`There is no reader of ${kind}`);
  const draft = draftConnection(description, { operations: [operation], targets: ['orders.get'] });
  return measure(draft.yaml, truth);
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const percent = (part: number, whole: number): string => `${Math.round((100 * part) / whole)} %`;

const rows = descriptions.map((described) => ({ described, figures: figuresOf(described) }));
print('| System | Fields there | Right | Wrong, marked as guessed | Wrong, unmarked | Missed |');
print('|---|---|---|---|---|---|');
for (const { described, figures } of rows) {
  const { right, wrong, unmarked, missed } = figures;
  const there = Object.keys(described.truth).length;
  const cells = [described.system + (described.unseen === true ? ' *' : ''), there];
  const counts = [wrong.length - unmarked.length, unmarked.length, missed.length];
  print(`| ${[...cells, `${right.length} (${percent(right.length, there)})`, ...counts].join(' | ')} |`);
}
const sum = (count: (row: (typeof rows)[number]) => number): number =>
  rows.reduce((total, row) => total + count(row), 0);
const there = sum(({ described }) => Object.keys(described.truth).length);
const right = sum(({ figures }) => figures.right.length);
const unmarked = sum(({ figures }) => figures.unmarked.length);
print('\n\\* Looked at only after the names were written.');
print(`\n${right} of ${there} fields right (${percent(right, there)}), ${unmarked} wrong without a mark.`);
for (const { described, figures } of rows) {
  const { wrong, missed } = figures;
  print(`${described.system}: wrong ${wrong.join(', ') || '–'}; missed ${missed.join(', ') || '–'}`);
}
if ((100 * right) / there < LEAST || unmarked > 0) process.exitCode = 1;
