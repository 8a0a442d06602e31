/**
 * `by_intent`: what a `choose` does for an intent is said by the intent's own file. Its flow answers; if there is none,
 * the customer hears the intent's reply, and people read what the customer wants.
 */
import type { Json, JsonObject } from '../contracts/json.js';
import { asWord, namesFor } from '../contracts/intent-name.js';
import { intentNamed, intentNames, intents } from '../understanding/intents/index.js';
import type { Intent, IntentInput } from '../understanding/intents/intent.js';
import { nameSentence, summarySentence } from '../texts/languages/intent-sentences.js';
import type { Compilation } from './compilation.js';
import type { MerchantTerms } from './type-environment.js';

/** What stands for the cases that the intents' files give. */
export const byIntent = 'by_intent';

/** What stands for the list of all intents. */
export const allIntents = 'all';

/** Every name that a merchant's `classify` can list: fine intents, intents, and its own. */
export const knownIntents = (terms: MerchantTerms): readonly string[] => [...intentNames, ...ownOf(terms)];

/** What a list of intents names; `all` are all, the fine ones that have a flow or a queue of their own, and the merchant's own. */
export const listedIntents = (
  raw: readonly string[] | typeof allIntents,
  terms: MerchantTerms,
): readonly string[] => (raw === allIntents ? [...intents.flatMap(withAnswered), ...ownOf(terms)] : raw);

const ownOf = ({ understanding }: MerchantTerms): readonly string[] =>
  (understanding?.intents ?? []).map(({ id }) => id);

const withAnswered = ({ name, fine }: Intent): readonly string[] => [
  name,
  ...fine.flatMap(({ id, flow, queue }) => (flow === undefined && queue === undefined ? [] : [id])),
];

/** The `classify` whose intent an expression reads, by its id. */
export const classifyReadBy = (expression: string): string | undefined =>
  /^\s*(?:\$\{)?\s*steps\.(\w+)\.intent\s*\}?\s*$/.exec(expression)?.[1];

/** The steps of a case, as an author would write them; `classify` is the id of the step that has understood. */
export function stepsFor(flow: Compilation, intent: string, classify: string): readonly Json[] {
  const known = intentNamed(intent);
  const answer = known?.flow;
  const callee = answer && flow.callees.get(answer.name);
  if (answer !== undefined && callee?.offered === true) return [callOf(intent, answer, classify)];
  const { handover } = flow.environment.config;
  const reply = callee === undefined ? (known?.reply ?? intents[0]?.reply ?? '') : 'not_offered';
  const isThere =
    known?.queue !== undefined && Object.keys(flow.environment.config.hours?.days ?? {}).length > 0;
  return [
    { say: sentence(reply) },
    ...(isThere ? [{ say: sentence('there') }] : []),
    { handover: queueOf(intent, handover), reason: reasonOf(flow, intent) },
    { end: { result: 'handed_over' } },
  ];
}

/** The queue with the intent's name, else the one that its file names, else the one of what it belongs to. */
function queueOf(intent: string, queues: MerchantTerms['handover']): string {
  const [own = intent, ...further] = namesFor(intent);
  const names = [own, intentNamed(intent)?.queue ?? own, ...further];
  return names.find((name) => Object.hasOwn(queues, name)) ?? 'default';
}

const sentence = (name: string): string => `\${merchant.sentences.${name}}`;

function callOf(intent: string, { name, inputs }: NonNullable<Intent['flow']>, classify: string): JsonObject {
  const given = Object.entries(inputs).map(([input, from]): [string, Json] => [
    input,
    'value' in from ? from.value : `\${steps.${classify}.entities.${entityIn(from)}}`,
  ]);
  // Runs are named by it, so it must not depend on what else has a flow; no author can write an underscore.
  return { id: `answer_${asWord(intent)}`, subflow: name, inputs: Object.fromEntries(given) };
}

const entityIn = ({ entity, orValue }: Extract<IntentInput, { entity: string }>): string =>
  orValue === undefined ? entity : `${entity}.orValue("${orValue}")`;

/** A merchant's own intent may have no summary, but then its name says something. */
function reasonOf({ environment }: Compilation, intent: string): string {
  const summary = namesFor(intent)
    .map(summarySentence)
    .find((name) => environment.sentence(name) !== undefined);
  if (summary !== undefined) return sentence(summary);
  const name = environment.sentence(nameSentence(intent)) ?? intent.replaceAll('_', ' ');
  return `The message is about ${name}.`;
}
