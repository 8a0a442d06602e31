/** `orderly flows`: the commands with which a merchant's flows are written, tested and reviewed. */
import type { Command } from 'commander';
import { addCommand } from '../command.js';
import { addCheck } from './flows/check.js';
import { addDiagram } from './flows/diagram.js';
import { addDiff } from './flows/diff.js';
import { addSchema } from './flows/schema.js';
import { addTalk } from './flows/talk.js';
import { addTest } from './flows/test.js';

/** Adds the command and those below it. */
export function addFlows(program: Command): void {
  const flows = addCommand(program, {
    usage: 'flows',
    summary: 'Check, test, draw and compare flows, or talk to one.',
    examples: ['orderly flows check', 'orderly flows talk demo'],
  });
  for (const add of [addCheck, addTest, addTalk, addDiagram, addDiff, addSchema]) add(flows);
}
