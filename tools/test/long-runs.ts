/**
 * `npm run tool -- long-run <which>`: what is no test file and longer than one. `schedules` plays many schedules of
 * overlapping attempts over the real call, `kinds` checks everything that `npm run new` can make, `watched` watches very many parcels at once. `npm run test:all` plays
 * each as a shard of its own (docs/development/testing.md).
 */
import { parseArgs } from 'node:util';
import { measureWatched } from '../../bench/watched.js';
import {
  embeddedGround,
  type Ground,
  memoryGround,
  postgresGround,
} from '../../test/activities/calls/model/grounds.js';
import { play } from '../../test/activities/calls/model/play.js';
import { failedWithEveryKind } from '../../test/tools/support/every-kind.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    store: { type: 'string', default: process.env['ORDERLY_TEST_POSTGRES_URL'] ? 'postgres' : 'embedded' },
    from: { type: 'string', default: '1' },
    count: { type: 'string' },
    show: { type: 'boolean', default: false },
  },
});
const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function open(store: string): Promise<Ground> {
  const url = process.env['ORDERLY_TEST_POSTGRES_URL'];
  if (store === 'memory') return memoryGround();
  if (store === 'embedded') return embeddedGround();
  if (store === 'postgres' && url !== undefined) return postgresGround(url);
  throw new Error('--store is memory, embedded or postgres, the last with ORDERLY_TEST_POSTGRES_URL');
}

async function playSchedules(from: number, count: number): Promise<boolean> {
  let faulty = 0;
  await using ground = await open(values.store);
  for (let seed = from; seed < from + count; seed += 1) {
    const { faults, scene, trace } = await play(seed, ground);
    if (faults.length > 0 || values.show)
      print(`${seed} ${JSON.stringify(scene)}: ${faults.join('; ') || 'held'}`);
    if (values.show) print(trace.join('\n'));
    if (faults.length > 0) faulty += 1;
    if ((seed - from + 1) % 1000 === 0) print(`${seed - from + 1} schedules, ${faulty} with faults`);
  }
  print(`${count} schedules on ${values.store}, ${faulty} with faults`);
  return faulty === 0;
}

/** One of every kind that `npm run new` makes, in a copy of the repository. */
async function makeEveryKind(): Promise<boolean> {
  const failed = await failedWithEveryKind(print);
  print(failed.length === 0 ? 'every kind is whole as it is made' : `failed: ${failed.join(', ')}`);
  return failed.length === 0;
}

/** Heap of one worker while parcels are watched: at most 40 KiB each, however few of them its cache holds. */
async function watchParcels(parcels: number): Promise<boolean> {
  const { heap, perRun, steps, events } = await measureWatched(parcels);
  for (const { runs, cached, bytes } of heap)
    print(`${runs} parcels watched, ${cached} of them cached: ${Math.round(bytes / 2 ** 20)} MiB of heap`);
  print(`${perRun} KiB of heap a parcel (${steps.join(' and ')} from one count to the next)`);
  print(`${events} events of a history while it waits for the first time`);
  return perRun <= 40;
}

const runs: Readonly<Record<string, () => Promise<boolean>>> = {
  schedules: () => playSchedules(Number(values.from), Number(values.count ?? 20_000)),
  kinds: makeEveryKind,
  watched: () => watchParcels(Number(values.count ?? 10_000)),
};
const run = runs[positionals[0] ?? ''];
if (run === undefined) throw new Error(`Name a run: ${Object.keys(runs).join(', ')}.`);
process.exitCode = (await run()) ? 0 : 1;
