/** Conditions, and what is known behind them. */
import { number, text } from '../../../src/flows/types/type.js';
import type { Type } from '../../../src/contracts/ir.js';
import type { Expressions } from './expressions.js';

const ordered: readonly [Type, ...Type[]] = [number, { t: 'money' }, { t: 'duration' }, { t: 'moment' }];
const comparisons = ['<', '<=', '>', '>=', '==', '!='] as const;

/** An expression that is true or false. */
export function conditionOf(make: Expressions, depth: number): string {
  const { tape } = make;
  if (depth > 0) {
    switch (tape.below(6)) {
      case 0:
        return `(${conditionOf(make, depth - 1)} ${tape.one(['&&', '||'])} ${conditionOf(make, depth - 1)})`;
      case 1:
        return `!(${conditionOf(make, depth - 1)})`;
      case 2:
        return listCondition(make) ?? comparison(make);
    }
  }
  switch (tape.below(6)) {
    case 0:
      return enumCondition(make) ?? comparison(make);
    case 1:
      return presence(make)?.source ?? comparison(make);
    case 2:
      return `${make.of(text, 0)}.${tape.one(['contains', 'startsWith', 'endsWith'])}("a")`;
    case 3:
      return make.read(({ t }) => t === 'bool') ?? comparison(make);
    case 4:
      return `${make.of(text, 0)} in [${make.of(text, 0)}, "x"]`;
    default:
      return comparison(make);
  }
}

function comparison(make: Expressions): string {
  const type = make.tape.one(ordered);
  return `${make.of(type, 0)} ${make.tape.one(comparisons)} ${make.of(type, 0)}`;
}

function enumCondition(make: Expressions): string | undefined {
  const { tape } = make;
  const reading = tape.one(make.scope.there(({ t }) => t === 'enum'));
  if (reading?.type.t !== 'enum') return undefined;
  make.compared.add(reading.path);
  const [value, other] = [tape.one(reading.type.values) ?? '', tape.one(reading.type.values) ?? ''];
  if (tape.chance(30)) return `${reading.path} in ["${value}", "${other}"]`;
  return `${reading.path} ${tape.one(['==', '!='])} "${value}"`;
}

function listCondition(make: Expressions): string | undefined {
  const { tape } = make;
  const list = make.read(({ t }) => t === 'list');
  const type = make.itemOf(list);
  if (list === undefined || type === undefined) return undefined;
  const within = make.within(make.scope.renewed('each1', { type }));
  return `${list}.${tape.one(['exists', 'all'])}(each1, ${conditionOf(within, 0)})`;
}

/** A condition of an `if`, with the optional values that are there where it holds, or where it does not. */
export interface Asked {
  source: string;
  whenTrue: readonly string[];
  whenFalse: readonly string[];
}

/** A question whether something is there. */
function presence(make: Expressions): Asked | undefined {
  const reading = make.tape.one(make.scope.maybe());
  if (reading === undefined) return undefined;
  const has = `has(${reading.path})`;
  return make.tape.chance(30)
    ? { source: `!${has}`, whenTrue: [], whenFalse: [reading.path] }
    : { source: has, whenTrue: [reading.path], whenFalse: [] };
}

/** A condition of an `if`. */
export function askedOf(make: Expressions): Asked {
  const known = make.tape.chance(40) ? presence(make) : undefined;
  return known ?? { source: conditionOf(make, 2), whenTrue: [], whenFalse: [] };
}
