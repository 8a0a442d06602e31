/** Plays a case: the embedded model, the product's own conversation, flows and calls, in virtual time; approvers agree to all. */
import { mainFlow } from '../../../src/contracts/main-flow.js';
import type { Merchant } from '../../../src/merchants/merchant.js';
import type { Happened } from '../../../src/simulator/test-happenings.js';
import { type Seen, Talk } from '../../../src/simulator/talk/talk.js';
import type { MessageUnderstander } from '../../../src/understanding/understander.js';
import { type MoneyCase, minorOf, piecesWanted, priceOfWanted } from './case.js';
import { shopOf } from './shop.js';

/** How a case ended. */
export interface PlayedCase {
  one: MoneyCase;
  kept: boolean;
  /** What was paid back, in minor units, and whether the order was cancelled. */
  paid: number;
  cancelled: boolean;
  /** Whether a return was registered: what it brings back is paid once it has arrived. */
  sentBack: boolean;
  /** Whether anything was offered or paid that is not a part: all of the order, or of an item. */
  offered: boolean;
  handedOver: string | undefined;
  transcript: readonly string[];
}

const now = Date.UTC(2026, 2, 2, 9);
const most = 12;

/** Who is asked, and by what it is recognised, the first that fits. */
const questions: readonly (readonly [RegExp, (one: MoneyCase, question: string) => string])[] = [
  [
    /(?:^|[.!]\s)(?:Would you like (?:me )?to|Soll ich|Möchten Sie sie|Just to be sure|Nur zur Sicherheit)/,
    ({ language }) => (language === 'de' ? 'Ja' : 'Yes'),
  ],
  [/Would you like a colleague|Soll es sich jemand/, ({ language }) => (language === 'de' ? 'Ja' : 'Yes')],
  [
    /us to do about it|Was können wir für Sie tun/,
    ({ language }) => (language === 'de' ? 'Ich möchte mein Geld zurück' : 'I want my money back'),
  ],
  [
    /How much of the price|Wie viel vom Preis/,
    ({ kind, language, says }) =>
      kind !== 'items' ? says.what : language === 'de' ? 'Den vollen Preis' : 'The full price',
  ],
  [
    /What would you like (?:refunded|to )|What can I help|Was möchten Sie (?:von|an) |Wobei kann ich/,
    ({ says }) => says.what,
  ],
  [/is it about .* or |[Gg]eht es um .* oder um/, (one, question) => meantOf(question, one) ?? wishOf(one)],
  [/How many|[Ww]ie viele/, (one, question) => piecesOf(question, one)],
  [/Which items|Welche|Um welche Artikel/, ({ says }) => says.which],
  [/^Why|^Warum/, ({ says }) => says.why],
  [/./, ({ says }) => says.else],
];

/** What somebody who wants money calls it, best first, where they are asked which of two things it is. */
function meantOf(question: string, { kind }: MoneyCase): string | undefined {
  const part = kind === 'part' ? partOfTwo(question) : undefined;
  if (part !== undefined) return part;
  const [cancel, send]: (readonly [RegExp, string])[][] = [
    [
      [/cancelling/, 'cancelling an order'],
      [/das Stornieren/, 'das Stornieren einer Bestellung'],
    ],
    [
      [/returning something/, 'returning something'],
      [/eine Rücksendung/, 'eine Rücksendung'],
    ],
  ];
  const money: (readonly [RegExp, string])[] = [
    [/getting a refund/, 'getting a refund'],
    [/eine Erstattung/, 'eine Erstattung'],
  ];
  const other = kind === 'whole' ? [cancel, send] : [send, cancel];
  return [money, ...other].flatMap((each) => each ?? []).find(([words]) => words.test(question))?.[1];
}

/** What is wanted, where neither of two things is it. */
function wishOf({ kind, language, says }: MoneyCase): string {
  if (kind !== 'whole') return says.what;
  return language === 'de' ? 'Mein Geld für die ganze Bestellung' : 'My money back for the whole order';
}

/** Of two things, the one that is about a part of the money. */
function partOfTwo(question: string): string | undefined {
  const [, ...two] = /(?:is it about|[Gg]eht es um) (.+) (?:or|oder um) (.+)\?/.exec(question) ?? [];
  return two.find((name) => PARTS.test(name));
}
const PARTS =
  /charge|discount|compens|price|fee|gift card|doppelt|abgebucht|rabatt|nachlass|entschädig|preis|gebühr|gutschein/i;

/** How many pieces are wanted of what a question names: all that were ordered, unless the case says how many. */
function piecesOf(question: string, one: MoneyCase): string {
  const at = one.order.lines.findIndex(({ name }) => question.includes(name));
  return String(piecesWanted(one).get(at) ?? one.order.lines[at]?.quantity ?? 1);
}

/** Plays one case to its end. */
export async function playCase(
  one: MoneyCase,
  merchant: Merchant,
  understander: MessageUnderstander,
): Promise<PlayedCase> {
  const compiled = merchant.flows.get(mainFlow);
  if (compiled === undefined) throw new Error('there is no main flow');
  const [story, transcript]: [Happened[], string[]] = [[], []];
  const talk = new Talk({
    test: {
      ...{ flow: compiled.ir, hash: compiled.hash, merchant },
      given: {
        ...{ inputs: {}, language: one.language, now, customer: 'verified', understands: [] },
        ...{ facts: {}, operations: {}, subflows: {}, config: approvingAll(merchant, one), policy: {} },
      },
    },
    understander,
    improvise: shopOf(one, now),
    onSeen: (seen) => {
      transcript.push(lineOf(seen));
      if (seen.is !== 'trace') story.push(seen);
    },
  });
  let [line, open]: [string | undefined, string | undefined] = [one.first, undefined];
  for (let said = 0; line !== undefined && said < most; said += 1) {
    transcript.push(`> ${line}`);
    const from = story.length;
    await talk.hear(line);
    await approving(talk);
    const asked = questionIn(story.slice(from));
    if (asked !== undefined) open = asked;
    const goesOn = asked !== undefined || talk.outcome.waitsFor.includes('customer');
    line = goesOn && !isWithPeople(story) ? answerTo(open ?? '', one) : undefined;
  }
  return judged(one, story, transcript, talk);
}

/** The merchant's settings, whose approvers may decide on any amount in the currency of the order. */
const approvingAll = ({ config }: Merchant, { order: { currency } }: MoneyCase): Merchant['config'] => ({
  ...config,
  approvers: Object.fromEntries(
    Object.entries(config.approvers).map(([name, approver]) => [
      name,
      { ...approver, limit: { minor: 100_000_000, currency } },
    ]),
  ),
});

/** Approves whatever is asked for. */
async function approving(talk: Talk): Promise<void> {
  if (talk.outcome.waitsFor.some((who) => who.startsWith('approval'))) await talk.decide('approved', 'ben');
}

/** The question that stands behind what was said: one of a flow, or of the conversation. */
function questionIn(story: readonly Happened[]): string | undefined {
  const last = story.findLast((each) => each.is === 'asked');
  if (last?.is === 'asked') return last.text;
  const said = story.findLast(({ is }) => is === 'said');
  const isQuestion = said?.is === 'said' && /\?$/.test(said.text.trim());
  return isQuestion && !/could not read|nicht als Antwort/.test(said.text) ? said.text : undefined;
}

const isWithPeople = (story: readonly Happened[]): boolean => story.some(({ is }) => is === 'handed_over');

const answerTo = (question: string, one: MoneyCase): string | undefined =>
  questions.find(([words]) => words.test(question))?.[1](one, question);

function judged(one: MoneyCase, story: readonly Happened[], transcript: string[], talk: Talk): PlayedCase {
  const { calls } = talk.outcome;
  const refunds = calls.filter(({ operation }) => operation === 'payments.refund');
  const paid = refunds.reduce((sum, { inputs }) => sum + (inputs['amount'] as { minor: number }).minor, 0);
  const sent = calls
    .filter(({ operation }) => operation === 'returns.create')
    .map(({ inputs }) => inputs['lines']);
  const removed = calls
    .filter(({ operation }) => operation === 'orders.change_lines')
    .map(({ inputs }) => inputs['lines']);
  const cancelled = calls.some(({ operation }) => operation === 'orders.cancel');
  const offers = story.filter(
    (each) =>
      each.is === 'asked' &&
      /Would you like me to (?:refund|cancel|send)|Soll ich .*(?:erstatten|stornieren|schicken)/.test(
        each.text,
      ),
  );
  const handed = story.find((each) => each.is === 'handed_over');
  const total = minorOf(one.order.total);
  const keeps = {
    // Less than all of it, as a colleague has decided.
    part: () => paid < total && !cancelled && offers.length === 0,
    whole: () =>
      cancelled ||
      paid === total ||
      (paid === 0 && sends(sent, new Map(one.order.lines.map(({ quantity }, at) => [at, quantity])))),
    items: () =>
      !cancelled &&
      (paid === priceOfWanted(one) ||
        (paid === 0 && (sends(sent, piecesWanted(one)) || takesOut(removed, one)))),
  };
  return {
    ...{ one, kept: keeps[one.kind](), paid, cancelled, sentBack: sent.length > 0, transcript },
    offered: offers.length > 0,
    handedOver: handed?.is === 'handed_over' ? handed.queue : undefined,
  };
}

/** Whether one return was registered, of these pieces of lines and nothing else. */
function sends(returns: readonly unknown[], wanted: ReadonlyMap<number, number>): boolean {
  const lines = [...wanted].map(([at, quantity]) => ({ line: `line-${at + 1}`, quantity }));
  const sent = returns.map((each) =>
    (each as { line: string; quantity: number }[]).map(({ line, quantity }) => ({ line, quantity })),
  );
  return sent.length === 1 && JSON.stringify(sent[0]) === JSON.stringify(lines);
}

/** Whether the wanted lines, and no others, were taken out of an order that is still open. */
function takesOut(changes: readonly unknown[], one: MoneyCase): boolean {
  const changed = changes.map((each) =>
    (each as { line: string; quantity: number }[]).map(({ line, quantity }) => ({ line, quantity })),
  );
  const lines = [...piecesWanted(one)].map(([at, pieces]) => ({
    ...{ line: `line-${at + 1}`, quantity: (one.order.lines[at]?.quantity ?? 0) - pieces },
  }));
  return changed.length === 1 && JSON.stringify(changed[0]) === JSON.stringify(lines);
}

function lineOf(seen: Seen): string {
  switch (seen.is) {
    case 'trace':
      return `  · ${seen.text}`;
    case 'said':
      return `< ${seen.text}`;
    case 'asked':
      return `< ${seen.text}${seen.options.length === 0 ? '' : ` [${seen.options.join(' | ')}]`}`;
    default:
      return `  · ${JSON.stringify(seen)}`;
  }
}
