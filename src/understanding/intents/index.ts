/** The product's intents: a YAML file each, beside this module. */
import { fileURLToPath } from 'node:url';
import { workerData } from 'node:worker_threads';
import { asWord } from '../../contracts/intent-name.js';
import type { SmallTalk } from './small-talk.js';
import type { FineIntent, Intent } from './intent.js';

/** What a thread is started with, so that it need not read YAML, which would slow its start. */
export interface WithIntents {
  intents: readonly Intent[];
}

/** Every intent, by the order of their names. */
export const intents: readonly Intent[] = given(workerData) ?? (await read());

const byName: ReadonlyMap<string, Intent> = new Map(
  intents
    .flatMap((intent) => [...intent.fine.map((fine) => asIntent(fine, intent)), intent])
    .map((intent) => [intent.name, intent] as const),
);

/** The intent of a name, fine ones included; undefined for a merchant's own, and for one that there is not. */
export const intentNamed = (name: string): Intent | undefined => byName.get(name);

/** The sentence that tells a customer that people take over, and what was understood: an intent with a queue has it. */
export function passedOnSentence(name: string): string {
  return `passed_on_${asWord(name)}`;
}

/** Whether one flow answers both: fine intents of one that differ in what the flow is given. */
export const isAnsweredAlike = (one: string, other: string): boolean =>
  intentNamed(one)?.flow !== undefined && intentNamed(one)?.flow?.name === intentNamed(other)?.flow?.name;

/** The intent of a message that wants none of the others. */
export const noIntent: string = wanting('nothing_known');

/** The intent of a message that wants people. */
export const peopleIntent: string = wanting('people');

/** The queues that intents name: where a merchant has none of that name, its default queue. */
export const intentQueues: ReadonlySet<string> = new Set(
  intents.flatMap(({ fine }) => fine.flatMap(({ queue }) => queue ?? [])),
);

/** The names of all intents, fine ones included. */
export const intentNames: readonly string[] = [...byName.keys()];

/** A fine intent by itself: what its part of the file does not say, the intent's does. */
function asIntent(fine: FineIntent, intent: Intent): Intent {
  const { id, flow, queue, priority, names, summary } = fine;
  const { flow: usual, ...rest } = intent;
  const answering = queue === undefined ? (flow ?? usual) : undefined;
  return {
    ...rest,
    ...(answering === undefined ? {} : { flow: answering }),
    ...(queue === undefined ? {} : { queue, reply: passedOnSentence(id) }),
    ...(priority === undefined ? {} : { priority }),
    name: id,
    names: { ...intent.names, ...names },
    summary: { ...intent.summary, ...summary },
    fine: [fine],
  };
}

const fine = intents.flatMap((intent) => intent.fine);

/** The small talk that a label is, if it is one. */
export const smallTalkOf = (label: string | undefined): SmallTalk | undefined =>
  fine.find(({ id }) => id === label)?.smallTalk;

/** The first fine intent of this small talk. */
export const labelOfSmallTalk = (smallTalk: SmallTalk): string | undefined =>
  fine.find((each) => each.smallTalk === smallTalk)?.id;

function wanting(what: NonNullable<Intent['wants']>): string {
  const found = intents.find(({ wants }) => wants === what);
  if (found === undefined) throw new TypeError(`no intent wants ${what}`);
  return found.name;
}

function given(data: unknown): readonly Intent[] | undefined {
  const isHanded = (value: unknown): value is WithIntents =>
    typeof value === 'object' && value !== null && 'intents' in value && Array.isArray(value.intents);
  return isHanded(data) ? data.intents : undefined;
}

async function read(): Promise<readonly Intent[]> {
  const { loadIntents } = await import('./read-intents.js');
  return loadIntents(fileURLToPath(new URL('.', import.meta.url)));
}
