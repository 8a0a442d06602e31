/** How a dialogue ended, by the ends that its author wrote. */
import type { JsonObject } from '../../src/contracts/json.js';
import type { Condition } from './dialogue.js';
import type { Played, Write } from './play.js';
import type { Belongings } from './world.js';

/** The five ends; what no list of the author's covers is a dead end. */
export type Grade = 'best' | 'acceptable' | 'dead_end' | 'wrong' | 'dangerous';

/** Which verb a write is, and of which field of its inputs its record is. */
const verbs: Readonly<Record<string, string>> = {
  'orders.cancel': 'cancel',
  'orders.change_lines': 'change',
  'orders.change_address': 'address',
  'orders.replace': 'replace',
  'payments.refund': 'refund',
  'returns.create': 'return',
  'shipments.redirect': 'address',
  'shipments.open_investigation': 'search',
  'shipments.follow': 'watch',
  'subscriptions.cancel': 'end',
  'subscriptions.change': 'plan',
  'subscriptions.pause': 'pause',
  'subscriptions.refund': 'refund_subscription',
  'subscriptions.resume': 'resume',
  'subscriptions.skip': 'skip',
};

/** The grade, and for which line. */
export function gradeOf(played: Played, belongings: Belongings): { grade: Grade; why: string } {
  const { ends } = played.dialogue;
  const holds = (condition: Condition): boolean => holdsIn(condition, played, belongings);
  for (const grade of ['dangerous', 'wrong'] as const) {
    const hit = ends[grade].find(holds);
    if (hit !== undefined) return { grade, why: JSON.stringify(hit) };
  }
  const missed = ends.best.find((condition) => !holds(condition));
  if (missed === undefined) return { grade: 'best', why: '' };
  const why = `not ${JSON.stringify(missed)}`;
  if (ends.acceptable.length > 0 && ends.acceptable.every(holds)) return { grade: 'acceptable', why };
  return { grade: 'dead_end', why };
}

function holdsIn(condition: Condition, played: Played, belongings: Belongings): boolean {
  const { did, handover, said, not_said: notSaid, turns, told } = condition;
  const matches = (pattern: string): boolean => {
    const expression = new RegExp(filled(pattern, belongings), 'iu');
    return played.heard.some((text) => expression.test(text));
  };
  return (
    (did === undefined || didHold(did, played, belongings)) &&
    (handover === undefined || handedTo(handover, played)) &&
    (said ?? []).every(matches) &&
    !(notSaid ?? []).some(matches) &&
    (turns === undefined || turnsOf(played) <= turns) &&
    (told === undefined || played.told === told)
  );
}

/** Messages of the customer until it was done: the last write or handover, or all before what they ask besides. */
function turnsOf({ writes, handovers, turns }: Played): number {
  const done = [...writes, ...handovers].map(({ turn }) => turn).filter((turn) => turn <= turns);
  return done.length === 0 ? turns : Math.max(...done);
}

function handedTo(wanted: boolean | string, { handovers }: Played): boolean {
  if (typeof wanted === 'boolean') return handovers.some(({ told }) => told || !wanted) === wanted;
  const queues: Readonly<Record<string, RegExp>> = {
    orders: /orders/,
    payments: /payments/,
    person: /./,
    service: /./,
  };
  return handovers.some(
    ({ queue, reason, told }) =>
      told &&
      ((queues[wanted] ?? new RegExp(wanted)).test(queue) || flagWords[wanted]?.test(reason) === true),
  );
}

/** What people read of a flag. */
const flagWords: Readonly<Record<string, RegExp>> = {
  legal: /legal|lawyer|court|recht|anwalt/i,
  fraud: /fraud|in (my|their) name|betrug/i,
  privacy: /privacy|personal data|gdpr|dsgvo|datenschutz/i,
  safety: /danger|safety|injur|gefahr|verletz/i,
  bereavement: /bereave|died|death|verst(o|ar)b|trauer/i,
};

function didHold(did: NonNullable<Condition['did']>, { writes }: Played, belongings: Belongings): boolean {
  const all = writes.filter(
    ({ operation }) => verbs[operation] !== undefined && operation !== 'shipments.follow',
  );
  if (did === 'nothing') return all.length === 0;
  if (did === 'anything') return all.length > 0;
  const { unless, ...wanted } = did;
  return Object.entries(wanted)
    .filter(([verb]) => Object.values(verbs).includes(verb))
    .every(([verb, key]) =>
      writes.some(
        (write) =>
          verbs[write.operation] === verb &&
          isOf(write, String(key), belongings) &&
          (unless === undefined || !write.confirmed) &&
          detailsHold(write, wanted, belongings.orders.get(String(key))),
      ),
    );
}

const textOf = (value: unknown): string => JSON.stringify(value ?? null);

function isOf({ inputs }: Write, key: string, { orders, subscriptions }: Belongings): boolean {
  const order = orders.get(key);
  const one = order ?? subscriptions.get(key);
  if (one === undefined) return false;
  const names = [one.number, one.id, ...(order?.parcels.map(({ code }) => code) ?? [])];
  const text = textOf(inputs);
  return names.some((name) => text.includes(`"${name}"`));
}

type OrderOf = NonNullable<ReturnType<Belongings['orders']['get']>>;

/** Whether what was done is what is wanted, as far as that names more than the record. */
function detailsHold(
  { inputs }: Write,
  wanted: JsonObject | Record<string, unknown>,
  order: OrderOf | undefined,
): boolean {
  const { items, amount, quantity, to, postcode, until } = wanted;
  const text = textOf(inputs);
  const lines = (inputs['lines'] ?? []) as readonly JsonObject[];
  const idsOf = (name: string): string[] =>
    (order?.lines ?? []).filter((line) => line.name === name).map(({ id }) => id);
  const named = [items ?? []].flat().map(String);
  const touched = (name: string): boolean =>
    lines.length === 0 ? order?.lines.length === 1 : idsOf(name).some((id) => textOf(lines).includes(id));
  return (
    named.every(touched) &&
    (amount === undefined || centsOf(inputs) === Math.round(Number(amount) * 100)) &&
    (quantity === undefined || lines.some((line) => line['quantity'] === quantity)) &&
    (to === undefined || 'plan' in inputs || isSwappedTo(textOf(to).replaceAll('"', ''), inputs)) &&
    (postcode === undefined || text.includes(textOf(postcode).replaceAll('"', ''))) &&
    (until === undefined || text.includes(textOf(until).replaceAll('"', '')))
  );
}

/** Whether a line is swapped to this form: by its name where the write says one, and by any form else. */
function isSwappedTo(to: string, inputs: JsonObject): boolean {
  const lines = (inputs['lines'] ?? []) as readonly JsonObject[];
  const forms = lines.filter((line) => 'sku' in line);
  if (forms.some(({ name }) => name === undefined)) return true;
  const said = forms.length > 0 ? textOf(forms.map(({ name }) => name)) : textOf(inputs);
  return said.toLowerCase().includes(to.toLowerCase());
}

/** What a write pays, in cents; not what the order in its inputs has cost. */
function centsOf({ amount }: JsonObject): number | undefined {
  const minor = typeof amount === 'object' && amount !== null && 'minor' in amount ? amount.minor : undefined;
  return typeof minor === 'number' ? minor : undefined;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The author's pattern with the values of the customer's world in it. */
function filled(pattern: string, { orders, subscriptions }: Belongings): string {
  return pattern.replace(/\{([A-Z])(?:\.(\w+))?\}/g, (whole, key: string, field: string | undefined) => {
    const [order, subscription] = [orders.get(key), subscriptions.get(key)];
    switch (field) {
      case undefined:
        return (order ?? subscription)?.number ?? whole;
      case 'total':
        return moneyForms(order?.totalCents ?? 0);
      case 'price':
        return moneyForms(subscription?.plan.cents ?? 0);
      case 'tracking':
        return order?.parcels.map(({ code }) => code).join('|') ?? whole;
      case 'day':
        return dayForms([order?.deliveryPlannedAt, order?.deliveredAt, order?.shipPlannedAt]);
      case 'next':
        return dayForms([subscription?.nextAt]);
      default:
        return whole;
    }
  });
}

const moneyForms = (cents: number): string =>
  cents % 100 === 0
    ? `${cents / 100}(?:[.,]00)?`
    : `${Math.floor(cents / 100)}[.,]${String(cents % 100).padStart(2, '0')}`;

const days = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Berlin',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
});

/** Any usual way to write one of these days. */
function dayForms(moments: readonly (number | undefined)[]): string {
  const forms = moments.flatMap((moment) => {
    if (moment === undefined) return [];
    const [day = '', month = ''] = days.format(moment).split('/');
    const named = (locale: string, style: 'long' | 'short'): string =>
      new Intl.DateTimeFormat(locale, { timeZone: 'Europe/Berlin', month: style })
        .format(moment)
        .replace('.', '');
    const months = [named('en', 'long'), named('en', 'short'), named('de', 'long'), named('de', 'short')].map(
      escaped,
    );
    const one = `0?${Number(day)}`;
    return [
      `${one}(?:st|nd|rd|th|\\.)?\\s+(?:of\\s+)?(?:${months.join('|')})`,
      `(?:${months.join('|')})\\w*\\s+${one}`,
      `${one}[./]0?${Number(month)}(?:[./]|\\b)`,
      `\\d{4}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`,
    ];
  });
  return forms.length === 0 ? '(?!)' : `(?:${forms.join('|')})`;
}
