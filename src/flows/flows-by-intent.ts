/** Which flows answer which intents, as the file of a flow says: found before it is compiled, as they must be compiled first. */
import type { Json, JsonObject } from '../contracts/json.js';
import { intentNamed } from '../understanding/intents/index.js';
import type { Path } from './yaml/document.js';
import { allIntents, byIntent, classifyReadBy, listedIntents } from './by-intent.js';
import type { MerchantTerms } from './type-environment.js';
import { isMap } from './enclosing-steps.js';
import type { SubflowPlace } from './scan-steps.js';

/** A flow that answers an intent: by its case, or by the intent's own file. */
export interface IntentPlace extends SubflowPlace {
  intent: string;
  raw: boolean;
}

/** The flows that the `by_intent` of a flow calls, each with the place where it is called. */
export const flowsByIntent = (document: Json, terms: MerchantTerms): SubflowPlace[] =>
  flowsOfIntents(document, terms).filter(({ raw }) => !raw);

/** The flow that answers each intent of a main flow; a case that does more is counted by the first flow that it calls. */
export function flowsOfIntents(document: Json, terms: MerchantTerms): IntentPlace[] {
  const lists = new Map<string, Json>();
  const chooses: { step: JsonObject; path: Path }[] = [];
  const visit = (value: Json, path: Path): void => {
    if (Array.isArray(value))
      value.forEach((item: Json, index) => {
        visit(item, [...path, index]);
      });
    if (!isMap(value)) return;
    if (typeof value['id'] === 'string' && 'classify' in value)
      lists.set(value['id'], value['intents'] ?? []);
    if ('choose' in value) chooses.push({ step: value, path });
    for (const [key, inner] of Object.entries(value)) visit(inner, [...path, key]);
  };
  visit(document, []);
  return chooses.flatMap(({ step, path }) => {
    const { choose, cases } = step;
    const list = lists.get((typeof choose === 'string' ? classifyReadBy(choose) : undefined) ?? '');
    if (list === undefined) return [];
    const raw = isMap(cases) ? cases : {};
    const own = Object.entries(raw).flatMap(([intent, steps]) =>
      calledFirst(intent, steps, [...path, 'cases', intent]),
    );
    if (cases !== byIntent && step['else'] !== byIntent) return own;
    const left = listed(list, terms).filter((intent) => !Object.hasOwn(raw, intent));
    const at = [...path, cases === byIntent ? 'cases' : 'else'];
    const byFile = left.flatMap((intent): IntentPlace[] => {
      const flow = intentNamed(intent)?.flow;
      return flow === undefined ? [] : [{ intent, name: flow.name, path: at, raw: false }];
    });
    return [...own, ...byFile];
  });
}

function calledFirst(intent: string, steps: Json, path: Path): IntentPlace[] {
  const all = Array.isArray(steps) ? steps : [];
  return all
    .flatMap((step: Json, index): IntentPlace[] => {
      const name = isMap(step) ? step['subflow'] : undefined;
      return typeof name === 'string' ? [{ intent, name, path: [...path, index, 'subflow'], raw: true }] : [];
    })
    .slice(0, 1);
}

function listed(raw: Json | undefined, terms: MerchantTerms): readonly string[] {
  const names = Array.isArray(raw) ? raw.filter((name: Json) => typeof name === 'string') : [];
  return listedIntents(raw === allIntents ? allIntents : names, terms);
}
