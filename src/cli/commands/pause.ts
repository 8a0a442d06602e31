/** `orderly pause`: paused calls wait at the gate, and none is lost (DESIGN §5, Pause). */
import type { Command } from 'commander';
import { knownScope, pauseWrites } from '../../client/pauses.js';
import { didYouMean } from '../../flows/yaml/suggest.js';
import { connectionNames } from '../../merchants/connection-names.js';
import { addCommand } from '../command.js';
import { changePauses, type PauseOptions } from '../change-pauses.js';

interface ListingOptions extends PauseOptions {
  list?: boolean;
}

/** Adds the command. */
export function addPause(program: Command): void {
  addCommand(program, {
    usage: 'pause <merchant> [what]',
    summary: 'Pause `writes` (the default), `money`, or one connection; or list what is paused.',
    examples: ['orderly pause acme', 'orderly pause acme money', 'orderly pause acme --list'],
  })
    .option('--list', 'pause nothing, and print what is paused')
    .option('--json', 'print what is paused as a JSON list; say what to pause, or add --list')
    .action((merchant: string, what: string | undefined, options: ListingOptions, command: Command) => {
      if (options.list === true && what !== undefined)
        command.error('error: --list pauses nothing, so it takes no name of what to pause');
      // Whoever asks for JSON may only want to look.
      if (options.json === true && options.list !== true && what === undefined)
        command.error(
          `error: nothing was paused: say what to pause, such as \`orderly pause ${merchant} writes --json\`; \`--list\` prints what is paused`,
        );
      return changePauses(merchant, options, async ({ store, config }, by) => {
        if (options.list === true) return store.pauses.list(merchant);
        const named = { merchant, what: what ?? 'writes' };
        const known = await connectionNames(config.merchantsFolder, merchant);
        const scope = knownScope(named, known, (names) => didYouMean(named.what, names));
        return pauseWrites(store, { merchant, scope, by });
      });
    });
}
