/** Mermaid itself reads what we write. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import fc from 'fast-check';
import { diagramOf } from '../../../src/flows/diagram/diagram.js';
import { flowSaying, hostileTexts } from '../../flows/diagram/hostile.js';
import { read } from '../../flows/diagram/support.js';
import { compile, demo, shipped } from '../../flows/support/demo.js';
import type { Understood } from './parse.js';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const installed = existsSync(here('node_modules/mermaid')) && existsSync(here('node_modules/jsdom'));
const why = installed
  ? ''
  : ' (Mermaid is not installed: npm ci --prefix test/peers/mermaid --ignore-scripts)';
const when = installed ? test : test.skip;

/** What Mermaid reads of each diagram, in one process: it takes longer to start than to read. */
async function understood(diagrams: readonly string[]): Promise<Understood[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', here('parse.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(diagrams));
  return JSON.parse(await text(child.stdout)) as Understood[];
}

const seed = 20_261_124;
const ofFlows = (): string[] =>
  [...compile(shipped).flows.values()].flatMap(({ ir }) => [
    diagramOf(ir, { bands: demo.bands }),
    diagramOf(ir, { all: true }),
  ]);
const ofHostileTexts = (): string[] =>
  fc.sample(hostileTexts, { numRuns: 40, seed }).map((texts) => diagramOf(flowSaying(texts)));

when(
  `Mermaid reads every shipped flow, and texts that want to be syntax, as we mean them${why}`,
  async () => {
    const diagrams = [...ofFlows(), ...ofHostileTexts()];
    const expected = diagrams.map((diagram) => {
      const { labels, edges } = read(diagram);
      return { labels, edges: edges.length };
    });
    expect(await understood(diagrams)).toEqual(expected);
  },
);
