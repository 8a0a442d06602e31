/** Functions of the expression language. */
import type { Json } from '../../contracts/json.js';
import type { FunctionName } from '../../contracts/ir.js';
import { RunError } from '../run-error.js';
import { boundText, lengthCost } from './size.js';
import { asList, asText, isList, isRecord } from './values.js';

type Burn = (steps: number) => void;
type Run = (self: Json, argument: Json, burn: Burn) => Json;

// Whole runs at a time: a call per letter would make a long text a hundred times slower.
const ascii = /[\u0000-\u007f]+/g;

// `orValue` is not here: it must notice a missing first argument before that becomes an error.
const functions: Readonly<Record<Exclude<FunctionName, 'orValue'>, Run>> = {
  size,
  contains: (self, part, burn) => textOf(self, burn).includes(textOf(part, burn)),
  startsWith: (self, part) => asText(self).startsWith(asText(part)),
  endsWith: (self, part) => asText(self).endsWith(asText(part)),
  lowerAscii: (self, _, burn) => textOf(self, burn).replace(ascii, (run) => run.toLowerCase()),
  upperAscii: (self, _, burn) => textOf(self, burn).replace(ascii, (run) => run.toUpperCase()),
  join: (self, separator, burn) => join(asList(self).map(asText), asText(separator), burn),
};

/** Calls a function by name; a missing second argument is an empty text. */
export function callFunction(
  name: Exclude<FunctionName, 'orValue'>,
  args: readonly Json[],
  burn: Burn,
): Json {
  const [self, argument = ''] = args;
  if (self === undefined) throw new RunError('internal');
  return functions[name](self, argument, burn);
}

/** A text that is read in full, at a fuel cost proportional to its length. */
function textOf(value: Json, burn: Burn): string {
  const text = asText(value);
  burn(Math.floor(text.length / 1024));
  return text;
}

function size(self: Json, _: Json, burn: Burn): number {
  if (isList(self)) return self.length;
  return isRecord(self) ? Object.keys(self).length : letters(textOf(self, burn));
}

// Letters, not code units: an emoji counts once.
const letters = (text: string): number =>
  text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);

function join(texts: readonly string[], separator: string, burn: Burn): string {
  const length = texts.reduce((sum, text) => sum + text.length + separator.length, 0);
  boundText(length);
  burn(lengthCost(length));
  return texts.join(separator);
}
