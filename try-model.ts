import { play } from '/work/h6/test/calls/model/play.js';
import { memoryGround, embeddedGround } from '/work/h6/test/calls/model/grounds.js';
import { mends } from '/work/h6/test/calls/model/mends.js';
const [what, from, count, show] = process.argv.slice(2);
const ground = what === 'embedded' ? await embeddedGround() : memoryGround();
const started = Date.now();
const seen = new Map<string, number[]>();
for (let seed = Number(from); seed < Number(from) + Number(count); seed++) {
  const { faults, scene, trace } = await play(seed, ground);
  for (const f of faults) { const k = scene.idempotency.kind + (scene.accepts ? '+acc' : '') + ': ' + f; seen.set(k, [...(seen.get(k) ?? []), seed]); }
  if (show && faults.length) { console.log(seed, JSON.stringify(scene), faults); console.log(trace.join('\n')); }
}
for (const [k, s] of seen) console.log(s.length, k, s.slice(0, 6).join(' '));
console.log(count, 'in', Date.now() - started, 'ms');
process.exit(0);
