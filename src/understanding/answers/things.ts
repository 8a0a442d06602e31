/** The things that an option is about, such as the lines of an order: its alias lists them, each behind a line break. */

/** Their names; none if the option is not about things. */
export const thingsOf = (alias: string): string[] =>
  alias.startsWith('\n') ? alias.slice(1).split('\n') : [];

/** The alias of an option that has a name besides its label; empty for one that is about things. */
export const withoutThings = (alias: string): string => (alias.startsWith('\n') ? '' : alias);
