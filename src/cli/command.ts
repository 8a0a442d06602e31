/** How every command is declared: what it does, an example in its help, and where to look after wrong usage. */
import { type Command, InvalidArgumentError } from 'commander';
import { parseDuration } from '../flows/literals.js';

/** How a command describes itself. */
export interface CommandWords {
  /** Name and arguments, as commander reads them: `pause <merchant> [what]`. */
  usage: string;
  summary: string;
  /** Whole command lines. */
  examples: readonly [string, ...string[]];
}

/** Adds a command to its parent; options and the action are the caller's. */
export function addCommand(parent: Command, { usage, summary, examples }: CommandWords): Command {
  const command = parent.command(usage).description(summary);
  const lines = examples.map((example) => `  $ ${example}`).join('\n');
  return command
    .helpCommand(false)
    .addHelpText('after', `\n${examples.length === 1 ? 'Example' : 'Examples'}:\n${lines}`)
    .showHelpAfterError(`See \`${pathOf(command)} --help\`.`);
}

/** Reads an option that is a whole number of at least `least`. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`Give a whole number of at least ${least}.`);
  };
}

/** A week, ms: how far back lists go unless an option says otherwise. */
export const week = 7 * 24 * 60 * 60 * 1000;

/** Reads an option that says how far back, such as 12h or 7d; in ms. */
export function timeBack(written: string): number {
  const duration = parseDuration(written);
  if (duration !== undefined && 'ms' in duration) return duration.ms;
  throw new InvalidArgumentError('Give a time such as 12h or 7d.');
}

function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}
