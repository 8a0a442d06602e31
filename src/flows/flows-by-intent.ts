/** Which flows a `by_intent` calls: found before a flow is compiled, as they must be compiled first. */
import type { Json, JsonObject } from '../contracts/json.js';
import { intentNamed } from '../intents/index.js';
import type { Path } from '../yaml/document.js';
import { allIntents, byIntent, classifyReadBy, listedIntents } from './by-intent.js';
import type { MerchantTerms } from './environment.js';
import { isMap, type SubflowPlace } from './steps-of.js';

/** The flows that the `by_intent` of a flow calls, each with the place where it is called. */
export function flowsByIntent(document: Json, terms: MerchantTerms): SubflowPlace[] {
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
    if (value['cases'] === byIntent || value['else'] === byIntent) chooses.push({ step: value, path });
    for (const [key, inner] of Object.entries(value)) visit(inner, [...path, key]);
  };
  visit(document, []);
  return chooses.flatMap(({ step, path }) => {
    const { choose, cases } = step;
    const list = lists.get((typeof choose === 'string' ? classifyReadBy(choose) : undefined) ?? '');
    const written = isMap(cases) ? cases : {};
    const left = listed(list, terms).filter((intent) => !Object.hasOwn(written, intent));
    const at = [...path, cases === byIntent ? 'cases' : 'else'];
    return left.flatMap((intent) => {
      const flow = intentNamed(intent)?.flow;
      return flow === undefined ? [] : [{ name: flow.name, path: at }];
    });
  });
}

function listed(written: Json | undefined, terms: MerchantTerms): readonly string[] {
  const names = Array.isArray(written) ? written.filter((name: Json) => typeof name === 'string') : [];
  return listedIntents(written === allIntents ? allIntents : names, terms);
}
