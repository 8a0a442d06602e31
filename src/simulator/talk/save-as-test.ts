/** A conversation as a test of the flow that it was had with. */
import { stringify } from 'yaml';
import type { Json, JsonObject } from '../../contracts/json.js';
import { environmentOf } from '../../flows/type-environment.js';
import { differencesOf } from '../compare-outcome.js';
import type { FlowTest } from '../flow-test.js';
import type { Happened, Outcome } from '../test-happenings.js';
import { playTest } from '../play.js';
import { defaultNow, readTestFile } from '../read-test-file.js';
import type { FlowTestFile, RawAction, RawAnswer, RawGiven } from '../schema.js';
import { Unscripted } from '../scripted-answers.js';
import type { Talk } from './talk.js';
import { momentText, writtenFields } from './values-in-test-notation.js';

/** What a saved test says besides what happened. */
export interface Saved {
  name: string;
  /** What held at first, as it was given. */
  given: RawGiven;
  /** Answers of systems by operation, in their order. */
  operations: Readonly<Record<string, readonly RawAnswer[]>>;
  /** What was done, in order. */
  actions: readonly RawAction[];
}

/** The text of a `*.test.yaml`, played once; `Unscripted` if this conversation is no test, or would not pass as one. */
export async function savedTest(talk: Talk, saved: Saved): Promise<string> {
  const { merchant } = talk.options.test;
  const { merchant: name } = merchant.config;
  const text = stringify(fileOf(talk, saved), { lineWidth: 0 });
  const read = readTestFile({ file: 'talk', text }, new Map([[name, merchant]]), name);
  const [issue] = read.issues;
  const [test] = read.tests;
  if (issue !== undefined || test === undefined)
    throw new Unscripted(
      `This conversation cannot be saved as a test: ${issue?.message ?? 'it has no flow.'}`,
      '',
    );
  const [difference] = differencesOf(test, await playTest(test));
  if (difference === undefined) return text;
  const message = `The saved test would not pass: ${difference.message}`;
  throw new Unscripted(
    message,
    'A test only understands messages with a certain meaning, and starts one run.',
  );
}

function fileOf(talk: Talk, { name, given, operations, actions }: Saved): FlowTestFile {
  const { test } = talk.options;
  const { zone, language } = test.merchant.config;
  const now = momentText(test.given.now, zone);
  const when = afterMessages(actions, talk.runs[0]?.since.messages ?? 0);
  return {
    flow: test.flow.flow,
    tests: [
      {
        name,
        given: {
          ...given,
          ...inputsOf(talk, given),
          ...(test.given.language === language ? {} : { language: test.given.language }),
          ...(now === defaultNow ? {} : { now }),
          ...(Object.keys(operations).length === 0
            ? {}
            : {
                operations: Object.fromEntries(
                  Object.entries(operations).map(([key, all]) => [key, [...all]]),
                ),
              }),
          ...understandsOf(talk, given),
        },
        ...(when.length === 0 ? {} : { when: [...when] }),
        then: thenOf(talk.options.test, talk.outcome),
      },
    ],
  };
}

/** What was done after that many messages: those before are not part of the run. */
function afterMessages(actions: readonly RawAction[], messages: number): RawAction[] {
  let left = messages;
  return actions.filter((action) => {
    if (left === 0) return true;
    if (typeof action === 'object' && action.customer !== undefined) left -= 1;
    return false;
  });
}

/** The main flow is tested with the message that started its run. */
function inputsOf(talk: Talk, { inputs }: RawGiven): Pick<RawGiven, 'inputs' | 'facts'> {
  const { test } = talk.options;
  if (!talk.isMain) {
    const all = writtenFields(test.given.inputs, test.flow.inputs, test.merchant.config.zone);
    return Object.keys(all).length === 0 ? {} : { inputs: { ...all, ...inputs } };
  }
  const [run, ...others] = talk.runs;
  if (run?.start === undefined || others.length > 0) {
    const started = run === undefined ? 'no flow' : `${talk.runs.length} flows`;
    throw new Unscripted(
      `This conversation started ${started}.`,
      'A test covers one run: start a new conversation for it.',
    );
  }
  const { facts } = run.start.conversation;
  return {
    inputs: { ...run.start.inputs },
    ...(Object.keys(facts).length === 0 ? {} : { facts: { ...facts } }),
  };
}

function understandsOf({ understood }: Talk, { understands = [] }: RawGiven): Pick<RawGiven, 'understands'> {
  const known = new Set(understands.map(({ message }) => message));
  const own = new Map(understood.map((each) => [each.message, each]));
  const all = [...understands, ...[...own.values()].filter(({ message }) => !known.has(message))];
  return all.length === 0 ? {} : { understands: all };
}

function thenOf(
  { merchant, flow }: Pick<FlowTest, 'merchant' | 'flow'>,
  { story, calls, end, waitsFor }: Outcome,
): FlowTestFile['tests'][number]['then'] {
  const { zone } = merchant.config;
  const { operations } = environmentOf(merchant.config, new Map());
  const changing = calls.filter(({ effect }) => effect !== 'read');
  const called = changing.map(({ operation, inputs }) => {
    const scalars = onlyScalars(writtenFields(inputs, operations.get(operation)?.inputs ?? {}, zone));
    return Object.keys(scalars).length === 0 ? operation : { [operation]: scalars };
  });
  const handedOver = story.findLast((each) => each.is === 'handed_over');
  const ended = end === undefined || 'failed' in end ? undefined : end;
  return {
    said: textsOf(story, 'said'),
    asked: textsOf(story, 'asked'),
    called,
    ...(handedOver === undefined ? {} : { handedOver: handedOver.queue }),
    ...(end === undefined && waitsFor.length > 0 ? { waitsFor: [...waitsFor] } : {}),
    ...(ended === undefined ? {} : { result: ended.result, ...outputsOf(ended, flow, zone) }),
    ...(end !== undefined && 'failed' in end ? { fails: end.failed } : {}),
  };
}

const textsOf = (story: readonly Happened[], is: 'said' | 'asked'): string[] =>
  story.flatMap((each) => (each.is === is ? [each.text] : []));

/** Outputs that are single values: a whole record would say more than the test promises. */
function outputsOf(
  { result, outputs }: { result: string; outputs: JsonObject },
  { results }: FlowTest['flow'],
  zone: string,
): { outputs?: Record<string, Json> } {
  const types = Object.hasOwn(results, result) ? (results[result] ?? {}) : {};
  const written = onlyScalars(writtenFields(outputs, types, zone));
  return Object.keys(written).length === 0 ? {} : { outputs: written };
}

const onlyScalars = (values: JsonObject): Record<string, Json> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => typeof value === 'string'));
