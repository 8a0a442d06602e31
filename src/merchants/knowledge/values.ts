/** What answers of a merchant's knowledge can read: the policy, the shop and the moment, and nothing of any customer. */
import type { FieldType, Type } from '../../contracts/ir.js';
import type { Json } from '../../contracts/json.js';
import { parseDuration, parseInteger, parseMoney } from '../../flows/literals.js';
import { moment, number, text } from '../../flows/types/type.js';
import type { MerchantConfig } from '../merchant.js';
import { firstLanguage } from '../../texts/languages/index.js';

/** A value of the policy as it is written: an amount, a time, a number, otherwise words. */
function typed(raw: string): { type: Type; value: Json } {
  const amount = parseMoney(raw);
  if (amount !== undefined) return { type: { t: 'money' }, value: { ...amount } };
  const duration = parseDuration(raw);
  if (duration !== undefined && 'ms' in duration) return { type: { t: 'duration' }, value: duration.ms };
  const count = parseInteger(raw);
  return count === undefined ? { type: text, value: raw } : { type: number, value: count };
}

/** A group of values: each a value of its own, or a group by the next part of its name. */
interface Group {
  fields: Record<string, FieldType>;
  values: Record<string, Json>;
}

function grouped(entries: readonly (readonly [path: readonly string[], raw: string])[]): Group {
  const group: Group = { fields: {}, values: {} };
  const below = new Map<string, (readonly [readonly string[], string])[]>();
  for (const [[first = '', ...rest], raw] of entries) {
    if (rest.length > 0) {
      below.set(first, [...(below.get(first) ?? []), [rest, raw]]);
      continue;
    }
    const { type, value } = typed(raw);
    group.fields[first] = { type };
    group.values[first] = value;
  }
  for (const [name, inside] of below) {
    const { fields, values } = grouped(inside);
    group.fields[name] = { type: { t: 'record', fields } };
    group.values[name] = values;
  }
  return group;
}

function policyOf({ policy }: Pick<MerchantConfig, 'policy'>): Group {
  const entries = Object.entries(policy).flatMap(([name, raw]) =>
    typeof raw === 'string' ? [[name.split('.'), raw] as const] : [],
  );
  return grouped(entries);
}

/** Types of what answers and their conditions can read. */
export function knowledgeRoots(config: MerchantConfig): Map<string, FieldType> {
  const record = (fields: Readonly<Record<string, FieldType>>): FieldType => ({
    type: { t: 'record', fields },
  });
  return new Map<string, FieldType>([
    ['policy', record(policyOf(config).fields)],
    ['merchant', record({ name: { type: text }, hours: { type: text } })],
    ['run', record({ now: { type: moment } })],
  ]);
}

/** Values of what answers can read, in a language. */
export function knowledgeValues(
  config: MerchantConfig,
  { language, now }: { language: string; now: number },
): Map<string, Json> {
  return new Map<string, Json>([
    ['policy', policyOf(config).values],
    ['merchant', { name: config.name, hours: writtenHours(config, language) }],
    ['run', { now }],
  ]);
}

/** Monday first. */
const week = [1, 2, 3, 4, 5, 6, 0] as const;
/** A Sunday. */
const sunday = Date.UTC(2023, 0, 1);
const day = 24 * 60 * 60 * 1000;

/** Business hours as customers read them: “Monday – Friday, 09:00 – 17:00”; empty where a merchant names none. */
export function writtenHours({ hours: { days } }: Pick<MerchantConfig, 'hours'>, language: string): string {
  const locale = Intl.DateTimeFormat.supportedLocalesOf(language)[0] ?? firstLanguage;
  const names = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  const nameOf = (at: number): string => names.format(sunday + at * day);
  const runs: { first: number; last: number; from: number; to: number }[] = [];
  let before: (typeof runs)[number] | undefined;
  for (const at of week) {
    const open = days[at];
    if (open === undefined) {
      before = undefined;
      continue;
    }
    if (before?.from === open.from && before.to === open.to) before.last = at;
    else runs.push((before = { first: at, last: at, ...open }));
  }
  const written = runs.map(({ first, last, from, to }) => {
    const on = first === last ? nameOf(first) : `${nameOf(first)} – ${nameOf(last)}`;
    return `${on}, ${clock(from)} – ${clock(to)}`;
  });
  return written.join('; ');
}

const clock = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
