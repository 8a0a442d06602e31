/** Where the time of a message of 64 kB goes: on the worker's main thread, and in the thread of the model. */
import { type PossibleAnswer, type Question, answerTo } from '../src/understanding/answers/read-answer.js';
import { factsOf } from '../src/activities/understand-message.js';
import { chosenIntents } from '../src/activities/unclear-messages.js';
import { loadModel } from '../src/understanding/embedded/load-model.js';
import { type EmbeddedModel, readMessage } from '../src/understanding/embedded/model.js';
import { findEntities } from '../src/understanding/entities/find-entities.js';
import { flagsOf } from '../src/understanding/flags.js';
import { stripQuotedText } from '../src/understanding/strip-quoted-text.js';
import { visibleText } from '../src/understanding/visible-text.js';
import { longTexts } from './long-texts.js';
import { median, rounded } from './statistics.js';

/** What it costs, in milliseconds of the processor. */
export interface LongMessageCost {
  message: string;
  mainThread: number;
  modelThread: number;
  /** The part that took longest, and how long. */
  longest: [part: string, ms: number];
}

const today = '2026-03-02';
const labels = Array.from({ length: 10 }, (_, n) => `Order ${10_020 + n} of 3 March 2026: desk lamp, €20.50`);
const told = Array.from({ length: 50 }, () => 'Your order 10023 is on its way to you. '.repeat(5));
const kinds = ['choice', 'yes_or_no', 'date', 'amount', 'text'] as const;
const asks = kinds.map((kind): Question => ({ kind, labels }));

/** Measures each message so many times; the median counts. */
export async function measureLongMessages({
  times,
}: {
  times: number;
}): Promise<{ costs: LongMessageCost[] }> {
  const { model } = await loadModel();
  const costs = Object.entries(longTexts).map(([message, text]): LongMessageCost => {
    const parts = partsOf(text, model);
    const took = parts.map(({ name, isMain, work }) => {
      const each = Array.from({ length: times }, () => timed(work));
      return { name, isMain, ms: median(each) };
    });
    const sum = (isMain: boolean): number =>
      rounded(
        took.reduce((total, part) => (part.isMain === isMain ? total + part.ms : total), 0),
        1,
      );
    const [longest] = took.toSorted((a, b) => b.ms - a.ms);
    return {
      ...{ message, mainThread: sum(true), modelThread: sum(false) },
      longest: [longest?.name ?? '', rounded(longest?.ms ?? 0, 1)],
    };
  });
  return { costs };
}

/** The parts of the activity understand-message, as it and the model's thread do them. */
function partsOf(
  written: string,
  model: EmbeddedModel,
): { name: string; isMain: boolean; work: () => unknown }[] {
  const { text, hidden } = visibleText(written);
  const own = stripQuotedText(text);
  const entities = findEntities(own, { today });
  const understanding = { intent: 'other', sure: false, entities, candidates: [] };
  const message: PossibleAnswer = { text: own, understanding, today };
  const clarifying = { intents: ['wismo', 'refund'], names: ['your parcel', 'getting a refund'] } as const;
  return [
    { name: 'visible text', isMain: true, work: () => visibleText(written) },
    { name: 'own words', isMain: true, work: () => stripQuotedText(text) },
    { name: 'answers', isMain: true, work: () => asks.map((ask) => answerTo(ask, message)) },
    { name: 'chosen intents', isMain: true, work: () => chosenIntents(own, understanding, clarifying) },
    { name: 'facts', isMain: true, work: () => factsOf(entities, told) },
    { name: 'own words again', isMain: false, work: () => stripQuotedText(text) },
    { name: 'flags', isMain: false, work: () => flagsOf(own, hidden) },
    { name: 'entities', isMain: false, work: () => findEntities(own, { today }) },
    { name: 'model', isMain: false, work: () => readMessage(model, own) },
  ];
}

/** Processor time: other programs on the machine take none of it. */
function timed(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
