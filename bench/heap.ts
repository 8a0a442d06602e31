/** What a run that waits costs in memory: heap of a worker with many cached runs of refund-order, each at its question. */
import type { Stack } from '../demo/stack/stack.js';
import type { Bundle } from './bundles.js';
import { askChild } from './child.js';
import type { HeapAnswer, HeapRequest } from './heap-process.js';
import { loadShipped } from './shipped.js';
import { order } from './shop-answers.js';
import type { SideName } from './side.js';
import { rounded } from './statistics.js';

/** Results of one side. */
export interface Heap extends HeapAnswer {
  /** KiB of one more run: between the fewest and the most. */
  perRun: number;
  /** The same from each count to the next: they agree if the figure is one of the runs. */
  steps: number[];
}

/** Measures one side after the other, each in a process of its own; counts of runs are told fewest first. */
export async function measureHeap(
  stack: Stack,
  bundles: Readonly<Record<SideName, Bundle>>,
  counts: readonly number[],
): Promise<Record<SideName, Heap>> {
  const { merchant } = await loadShipped();
  const measure = async (side: SideName): Promise<Heap> => {
    const request: HeapRequest = {
      address: stack.addresses.temporal,
      taskQueue: `orderly-heap-${side}`,
      code: bundles[side].code,
      flows: Object.fromEntries(merchant.flows),
      ...{ flow: 'refund-order', inputs: { orderNumber: order.number, reason: 'other', whole: true } },
      ...{ counts, allCached: true },
    };
    return perRun(await askChild<HeapAnswer>('heap-process.ts', request, ['--expose-gc']));
  };
  return { product: await measure('product'), baseline: await measure('baseline') };
}

/** What one more run takes. */
export function perRun(answer: HeapAnswer): Heap {
  const between = (from: HeapAnswer['heap'][number] | undefined, to: typeof from): number => {
    if (from === undefined || to === undefined) throw new Error('Heap is measured at two counts at least.');
    return rounded((to.bytes - from.bytes) / (to.runs - from.runs) / 1024, 1);
  };
  const { heap } = answer;
  return {
    ...answer,
    perRun: between(heap[0], heap.at(-1)),
    steps: heap.slice(1).map((to, index) => between(heap[index], to)),
  };
}
