/** Matches the steps of two lists: by id, otherwise by kind and place. */
import type { StepIr } from '../../contracts/ir.js';
import { same } from './parts.js';

/** A step before and now; one side is missing if the other list has no such step. */
export interface Pair {
  before?: StepIr;
  now?: StepIr;
}

/** Pairs two lists in order, so that as many steps as possible count as unchanged. */
export function pairSteps(before: readonly StepIr[], now: readonly StepIr[]): Pair[] {
  const best = likenesses(before, now);
  const pairs: Pair[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < now.length) {
    const [old, fresh] = [before[i], now[j]];
    const here = best[i]?.[j] ?? 0;
    if (old !== undefined && fresh !== undefined && likeness(old, fresh) > 0) {
      if (here === likeness(old, fresh) + (best[i + 1]?.[j + 1] ?? 0)) {
        pairs.push({ before: old, now: fresh });
        i++;
        j++;
        continue;
      }
    }
    if (old !== undefined && (fresh === undefined || here === (best[i + 1]?.[j] ?? 0))) {
      pairs.push({ before: old });
      i++;
    } else if (fresh !== undefined) {
      pairs.push({ now: fresh });
      j++;
    }
  }
  return pairs;
}

/** `table[i][j]`: the best likeness of the lists from there on. */
function likenesses(before: readonly StepIr[], now: readonly StepIr[]): number[][] {
  const table = Array.from({ length: before.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      const [row, old, fresh] = [table[i], before[i], now[j]];
      if (row === undefined || old === undefined || fresh === undefined) continue;
      const alike = likeness(old, fresh);
      const together = alike === 0 ? 0 : alike + (table[i + 1]?.[j + 1] ?? 0);
      row[j] = Math.max(together, table[i + 1]?.[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return table;
}

/** 0 for steps that do not match. */
function likeness(before: StepIr, now: StepIr): number {
  if (before.kind !== now.kind) return 0;
  if (before.named && now.named) return before.id === now.id ? 8 : 0;
  const nameless = { id: '', named: false };
  if (same({ ...before, ...nameless }, { ...now, ...nameless })) return 4;
  return before.title === now.title ? 2 : 1;
}
