/** What merchant.yaml says in the right form, and most likely does not mean: each is told as a warning, with what to do. */
import type { Connection } from '../connectors/connector.js';
import type { CompileResult, SourceFile } from '../flows/compile-flows.js';
import { nearest } from '../flows/yaml/suggest.js';
import { intentNames, intentQueues } from '../understanding/intents/index.js';
import { programLocale } from '../texts/languages/program-locale.js';
import { plainAmount } from '../contracts/currency.js';
import type { Amount } from '../contracts/policy.js';
import { isWithout } from './bind-connections.js';
import { dayAt } from './calendar.js';
import type { MerchantConfig } from './merchant.js';
import type { Reader } from './merchant-file-reader.js';

/** What the checks look at besides the file. */
interface Surroundings {
  connections: ReadonlyMap<string, Connection>;
  compiled: Pick<CompileResult, 'notOffered'>;
  flows: readonly SourceFile[];
  /** Epoch ms. */
  now: number;
}

/** Warns about all of it. */
export function checkLikely(reader: Reader, config: MerchantConfig, around: Surroundings): void {
  checkAmounts(reader, config);
  checkHolidays(reader, config, around.now);
  checkQueues(reader, config, around.flows);
  checkSentenceValues(reader, config);
  checkOffered(reader, config, around);
}

/** Bands above what any approver may decide, and amounts in another currency than the shop's. */
function checkAmounts(reader: Reader, { currency, bands, approvers }: MerchantConfig): void {
  const all = Object.entries(approvers);
  for (const [name, { upTo }] of Object.entries(bands)) {
    if (upTo === undefined) continue;
    const path = ['policy', name, 'upTo'];
    warnOfCurrency(reader, path, upTo, currency);
    const limits = all.map(([who, { limit }]) => ({ who, limit }));
    if (limits.length === 0 || limits.some(({ limit }) => limit?.currency !== upTo.currency)) continue;
    const [highest] = limits.toSorted((a, b) => (b.limit?.minor ?? 0) - (a.limit?.minor ?? 0));
    if (highest?.limit === undefined || highest.limit.minor >= upTo.minor) continue;
    const message = `Up to ${plainAmount(upTo)} would be paid without an approval, which is more than any approver may approve (\`${highest.who}\`: ${plainAmount(highest.limit)}).`;
    reader.warn(path, 'band_invalid', message, 'Amounts are in whole units: write `50 EUR` for 50 euros.');
  }
  for (const [who, { limit }] of all)
    if (limit !== undefined) warnOfCurrency(reader, ['approvers', who, 'limit'], limit, currency);
}

function warnOfCurrency(
  reader: Reader,
  path: readonly string[],
  amount: Amount,
  own: string | undefined,
): void {
  if (own === undefined || own === amount.currency) return;
  const message = `The shop’s currency is ${own}, so this amount in ${amount.currency} is never compared with an order’s: it lets nothing pass.`;
  reader.warn([...path], 'currency_differs', message, `Write the amount in ${own}.`);
}

/** A list of holidays that are all over: from then on, none counts. */
function checkHolidays(reader: Reader, { hours, zone }: MerchantConfig, now: number): void {
  const last = hours.holidays.toSorted().at(-1);
  const today = dayAt(zone, now);
  if (last === undefined || last >= today) return;
  const message = `All of these holidays are over (the last one was ${last}), so none counts any more.`;
  const hint =
    'Add this year’s and next year’s, or give the country or state whose public holidays count, such as `holidays: de-BE`.';
  reader.warn(['hours', 'holidays'], 'holidays_unknown', message, hint);
}

/** Sentences that need their values to be understood, with what each value stands for. */
const needed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ask_facts: { missing: 'the facts that are missing, such as the email address' },
  ask_facts_again: { missing: 'the facts that are missing, such as the email address' },
  which_question: { first: 'the first thing to choose from', second: 'the second one' },
  clarify: { first: 'the first thing to choose from', second: 'the second one' },
};

/** A sentence of the merchant's own without a value that it needs. */
function checkSentenceValues(reader: Reader, { sentences }: MerchantConfig): void {
  for (const [name, values] of Object.entries(needed))
    for (const [value, meaning] of Object.entries(values)) {
      const sentence = sentences[name];
      if (sentence === undefined || sentence.includes(`\${${value}}`)) continue;
      const message = `\`${name}\` does not contain \`\${${value}}\`, so customers would not read what it is about.`;
      reader.warn(['sentences', name], 'merchant_shape', message, `Write \`\${${value}}\` for ${meaning}.`);
    }
}

/** A queue that nothing hands off to, and whose name is nearly that of one that is used. */
function checkQueues(
  reader: Reader,
  { handover, understanding }: MerchantConfig,
  flows: readonly SourceFile[],
): void {
  const own = (understanding?.intents ?? []).map(({ id }) => id);
  const inFlows = flows.flatMap(({ text }) =>
    [...text.matchAll(/\bhandover:\s*['"]?([\w.-]+)/g)].map(([, queue = '']) => queue),
  );
  const used = new Set(['default', ...inFlows, ...intentQueues, ...intentNames, ...own]);
  const missing = [...used].filter((queue) => !Object.hasOwn(handover, queue));
  for (const queue of Object.keys(handover)) {
    const meant = used.has(queue) ? undefined : nearest(queue, missing);
    if (meant === undefined) continue;
    const message = `Nothing hands off to \`${queue}\`.`;
    reader.warn(
      ['handover', queue],
      'queue_unknown',
      message,
      `Did you mean \`${meant}\`, which flows use?`,
      'key',
    );
  }
}

/** A domain that is bound to a connection without an operation that flows need, while another one in use has it. */
function checkOffered(reader: Reader, config: MerchantConfig, { connections, compiled }: Surroundings): void {
  const needed = new Map<string, string[]>();
  for (const [flow, { operations }] of compiled.notOffered)
    for (const name of operations.filter((each) => !isWithout(config, each)))
      needed.set(name, [...(needed.get(name) ?? []), flow]);
  for (const [operation, flows] of needed) {
    const key = [operation, operation.split('.')[0] ?? ''].find((each) =>
      Object.hasOwn(config.operations, each),
    );
    const bound = key === undefined ? undefined : config.operations[key];
    if (key === undefined || typeof bound !== 'string' || !connections.has(bound)) continue;
    const inUse = Object.values(config.operations).flat();
    const other = [...connections].find(
      ([name, { bindings }]) => inUse.includes(name) && bindings.has(operation),
    )?.[0];
    if (other === undefined || other === bound) continue;
    const list = new Intl.ListFormat(programLocale).format(flows.map((flow) => `\`${flow}\``));
    const message = `The connection \`${bound}\` does not describe \`${operation}\`, without which ${list} ${flows.length === 1 ? 'is' : 'are'} not offered.`;
    const own = [...(connections.get(bound)?.bindings.keys() ?? [])].filter((name) =>
      name.startsWith(`${key}.`),
    );
    const rest = own.map((name) => `\`${name}: ${bound}\``).join(' and ');
    const hint =
      key === operation || rest === ''
        ? `\`${other}\` describes it: write \`${operation}: ${other}\`.`
        : `\`${other}\` describes it: write \`${key}: ${other}\`, and below it ${rest}.`;
    reader.warn(['operations', key], 'operation_not_offered', message, hint);
  }
}
