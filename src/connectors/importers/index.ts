/** The registry of descriptions that a connection can be drafted from, one line each. */
import { describeAnswer } from './answer/describe.js';
import type { Description } from './description.js';
import { describeGraphql } from './graphql/describe.js';
import { describeOpenApi } from './openapi/describe.js';
import { describeWsdl } from './wsdl/describe.js';

/** Reads a description from its file name, its text and files beside it; throws `import_unreadable`. */
type Describe = (
  file: string,
  text: string,
  siblingFiles: (name: string) => string | undefined,
) => Description;

/** Readers by their word on the command line. */
export const descriptions: ReadonlyMap<string, Describe> = new Map<string, Describe>([
  ['openapi', describeOpenApi],
  ['graphql', describeGraphql],
  ['wsdl', describeWsdl],
  ['answer', describeAnswer],
]);
