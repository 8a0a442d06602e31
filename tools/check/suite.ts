/**
 * The suite's tiers as they are planned: a duration of each file in test/durations.json, their sums within the budgets, no
 * entry of a list without a file, and each proof of docs/start/guarantees.md in the tier that its row names.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dearest, readDurations, sumOf } from '../test/durations.js';
import { budgets, listed, names, tierOf } from '../test/tiers.js';

const files = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts') && !name.includes('node_modules'))
  .map((name) => join('test', name));
const { sample } = await readDurations();
const findings: string[] = [];

for (const [tier, budget] of Object.entries(budgets)) {
  const members = files.filter((file) => tierOf(file) === tier);
  const sum = Math.round(sumOf(sample, members));
  process.stdout.write(`${tier}: ${members.length} files, ${sum} of ${budget} CPU s\n`);
  if (sum <= budget) continue;
  findings.push(
    `The tier ${tier} takes ${sum} CPU s and may take ${budget} (tools/test/tiers.ts). Its dearest:`,
  );
  for (const [file, seconds] of dearest(sample, members)) findings.push(`  ${seconds.toFixed(1)} s ${file}`);
}
for (const file of files.filter((name) => sample[name] === undefined && tierOf(name) !== 'load'))
  findings.push(`test/durations.json has no duration of ${file}: npm test -- --keep ${file}`);
for (const entry of listed)
  if (!files.some((file) => names(entry, file)))
    findings.push(`tools/test/tiers.ts names ${entry}, which is no test`);
for (const row of readFileSync('docs/start/guarantees.md', 'utf8').split('\n')) {
  const proofs = [...row.matchAll(/`(?:npm test -- )?(test\/[^`\s]+)`/g)].map(([, path = '']) => path);
  const stated = /\| (core|landing|rest)[^|]*\|$/.exec(row)?.[1];
  if (proofs.length > 0 && stated === undefined)
    findings.push(`docs/start/guarantees.md gives no tier: ${row}`);
  for (const proof of proofs) {
    if (!existsSync(proof)) findings.push(`docs/start/guarantees.md names ${proof}, which is not there`);
    else if (stated !== undefined && !files.some((file) => file.startsWith(proof) && tierOf(file) === stated))
      findings.push(`docs/start/guarantees.md has ${proof} in ${stated}; it is in another tier`);
  }
}
for (const finding of findings) process.stdout.write(`${finding}\n`);
process.exitCode = findings.length === 0 ? 0 : 1;
