/** `orderly resume`: paused calls go on (DESIGN §5, Pause). */
import type { Command } from 'commander';
import { resumeWrites, scopeNamed } from '../../client/pauses.js';
import { addCommand } from '../command.js';
import { changePauses, type PauseOptions } from '../change-pauses.js';

/** Adds the command. */
export function addResume(program: Command): void {
  addCommand(program, {
    usage: 'resume <merchant> [what]',
    summary: 'Resume what was paused: one thing, or everything.',
    examples: ['orderly resume acme', 'orderly resume acme money'],
  })
    .option('--json', 'print what is still paused as a JSON list')
    .action((merchant: string, what: string | undefined, options: PauseOptions) =>
      changePauses(merchant, options, ({ store }, by) =>
        resumeWrites(store, { merchant, by, ...(what === undefined ? {} : { scope: scopeNamed(what) }) }),
      ),
    );
}
