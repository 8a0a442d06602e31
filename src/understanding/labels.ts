/** The labels that understanding tells apart: the fine intents, those that the model has learnt in its own order. */
import { readFileSync } from 'node:fs';
import { intents } from './intents/index.js';
import type { FineIntent } from './intents/intent.js';

/** The labels that the model has learnt, in the order of its outputs, which its weights depend on. */
// Written by `npm run tool -- labels` before a training.
export const labelIds = JSON.parse(
  readFileSync(new URL('./embedded/labels.json', import.meta.url), 'utf8'),
) as readonly string[];

/** All labels: those that the model has learnt in its order, then those that it has not. */
export const labels: readonly FineIntent[] = inOrder(
  intents.flatMap(({ fine }) => fine),
  labelIds,
);

function inOrder(fine: readonly FineIntent[], ids: readonly string[]): FineIntent[] {
  const learnt = ids.flatMap((id) => fine.find((each) => each.id === id) ?? []);
  return [...learnt, ...fine.filter((each) => !learnt.includes(each))];
}
