/** Functions of the expression language. */
import type { Json } from '../../json.js';
import type { FunctionName } from '../ir.js';
import { RunError } from '../run-error.js';
import { lengthCost } from './arithmetic.js';
import { asList, asText, isList, isRecord } from './values.js';

type Burn = (steps: number) => void;
type Run = (self: Json, argument: Json, burn: Burn) => Json;

// `orValue` is not here: it must see that its first argument is missing before that is an error.
const functions: Readonly<Record<Exclude<FunctionName, 'orValue'>, Run>> = {
  size,
  contains: (self, part) => asText(self).includes(asText(part)),
  startsWith: (self, part) => asText(self).startsWith(asText(part)),
  endsWith: (self, part) => asText(self).endsWith(asText(part)),
  lowerAscii: (self) => asText(self).replace(/[A-Z]/g, (letter) => letter.toLowerCase()),
  upperAscii: (self) => asText(self).replace(/[a-z]/g, (letter) => letter.toUpperCase()),
  join: (self, separator, burn) => join(asList(self).map(asText), asText(separator), burn),
};

/** Calls a function by name; a second argument that was not given is an empty text. */
export function callFunction(
  name: Exclude<FunctionName, 'orValue'>,
  args: readonly Json[],
  burn: Burn,
): Json {
  const [self, argument = ''] = args;
  if (self === undefined) throw new RunError('internal');
  return functions[name](self, argument, burn);
}

// Letters, not code units: an emoji counts once.
function size(self: Json): number {
  if (isList(self)) return self.length;
  return isRecord(self) ? Object.keys(self).length : Array.from(asText(self)).length;
}

function join(texts: readonly string[], separator: string, burn: Burn): string {
  const length = texts.reduce((sum, text) => sum + text.length + separator.length, 0);
  burn(lengthCost(length));
  return texts.join(separator);
}
