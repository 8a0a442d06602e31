/** `orderly knowledge`: what a shop answers to questions about it. */
import type { Command } from 'commander';
import { addCommand } from '../command.js';
import { addCheck } from './knowledge/check.js';
import { addImport } from './knowledge/import.js';
import { addTest } from './knowledge/test.js';

/** Adds the command and those below it. */
export function addKnowledge(program: Command): void {
  const knowledge = addCommand(program, {
    usage: 'knowledge',
    summary: 'Check, test and import answers to questions about a shop.',
    examples: ['orderly knowledge check', 'orderly knowledge test --merchant acme'],
  });
  addCheck(knowledge);
  addTest(knowledge);
  addImport(knowledge);
}
