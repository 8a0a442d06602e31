/** `npm run exhaustive`: plays many schedules of overlapping attempts over the real call (docs/testing.md). */
import { parseArgs } from 'node:util';
import { embeddedGround, type Ground, memoryGround, postgresGround } from '../test/calls/model/grounds.js';
import { play } from '../test/calls/model/play.js';

const { values } = parseArgs({
  options: {
    store: { type: 'string', default: process.env['ORDERLY_TEST_POSTGRES_URL'] ? 'postgres' : 'embedded' },
    from: { type: 'string', default: '1' },
    count: { type: 'string', default: '20000' },
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

const from = Number(values.from);
const count = Number(values.count);
let faulty = 0;
{
  await using ground = await open(values.store);
  for (let seed = from; seed < from + count; seed += 1) {
    const { faults, scene, trace } = await play(seed, ground);
    if (faults.length > 0 || values.show)
      print(`${seed} ${JSON.stringify(scene)}: ${faults.join('; ') || 'held'}`);
    if (values.show) print(trace.join('\n'));
    if (faults.length > 0) faulty += 1;
    if ((seed - from + 1) % 1000 === 0) print(`${seed - from + 1} schedules, ${faulty} with faults`);
  }
}
print(`${count} schedules on ${values.store}, ${faulty} with faults`);
process.exitCode = faulty === 0 ? 0 : 1;
