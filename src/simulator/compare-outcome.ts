/** Compares a test's outcome with its `then:`. */
import type { JsonObject } from '../contracts/json.js';
import type { Path } from '../flows/yaml/document.js';
import type { Difference } from './difference.js';
import type { Expected, FlowTest, ExpectedText } from './flow-test.js';
import type { Outcome } from './test-happenings.js';
import { holds } from './scripted-answers.js';
import { inputsText, valueText } from './value-text.js';

// Compares replies and questions with the expectations in `then:`.

/** A reply or question as the customer reads it. */
interface SentText {
  text: string;
  options: readonly string[];
}

/** The replies. */
const saidIn = ({ story }: Outcome): SentText[] =>
  story.flatMap((happened) => (happened.is === 'said' ? [{ text: happened.text, options: [] }] : []));

/** The questions. */
const askedIn = ({ story }: Outcome): SentText[] =>
  story.flatMap((happened) => (happened.is === 'asked' ? [happened] : []));

/** Reports only the first text that differs: later ones may merely have shifted. */
function textDifferences(
  what: 'said' | 'asked',
  expected: readonly ExpectedText[] | undefined,
  actual: readonly SentText[],
  path: Path,
): Difference[] {
  if (expected === undefined) return [];
  for (const [index, text] of expected.entries()) {
    const sent = actual[index];
    const nth = `${index + 1} of ${expected.length}`;
    if (sent === undefined) {
      const message = `${what} ${nth} is missing: only ${actual.length} ${actual.length === 1 ? 'was' : 'were'} ${what}.`;
      return [{ path: text.path, message, expected: written(text) }];
    }
    if (!fits(text, sent))
      return [
        {
          path: text.path,
          message: `${what} ${nth} differs.`,
          expected: written(text),
          actual: shown(text, sent),
        },
      ];
  }
  const more = actual.slice(expected.length);
  if (more.length === 0) return [];
  const message = `More was ${what} than expected.`;
  return [{ path, message, expected: 'nothing more', actual: more.map(({ text }) => text).join('\n') }];
}

function fits({ text, contains, options }: ExpectedText, sent: SentText): boolean {
  if (text !== undefined && plain(text) !== plain(sent.text)) return false;
  if (contains !== undefined && !plain(sent.text).includes(plain(contains))) return false;
  if (options === undefined) return true;
  return options.map(plain).join('\n') === sent.options.map(plain).join('\n');
}

const written = ({ text, contains, options }: ExpectedText): string =>
  [text ?? (contains === undefined ? '' : `… ${contains} …`), ...(options ?? []).map(numbered)]
    .filter((part) => part !== '')
    .join('\n');

const shown = ({ options }: ExpectedText, sent: SentText): string =>
  [sent.text, ...(options === undefined ? [] : sent.options.map(numbered))].join('\n');

const numbered = (option: string, index: number): string => `${index + 1}. ${option}`;

/** Collapses white space: authors break lines freely, and times contain narrow spaces. */
const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** All differences of a test, in the order of its `then:`; a problem on the way is reported alone. */
export function differencesOf(test: FlowTest, outcome: Outcome): Difference[] {
  const { problem } = outcome;
  if (problem !== undefined) {
    const { message, hint, path = test.path } = problem;
    return [{ path, message, hint }];
  }
  const { then } = test;
  const differences = differencesFrom(test, then, outcome);
  const { uncounted, waitsFor } = outcome;
  // While the approval is open, what the decision was to bring about is missing because of it.
  const isWhy = uncounted !== undefined && waitsFor.some((wait) => wait.startsWith('approval:'));
  return isWhy && differences.length > 0 ? [uncounted] : differences;
}

function differencesFrom(test: FlowTest, then: Expected, outcome: Outcome): Difference[] {
  return [
    ...textDifferences('said', then.said, saidIn(outcome), [...thenOf(test), 'said']),
    ...textDifferences('asked', then.asked, askedIn(outcome), [...thenOf(test), 'asked']),
    ...called(then, outcome, [...thenOf(test), 'called']),
    ...notCalled(then, outcome),
    ...handedOver(then, outcome),
    ...waiting(then, outcome),
    ...ending(then, outcome),
  ];
}

const thenOf = ({ path }: FlowTest): Path => [...path.slice(0, -1), 'then'];

/** Compares calls: unlisted reads may come between, but writes and money calls must be listed. */
function called({ called: expected }: Expected, { calls }: Outcome, path: Path): Difference[] {
  if (expected === undefined) return [];
  const rest = [...calls];
  for (const { operation, inputs, path: at } of expected) {
    const index = rest.findIndex((call) => call.operation === operation && holds(call.inputs, inputs));
    const unnamed = rest.slice(0, index < 0 ? rest.length : index).find(({ effect }) => effect !== 'read');
    if (unnamed !== undefined && (index >= 0 || unnamed.operation !== operation))
      return [surprising(unnamed, at)];
    if (index < 0) {
      const message = `\`${operation}\` was not called${Object.keys(inputs).length === 0 ? '' : ' like this'}.`;
      return [
        { path: at, message, expected: callText({ operation, inputs }), actual: callsText(rest, inputs) },
      ];
    }
    rest.splice(0, index + 1);
  }
  const unnamed = rest.find(({ effect }) => effect !== 'read');
  return unnamed === undefined ? [] : [surprising(unnamed, path)];
}

interface CallText {
  operation: string;
  inputs: JsonObject;
}

function surprising(call: CallText, path: Path): Difference {
  const message = `\`${call.operation}\` was called, but is not expected.`;
  return { path, message, actual: madeText(call) };
}

const madeText = ({ operation, inputs }: CallText): string =>
  `${operation}${Object.keys(inputs).length === 0 ? '' : ` with ${inputsText(inputs)}`}`;

const callText = ({ operation, inputs }: CallText): string =>
  `${operation}${Object.keys(inputs).length === 0 ? '' : ` with ${valueText(inputs)}`}`;

/** What was called instead, with the inputs that matter. */
function callsText(calls: readonly CallText[], inputs: JsonObject): string {
  const names = Object.keys(inputs);
  const lines = calls.map((call) =>
    callText({
      operation: call.operation,
      inputs: Object.fromEntries(Object.entries(call.inputs).filter(([name]) => names.includes(name))),
    }),
  );
  return lines.length === 0 ? 'nothing else was called' : lines.join('\n');
}

function notCalled({ notCalled: expected = [] }: Expected, { calls }: Outcome): Difference[] {
  return expected.flatMap(({ operation, path }) => {
    const call = calls.find((made) => made.operation === operation);
    if (call === undefined) return [];
    return [{ path, message: `\`${operation}\` was called.`, actual: madeText(call) }];
  });
}

function handedOver({ handedOver: expected }: Expected, { story }: Outcome): Difference[] {
  if (expected === undefined) return [];
  const queues = story.flatMap((happened) => (happened.is === 'handed_over' ? [happened.queue] : []));
  if (queues.includes(expected.queue)) return [];
  const actual = queues.length === 0 ? 'it was not handed off' : queues.join(', ');
  return [{ path: expected.path, message: 'The handover differs.', expected: expected.queue, actual }];
}

function waiting({ waitsFor: expected }: Expected, outcome: Outcome): Difference[] {
  if (expected === undefined) return [];
  const waits = outcome.waitsFor;
  const isThere = (each: string): boolean =>
    each === 'approval' ? waits.some((wait) => wait.startsWith('approval:')) : waits.includes(each);
  if (expected.all.every(isThere)) return [];
  const { path, all } = expected;
  return [
    { path, message: 'It waits for something else.', expected: all.join(', '), actual: endText(outcome) },
  ];
}

function ending({ result, outputs, fails }: Expected, outcome: Outcome): Difference[] {
  const { end } = outcome;
  const actual = endText(outcome);
  const code = end !== undefined && 'failed' in end ? end.failed : undefined;
  if (fails !== undefined && fails.code !== code) {
    return [
      {
        path: fails.path,
        message: 'It did not fail with this code.',
        expected: `failed: ${fails.code}`,
        actual,
      },
    ];
  }
  const given = end !== undefined && 'result' in end ? end : undefined;
  if (result !== undefined && given?.result !== result.name)
    return [{ path: result.path, message: 'The result differs.', expected: result.name, actual }];
  if (outputs === undefined || (given !== undefined && holds(given.outputs, outputs.values))) return [];
  const message = 'The outputs differ.';
  const had = given === undefined ? actual : valueText(given.outputs);
  return [{ path: outputs.path, message, expected: valueText(outputs.values), actual: had }];
}

function endText({ end, waitsFor }: Outcome): string {
  if (end === undefined)
    return `it is still waiting for ${waitsFor.length === 0 ? 'something' : waitsFor.join(', ')}`;
  return 'failed' in end ? `it failed: ${end.failed}` : `it ended as ${end.result}`;
}
