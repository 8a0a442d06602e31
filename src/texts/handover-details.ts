/** A handover in Markdown, in the language of the people who read it: who, what, what was said and tried, and where it is. */
import type { Handover, Tried } from '../contracts/handover.js';
import { asMarkdown } from '../contracts/operator-words.js';
import { languageOf } from './languages/index.js';
import type { HandoverWords } from './languages/handover-words.js';
import { placeOf, type Place } from './locale-and-zone.js';
import type { RenderOptions } from './render.js';
import { writeValue } from './write-value.js';

/** How the lines are written; `about` is what the merchant's language calls the intent. */
type Writing = Pick<RenderOptions, 'language' | 'zone' | 'languages'> & { about?: string | undefined };

/** Most characters of what was said. */
const longest = 500;

/** A list of lines; none is there for what is not known. */
export function handoverDetails(handover: Handover, { language, zone, languages, about }: Writing): string {
  const words = languageOf(languages, language).handover;
  const place = placeOf(language, zone, languages);
  const { labels } = words;
  const { record, amount, question, links } = handover;
  const lines: [string, string | undefined][] = [
    [labels.customer, customerWords(handover, words)],
    [labels[record?.kind ?? 'record'], record && recordWords(record, place)],
    [labels.amount, amount && writeValue({ ...amount }, { t: 'money' }, place)],
    [labels.intent, about && asMarkdown(about)],
    ...saidLines(handover, words, place),
    [labels.question, question && quoted(question)],
  ];
  return [
    ...lines.flatMap(([label, text]) => (text === undefined || text === '' ? [] : [`- ${label}: ${text}`])),
    ...triedLines(handover.tried, words, place),
    `- ${labels.conversation}: ${links.conversation}`,
    ...(links.run === undefined ? [] : [`- ${labels.run}: ${links.run}`]),
  ].join('\n');
}

/** What an operation is called in a language; without a word for it, by the title that is given. */
export const operationTitle = (
  { language, languages }: Pick<RenderOptions, 'language' | 'languages'>,
  operation: string,
  title: string,
): string => {
  const { operations } = languageOf(languages, language).handover;
  return Object.hasOwn(operations, operation) ? (operations[operation] ?? title) : title;
};

function customerWords({ customer }: Handover, { verified }: HandoverWords): string {
  const { name, email, ref } = customer;
  const named = [
    ...(name === undefined ? [] : [asMarkdown(name)]),
    ...[email, ref].flatMap((id) => (id === undefined ? [] : [verbatim(id)])),
  ].join(', ');
  return named === '' ? verified[customer.verified] : `${named} (${verified[customer.verified]})`;
}

function recordWords({ kind, number, status }: NonNullable<Handover['record']>, place: Place): string {
  const name = kind === 'subscription' ? 'subscription_status' : 'order_status';
  const state = status === undefined ? '' : writeValue(status, { t: 'enum', name, values: [] }, place);
  return state === '' ? verbatim(number) : `${verbatim(number)}, ${asMarkdown(state)}`;
}

function saidLines({ said }: Handover, { labels }: HandoverWords, place: Place): [string, string][] {
  const [first, last] = said;
  const written = ({ text, at }: Handover['said'][number]): string =>
    `${quoted(text)} (${place.moment.format(Date.parse(at))})`;
  if (first === undefined) return [];
  if (last === undefined) return [[labels.only, written(first)]];
  return [
    [labels.first, written(first)],
    [labels.last, written(last)],
  ];
}

function triedLines(tried: readonly Tried[], words: HandoverWords, place: Place): string[] {
  const { labels, nothing } = words;
  if (tried.length === 0) return [`- ${labels.tried}: ${nothing}`];
  return [`- ${labels.tried}:`, ...tried.map((one) => `  - ${triedWords(one, words, place)}`)];
}

function triedWords(one: Tried, words: HandoverWords, place: Place): string {
  const { title, amount, approval, reference, at } = one;
  const what = [
    asMarkdown(title),
    ...(amount === undefined ? [] : [writeValue({ ...amount }, { t: 'money' }, place)]),
    ...(approval === undefined ? [] : [approvalWords(approval, words)]),
  ].join(', ');
  const when = at === undefined ? '' : ` (${place.moment.format(Date.parse(at))})`;
  const named = reference === undefined ? '' : `; ${words.labels.reference} ${verbatim(reference)}`;
  return `${what}: ${outcomeWords(one, words)}${named}${when}`;
}

const approvalWords = (
  { number, role }: NonNullable<Tried['approval']>,
  { approval }: HandoverWords,
): string => approval.replace('${number}', String(number)).replace('${role}', () => asMarkdown(role));

function outcomeWords({ outcome, code, message, httpStatus, approval }: Tried, words: HandoverWords): string {
  const known = approval === undefined ? words.outcomes : words.decided;
  const came = Object.hasOwn(known, outcome) ? (known[outcome] ?? outcome) : asMarkdown(spaced(outcome));
  const by =
    approval?.by === undefined ? [] : [words.by.replace('${by}', () => asMarkdown(approval.by ?? ''))];
  const why = [
    ...(code === undefined ? [] : [asMarkdown(spaced(code))]),
    ...(httpStatus === undefined ? [] : [`HTTP ${httpStatus}`]),
    ...(message === undefined ? [] : [quoted(message)]),
  ].join(', ');
  return [came, ...by, ...(why === '' ? [] : [`(${why})`])].join(' ');
}

const spaced = (name: string): string => name.replaceAll('_', ' ');

function quoted(text: string): string {
  const [short, isCut] = [Array.from(text.trim()).slice(0, longest).join(''), text.trim().length > longest];
  return `“${asMarkdown(short)}${isCut ? ' …' : ''}”`;
}

/** To be copied as it is. */
const verbatim = (text: string): string => `\`${text.replaceAll(/[`\s]+/g, ' ').trim()}\``;
