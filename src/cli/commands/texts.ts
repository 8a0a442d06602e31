/** `orderly texts`: what a shop says, and in which languages and styles. */
import type { Command } from 'commander';
import { addCommand } from '../command.js';
import { addAccept } from './texts/accept.js';
import { addDraft } from './texts/draft.js';
import { addMissing } from './texts/missing.js';

/** Adds the command and those below it. */
export function addTexts(program: Command): void {
  const texts = addCommand(program, {
    usage: 'texts',
    summary: 'List missing texts, draft them and accept the drafts.',
    examples: ['orderly texts missing', 'orderly texts draft --language fr --style warm'],
  });
  addMissing(texts);
  addDraft(texts);
  addAccept(texts);
}
