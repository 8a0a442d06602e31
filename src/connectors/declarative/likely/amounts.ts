/** Amounts in the wrong unit: cents read as whole units, or the other way round, by their names in the system. */
import type { Json } from '../../../contracts/json.js';
import type { Path } from '../../../flows/yaml/document.js';
import { isList, isObject } from '../json-value.js';
import type { Report } from '../report-issues.js';
import type { ConnectionFile } from '../schema.js';

type Unit = 'minor' | 'decimal';

/** An amount that is read or sent: its name in the system, its unit, and where the file says so. */
interface Amount {
  name: string;
  unit: Unit;
  path: Path;
  /** What the file has there now, and what it would have with the other unit. */
  hint: string;
}

const MINOR_WORDS =
  /^(cents?|minor|pence|centimes?|c[eé]ntimos?|centesimi|centavos?|grosz[ey]?|öre|subunits?|kopecks?)$/i;
const DECIMAL_WORDS = /^(decimal|euros?|eur|dollars?|usd|pounds?|gbp)$/i;

/** The words of a name: `betrag_cent`, `amountInCents`. */
const wordsOf = (name: string): string[] =>
  name
    .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .split(/[\s_.-]+/)
    .filter((word) => word !== '');

/** The unit that a name says; undefined if it says none, or both. */
function unitNamed(name: string): Unit | undefined {
  const words = wordsOf(name);
  const [minor, decimal] = [MINOR_WORDS, DECIMAL_WORDS].map((known) =>
    words.some((word) => known.test(word)),
  );
  return minor === true ? 'minor' : decimal === true ? 'decimal' : undefined;
}

/** The last name of a path. */
const lastName = (path: string): string =>
  /(?:\.|\[['"])([^.[\]'"]+)(?:['"]\])?$/.exec(path.trim())?.[1] ?? '';

/** Reports amounts whose unit is not the one that their name says, or another place of the file. */
export function checkAmounts(file: ConnectionFile, report: Report): void {
  const amounts = Object.entries(file.operations).flatMap(([operation, rules]) => {
    const { request, chain = [], fields = null, results = {} } = rules;
    const path = ['operations', operation];
    return [
      ...readIn(fields as Json, [...path, 'fields']), // YAML gives JSON
      ...Object.entries(results).flatMap(([name, result]) =>
        readIn((result.fields ?? null) as Json, [...path, 'results', name, 'fields']),
      ),
      ...sentIn(request as unknown as Json, [...path, 'request']),
      ...chain.flatMap((link, index) =>
        sentIn(link.request as unknown as Json, [...path, 'chain', index, 'request']),
      ),
    ];
  });
  const seen = new Set<string>();
  for (const { name, unit, path, hint } of amounts) {
    const named = unitNamed(name);
    const others = amounts.filter((each) => each.name === name && each.unit !== unit);
    const same = amounts.filter((each) => each.name === name && each.unit === unit);
    // Of two places that differ, the rarer is told; of as many, the later one.
    const isRarer = others.length > same.length || (others.length === same.length && seen.has(name));
    seen.add(name);
    if (named === unit || (named === undefined && !isRarer)) continue;
    const other = unit === 'minor' ? 'decimal' : 'minor';
    const why =
      named === undefined
        ? `\`${name}\` is \`${other}\` elsewhere in this file`
        : `\`${name}\` looks like ${inWords[other]}`;
    report.warn(path, 'connection_amount_unit', `${why}, but here it is ${inWords[unit]}${examples[unit]}.`, {
      at: 'key',
      hint,
    });
  }
}

const inWords = {
  minor: 'an amount in cents (or another minor unit)',
  decimal: 'an amount with decimals',
} as const;

const examples = {
  minor: ': 88 would be 0.88 EUR',
  decimal: ': 8840 would be 8840.00 EUR',
} as const;

/** Amounts that fields read. */
function readIn(rules: Json, path: Path): Amount[] {
  if (rules === null || typeof rules !== 'object') return [];
  if (isList(rules)) return rules.flatMap((item, index) => readIn(item, [...path, index]));
  const below = Object.entries(rules).flatMap(([key, item]) => readIn(item, [...path, key]));
  const unit = 'minor' in rules ? 'minor' : 'decimal' in rules ? 'decimal' : undefined;
  if (unit === undefined || rules['currency'] === undefined || rules['format'] !== undefined) return below;
  const way = wayOf(rules[unit]);
  const name = lastName(way);
  if (name === '') return below;
  const other = unit === 'minor' ? 'decimal' : 'minor';
  return [...below, { name, unit, path: [...path, unit], hint: `Write \`${other}: ${way}\`.` }];
}

/** The path of an amount, written alone or in a map. */
function wayOf(rules: Json | undefined): string {
  if (typeof rules === 'string') return rules;
  const inside = isObject(rules) ? (rules['path'] ?? rules['sum']) : undefined;
  return typeof inside === 'string' ? inside : '';
}

const MINOR_SENT = /^\$\{(inputs(?:\.[\w.]+)?)\.minor\}$/;

/** Amounts that requests send: `${inputs.amount.minor}`, or `{ from: inputs.amount, as: decimal }`. */
function sentIn(rules: Json, path: Path): Amount[] {
  if (rules === null || typeof rules !== 'object') return [];
  if (isList(rules)) return rules.flatMap((item, index) => sentIn(item, [...path, index]));
  return Object.entries(rules).flatMap(([key, value]): Amount[] => {
    const at = { name: key.replace(/^@/, ''), path: [...path, key] };
    const minor = MINOR_SENT.exec(typeof value === 'string' ? value : '')?.[1];
    if (minor !== undefined)
      return [{ ...at, unit: 'minor', hint: `Write \`${key}: { from: ${minor}, as: decimal }\`.` }];
    if (!isObject(value)) return sentIn(value, at.path);
    const { from, as } = value;
    if (typeof from !== 'string' || as !== 'decimal') return sentIn(value, at.path);
    return [{ ...at, unit: 'decimal', hint: `Write \`${key}: "\${${from}.minor}"\`.` }];
  });
}
