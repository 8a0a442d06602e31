/** `orderly pause`: paused calls wait at the gate, and none is lost (DESIGN §5, Pause). */
import type { Command } from 'commander';
import { knownScope, pauseWrites } from '../../client/pauses.js';
import { didYouMean } from '../../flows/yaml/suggest.js';
import { connectionNames } from '../../merchants/connection-names.js';
import { addCommand } from '../command.js';
import { changePauses, type PauseOptions } from '../change-pauses.js';

/** Adds the command. */
export function addPause(program: Command): void {
  addCommand(program, {
    usage: 'pause <merchant> [what]',
    summary: 'Pause `writes` (the default), `money`, or one connection.',
    examples: ['orderly pause acme', 'orderly pause acme money', 'orderly pause acme psp'],
  })
    .option('--json', 'print what is paused as a JSON list')
    .action((merchant: string, what: string | undefined, options: PauseOptions) =>
      changePauses(merchant, options, async ({ store, config }, by) => {
        const named = { merchant, what: what ?? 'writes' };
        const known = await connectionNames(config.merchantsFolder, merchant);
        const scope = knownScope(named, known, (names) => didYouMean(named.what, names));
        return pauseWrites(store, { merchant, scope, by });
      }),
    );
}
