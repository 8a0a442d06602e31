/** Kinds of descriptions that a connection can be drafted from: a registry, a line each. */
import type { Description } from './description.js';
import { describeGraphql } from './graphql/describe.js';
import { describeOpenApi } from './openapi/describe.js';

/** Reads a description from its file's name and text; throws `import_unreadable`. */
type Describe = (file: string, text: string) => Description;

/** Readers by the word that the command line has for them. */
export const descriptions: ReadonlyMap<string, Describe> = new Map([
  ['openapi', describeOpenApi],
  ['graphql', describeGraphql],
]);
