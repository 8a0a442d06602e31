/**
 * `npm run tool -- exam-answers <file>`: answers to open questions, by somebody who has read no rule of ours, in the product's own
 * conversation with the embedded model. Each line of the file is `{ set, language, question, text }`, with `options` and `is` of a
 * menu, and `then` of an answer that goes on. Prints a table by set and language, and the lines that went wrong; `--json`, `--show`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { embeddedFor } from '../src/cli/talk/understander.js';
import { checkConnection } from '../src/connectors/build-connection.js';
import type { AskCommand } from '../src/contracts/interpreter-command.js';
import type { AnswerKind } from '../src/contracts/ir.js';
import type { FactKind } from '../src/contracts/customer.js';
import type { Json } from '../src/contracts/json.js';
import { mainFlow } from '../src/contracts/main-flow.js';
import { messageNames, type RunSignal, type RunStart } from '../src/contracts/workflow-messages.js';
import type { Merchant } from '../src/merchants/merchant.js';
import { loadMerchants } from '../src/merchants/load-merchants.js';
import { Simulation } from '../src/simulator/simulation.js';
import type { Happened } from '../src/simulator/test-happenings.js';
import { calendarYear } from '../src/simulator/run-tests.js';
import type { VirtualOptions } from '../src/simulator/virtual-runtime.js';
import { VirtualStage } from '../src/simulator/virtual-stage.js';
import { peopleIntent } from '../src/understanding/intents/index.js';
import type { MessageUnderstander } from '../src/understanding/understander.js';
import { unauthenticatedAt } from '../test/support/played-talk.js';

interface Line {
  set: string;
  language: string;
  question: string;
  text: string;
  /** Of a menu: labels by value, and the value or values meant. */
  options?: Readonly<Record<string, string>>;
  is?: string | readonly string[];
  /** What an answer goes on with. */
  then?: string;
}

/** What came of an answer. */
interface Came {
  signals: readonly RunSignal[];
  /** Intents of runs that were started. */
  started: readonly string[];
  story: readonly Happened[];
  /** What was read, the answer first. */
  read: readonly string[];
}

/** A menu as the shipped flows ask it today, and which of its options the authors' values mean. */
interface ShippedMenu {
  labels: readonly string[];
  means: Readonly<Record<string, readonly string[]>>;
}

const notOrdered = 'It’s not what I ordered';
const somethingElse = 'Something else';
const damaged = 'It’s damaged or doesn’t work';
/** The menus that the authors wrote answers to, by the values of their options; the flows' wording has changed since then. */
const shippedMenus: Readonly<Record<string, ShippedMenu>> = {
  'damaged wrong_item missing other': {
    labels: ['Something is damaged or doesn’t work', notOrdered, 'Something is missing', somethingElse],
    means: {
      ...{ damaged: ['Something is damaged or doesn’t work'], wrong_item: [notOrdered] },
      ...{ missing: ['Something is missing'], other: [somethingElse] },
    },
  },
  'replacement refund person': {
    labels: ['Send it again', 'My money back', somethingElse],
    means: { replacement: ['Send it again'], refund: ['My money back'], person: [somethingElse] },
  },
  'changed_mind does_not_fit not_as_described damaged wrong_item': {
    labels: ['I don’t want it any more', damaged, notOrdered, 'Another reason'],
    means: {
      ...{ changed_mind: ['I don’t want it any more'], damaged: [damaged], wrong_item: [notOrdered] },
      // The shop of today has no option of its own for what does not fit, or is not as described.
      does_not_fit: ['Another reason', 'I don’t want it any more'],
      not_as_described: ['Another reason', notOrdered],
    },
  },
  'remove quantity variant address': {
    labels: ['Remove an item', 'Change the quantity', 'Another size or colour', somethingElse],
    means: {
      ...{ remove: ['Remove an item'], quantity: ['Change the quantity'] },
      ...{ variant: ['Another size or colour'], address: [somethingElse] },
    },
  },
  'whole items other': {
    labels: [
      'The whole order',
      'Some of the items',
      'Something else: part of the price, a fee or a discount',
    ],
    means: {
      ...{ whole: ['The whole order'], items: ['Some of the items'] },
      other: ['Something else: part of the price, a fee or a discount'],
    },
  },
  'all part': {
    labels: ['All of it', 'Part of it, and I’ll keep what I have'],
    means: { all: ['All of it'], part: ['Part of it, and I’ll keep what I have'] },
  },
  'parcel items': {
    labels: ['A whole parcel', 'Only some items'],
    means: { parcel: ['A whole parcel'], items: ['Only some items'] },
  },
};

const shippedMenu = ({ options = {} }: Pick<Line, 'options'>): ShippedMenu | undefined =>
  shippedMenus[Object.keys(options).join(' ')];

/** Whether an answer to a menu is what it means; of a menu of the flows, one of the options that say so today. */
function isMeant(line: Line, came: Came): boolean {
  const { options = {}, is = [] } = line;
  const menu = shippedMenu(line);
  const places = [valueOf(came)].flat();
  if (menu === undefined) {
    const meant = [is].flat().map((value) => Object.keys(options).indexOf(value));
    return JSON.stringify(places) === JSON.stringify(meant);
  }
  const [value = ''] = [is].flat();
  return places.length === 1 && (menu.means[value] ?? []).includes(menu.labels[Number(places[0])] ?? '');
}

/** How each set is judged. */
const judges: Readonly<Record<string, (line: Line, came: Came) => boolean>> = {
  no_with_reason: (_, came) => valueOf(came) === 'no',
  yes_with_more: (_, came) => valueOf(came) === 'yes',
  unclear_yes: (_, came) => valueOf(came) !== 'yes',
  yes_then_more: ({ then = '' }, came) =>
    valueOf(came) === 'yes' && came.read.slice(1).some((text) => bare(text) === bare(then)),
  menu: isMeant,
  short: (_, came) => came.started.length === 0 && !isAskedWhich(came) && !isWithPeople(came),
  person: (_, came) => came.started.includes(peopleIntent) || isWithPeople(came),
  dont_know: (_, came) =>
    valueOf(came) === undefined && came.started.length === 0 && came.story.some(({ is }) => isTold(is)),
  // The run itself tells the customer, once nothing waits any more.
  back_out: (_, came) => came.signals.some(({ type }) => type === 'backed_out'),
};

const isTold = (is: Happened['is']): boolean => is === 'said' || is === 'asked' || is === 'handed_over';
const isWithPeople = ({ story }: Came): boolean => story.some(({ is }) => is === 'handed_over');

/** "Is it about A, or about B?" is asked of somebody who wants something. */
const isAskedWhich = ({ story }: Came): boolean =>
  story.some((seen) => seen.is === 'said' && /is it about|geht es um/u.test(seen.text));

function valueOf({ signals }: Came): Json | undefined {
  const [answer] = signals.flatMap((signal) => (signal.type === 'answer' ? [signal.answer.value] : []));
  return answer;
}

const bare = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const yesOrNoSets = ['no_with_reason', 'yes_with_more', 'unclear_yes', 'yes_then_more'];

/** Of what kind a question of the file would be. */
function kindOf({ set, question, options }: Line): AnswerKind {
  if (yesOrNoSets.includes(set)) return 'yes_or_no';
  if (options !== undefined) return isOfThings(question) ? 'choices' : 'choice';
  if (/^(?:how many|wie viele\b(?! soll))/iu.test(question)) return 'number';
  if (/^(?:how much|wie viel soll)/iu.test(question)) return 'amount';
  if (/^(?:until when|when|bis wann|wann)/iu.test(question)) return 'date';
  return factOf(question) === undefined ? 'text' : 'facts';
}

const isOfThings = (question: string): boolean => /^(?:which items|welche artikel)/iu.test(question);

function factOf(question: string): FactKind | undefined {
  if (/order number|bestellnummer/iu.test(question)) return 'number';
  if (/e-mail/iu.test(question)) return 'email';
  return /postcode|postleitzahl/iu.test(question) ? 'postcode' : undefined;
}

/** The intent of the run that would ask so. */
function intentOf(question: string): string {
  const [found] = (
    [
      [/subscription|\babo|coffee|plan\b/iu, 'sub_cancel'],
      [/cancel|stornier/iu, 'cancel_order'],
      [/change about|an der bestellung/iu, 'change_order'],
      [/pay back|refund|erstatten|zurückzahlen/iu, 'refund'],
      [/return|send it back|go back|rücksendung|zurückschicken|zurückgehen/iu, 'return'],
      [/carrier|paketdienst/iu, 'wismo'],
    ] as const
  ).filter(([pattern]) => pattern.test(question));
  return found?.[1] ?? 'replacement';
}

function askOf(line: Line): AskCommand {
  const kind = kindOf(line);
  const fact = kind === 'facts' ? factOf(line.question) : undefined;
  const written = shippedMenu(line)?.labels ?? Object.values(line.options ?? {});
  const labels = written.map((label) => ({ key: label, args: [] }));
  return {
    do: 'ask',
    ...{ id: 'ask#1', question: { key: line.question, args: [] }, answer: kind },
    ...(labels.length === 0 ? {} : { labels }),
    ...(fact === undefined ? {} : { facts: [fact] }),
    ...(kind === 'yes_or_no' ? { confirms: true as const, digest: '0' } : {}),
    expires: { ms: 86_400_000 },
  };
}

/** A run that asks one question, and ends once it is answered or taken back. */
class AskingStage extends VirtualStage {
  readonly signals: RunSignal[] = [];

  constructor(
    simulation: Simulation,
    readonly line: Line,
    standIn: VirtualOptions['standIn'],
  ) {
    super(simulation, standIn === undefined ? {} : { standIn });
  }

  override startRun(workflowId: string, { merchant, conversation, intent }: RunStart): Promise<void> {
    const { line, signals } = this;
    const about = /\d{5}/u.exec(line.question)?.[0];
    const to = { id: conversation.id, workflowId: conversation.workflowId, language: line.language };
    this.temporal.start(workflowId, async (runtime) => {
      runtime.onSignal(messageNames.runSignal, (signal) => void signals.push(signal));
      await runtime.run('askCustomer', 'Ask', {
        ...{ merchant, workflowId, conversation: to, ask: askOf(line) },
        ...(intent === undefined ? {} : { intent }),
        ...(about === undefined ? {} : { about }),
      });
      await runtime.condition(() => signals.some(({ type }) => type === 'answer'));
      // What follows the answer need not wait any more.
      await runtime.run('notifyConversation', 'End', {
        ...{ merchant, conversation: to.id, workflowId: to.workflowId },
        signal: { type: 'run_ended', run: workflowId },
      });
    });
    return Promise.resolve();
  }
}

async function play(merchant: Merchant, understander: MessageUnderstander, line: Line): Promise<Came> {
  const main = merchant.flows.get(mainFlow);
  if (main === undefined) throw new Error('there is no main flow');
  const [started, read]: [string[], string[]] = [[], []];
  const { language } = line;
  const given = unauthenticatedAt(merchant, { now: Date.UTC(2026, 2, 2, 9), language });
  const simulation = new Simulation(
    {
      test: { flow: main.ir, hash: main.hash, merchant, given },
      intent: intentOf(line.question),
      understand: (message) => {
        read.push(message.text);
        return understander.understand(message);
      },
    },
    (played) =>
      new AskingStage(played, line, ({ start }) => {
        started.push(start.intent ?? '');
        return { result: 'answered', outputs: {} };
      }),
  );
  await simulation.begin();
  const asked = simulation.story.length;
  await simulation.pass({ ms: 60_000 });
  await simulation.hear([line.text]);
  return { signals: simulation.stage.signals, started, read, story: simulation.story.slice(asked + 1) };
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, show: { type: 'boolean', default: false } },
});
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const [file] = positionals;
if (file === undefined) throw new Error('name the file: npm run tool -- exam-answers <file>');

const project = fileURLToPath(new URL('..', import.meta.url));
const { merchants } = await loadMerchants(join(project, 'merchants'), {
  flowsFolder: join(project, 'flows'),
  buildConnection: checkConnection,
  now: calendarYear,
});
const merchant = merchants.get('demo');
if (merchant === undefined) throw new Error('the demo is not served');
const understander = embeddedFor(merchant);
const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
const table = new Map<string, { right: number; of: number }>();
const wrong: string[] = [];
for (const line of lines.map((each) => JSON.parse(each) as Line)) {
  const judge = judges[line.set];
  if (judge === undefined) continue;
  const came = await play(merchant, understander, line);
  const name = `${line.set} ${line.language}`;
  const { right, of } = table.get(name) ?? { right: 0, of: 0 };
  const isRight = judge(line, came);
  table.set(name, { right: right + Number(isRight), of: of + 1 });
  if (!isRight || values.show)
    wrong.push(`${isRight ? '✓' : '✗'} ${name}: ${line.question} > ${line.text}\n    ${wordsOf(came)}`);
}
if (values.json) print(JSON.stringify(Object.fromEntries(table)));
else {
  for (const [name, { right, of }] of table) print(`${name.padEnd(22)} ${right} of ${of}`);
  for (const line of wrong) print(line);
}

/** What came of an answer, in a line. */
function wordsOf(came: Came): string {
  const answers = came.signals.map((signal) =>
    signal.type === 'answer' ? `answer ${JSON.stringify(signal.answer.value)}` : signal.type,
  );
  const told = came.story.flatMap((seen) => {
    if (seen.is === 'said' || seen.is === 'asked') return [JSON.stringify(seen.text)];
    return seen.is === 'handed_over' ? [`to people: ${seen.reason}`] : [];
  });
  const rest = came.read.slice(1).map((text) => `then "${text}"`);
  return [...answers, ...rest, ...came.started.map((intent) => `starts ${intent}`), ...told].join(' · ');
}
