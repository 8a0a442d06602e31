/** The kinds of steps, and how tables of them are written. */
import { stepKinds } from '../../../src/flows/steps/registry.js';

/** Every kind of step of the language. */
export const kinds: readonly string[] = [...stepKinds.keys()];

/** Counts by name, the highest first. */
export function tableOf(title: string, counts: ReadonlyMap<string, number>): string {
  const rows = [...counts].sort(([, left], [, right]) => right - left);
  return [title, ...rows.map(([name, count]) => `${String(count).padStart(7)}  ${name}`)].join('\n');
}
