/** `npm run tool -- mixtures [name …]`: plays all shipped flows at merchants of several systems, and prints what came of it. */
import { mixtures } from '../test/mixtures/mixture.js';
import { type Column, playMixture } from '../test/mixtures/play.js';
import { whyNotPlayed } from '../test/mixtures/systems.js';

const names = process.argv.slice(2);
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const marks = { passed: '✓', not_applicable: '–', failed: '✗' } as const;

const columns: [string, Column][] = [];
for (const mixture of mixtures.filter(({ name }) => names.length === 0 || names.includes(name))) {
  const why = whyNotPlayed(mixture.systems);
  if (why === undefined) columns.push([mixture.name, await playMixture(mixture, undefined, print)]);
  else print(`${mixture.name} is not played: ${why}`);
}

const flows = [...new Set(columns.flatMap(([, column]) => [...column.keys()]))].sort();
const width = Math.max(...flows.map((flow) => flow.length), 0);
print(`\n${' '.repeat(width)}  ${columns.map(([name]) => name).join('  ')}`);
for (const flow of flows) {
  const cells = columns.map(([name, column]) => {
    const cell = column.get(flow);
    return (cell === undefined ? '' : marks[cell.is]).padEnd(name.length);
  });
  print(`${flow.padEnd(width)}  ${cells.join('  ')}`);
}
for (const [name, column] of columns)
  for (const [flow, cell] of column)
    if (cell.is !== 'passed') print(`${marks[cell.is]} ${name}, ${flow}: ${cell.why}`);
const failed = columns.flatMap(([, column]) => [...column.values()]).filter(({ is }) => is === 'failed');
print(`${columns.length} mixtures, ${flows.length} flows, ${failed.length} failed`);
process.exitCode = failed.length > 0 ? 1 : 0;
