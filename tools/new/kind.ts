/** What can be made by `npm run new`, one file a kind. */
import type { Changes } from './changes.js';

/** What a caller wrote behind the kind. */
export interface Request {
  name: string | undefined;
  options: Readonly<Record<string, string | undefined>>;
}

/** What is left for people, and what must run to follow the change. */
export interface Made {
  /** Tools that write pages from the code. */
  tools?: readonly string[];
  /** Tests that run on it: paths for `npm test --`. */
  tests: readonly string[];
  /** What comes next, a line each. */
  next: readonly string[];
}

/** A kind of thing. */
export interface Kind {
  /** One line for people. */
  does: string;
  /** How it is called, behind `npm run new -- `. */
  usage: string;
  /** Works everything out; throws a NewError where that is not possible. */
  make(request: Request, changes: Changes): Made;
}
