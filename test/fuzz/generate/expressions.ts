/** Expressions of every type, from what can be read. */
import { assignable, bool, moment, number, text } from '../../../src/flows/types/type.js';
import type { Type } from '../../../src/contracts/ir.js';
import type { Json } from '../../../src/contracts/json.js';
import { conditionOf } from './conditions.js';
import type { Scope } from './scope.js';
import type { Tape } from './tape.js';
import { typeNamed } from './world.js';

const money = typeNamed('money');
const duration = typeNamed('duration');
const textList = { t: 'list', of: text } as const;

const words = ['hello', 'ok then', 'A-1', 'late'] as const;
const moneys = ['5 EUR', '12.50 EUR', '100 EUR'] as const;
const durations = ['2 days', '4 hours', '90 minutes'] as const;
const dates = ['2026-03-31', '2026-12-24'] as const;

/** Makes expressions at one place of a flow. */
export class Expressions {
  constructor(
    readonly tape: Tape,
    readonly scope: Scope,
    /** Enums that were compared somewhere: what is left of them is the checker's to know. */
    readonly compared: Set<string>,
  ) {}

  /** The same where more can be read. */
  within(scope: Scope): Expressions {
    return new Expressions(this.tape, scope, this.compared);
  }

  /** An expression whose value can stand for the type; undefined if nothing here has it. */
  of(type: Type, depth = 2): string | undefined {
    switch (type.t) {
      case 'text':
        return this.text(depth);
      case 'number':
        return this.number(depth);
      case 'bool':
        return conditionOf(this, depth);
      case 'money':
        return this.amount(type, depth, `money("${this.tape.one(moneys)}")`);
      case 'duration':
        return this.amount(type, depth, `duration("${this.tape.one(durations)}")`);
      case 'moment':
        return this.moment(depth);
      case 'list':
        return this.list(type, depth);
      default:
        return this.read((given) => assignable(given, type));
    }
  }

  /** A value where a type is needed: written out, or an expression. */
  value(type: Type): Json | undefined {
    const literal = this.tape.chance(40) ? this.literal(type) : undefined;
    if (literal !== undefined) return literal;
    const expression = this.of(type);
    return expression === undefined ? this.literal(type) : `\${${expression}}`;
  }

  /** A value that is written out. */
  literal(type: Type): Json | undefined {
    switch (type.t) {
      case 'text':
        return this.tape.one(words);
      case 'number':
        return String(this.tape.below(30));
      case 'bool':
        return String(this.tape.chance(50));
      case 'money':
        return this.tape.one(moneys);
      case 'date':
        return this.tape.one(dates);
      case 'duration':
        return this.tape.one(durations);
      case 'enum':
        return this.tape.one(type.values);
      default:
        return undefined;
    }
  }

  /** A sentence with values in it. */
  sentence(opening: string): string {
    const { tape } = this;
    const parts = Array.from({ length: tape.below(3) }, () => {
      const type = tape.one([text, number, money, moment, duration, textList]);
      return ` and \${${this.tape.chance(30) ? (this.written() ?? this.of(type)) : this.of(type)}}`;
    });
    return `${opening}${parts.join('')}.`;
  }

  /** Something that is there, as it is. */
  read(fits: (type: Type) => boolean): string | undefined {
    return this.tape.one(this.scope.there(fits))?.path;
  }

  /** Something that may be absent, with what stands in for it. */
  private orElse(type: Type, depth: number): string | undefined {
    const reading = this.tape.one(this.scope.maybe(({ t }) => t === type.t));
    return reading && `${reading.path}.orValue(${this.of(type, depth - 1)})`;
  }

  /** Enums of the vocabulary and dates write themselves in a text too; a flow's own results have no words. */
  private written(): string | undefined {
    return this.read((type) => type.t === 'date' || (type.t === 'enum' && type.name !== undefined));
  }

  private choice(type: Type, depth: number): string {
    const [yes, no] = [this.of(type, depth - 1), this.of(type, depth - 1)];
    return `(${conditionOf(this, 0)} ? ${yes} : ${no})`;
  }

  private text(depth: number): string {
    const { tape } = this;
    const read = this.read(({ t }) => t === 'text') ?? `(merchant.name + "${tape.one(words)}")`;
    if (depth <= 0) return read;
    switch (tape.below(7)) {
      case 0:
        return read;
      case 1:
        return `(${this.text(depth - 1)} + "${tape.one(words)} " + ${read})`;
      case 2:
        return `${this.text(depth - 1)}.${tape.one(['lowerAscii', 'upperAscii'])}()`;
      case 3:
        return this.choice(text, depth);
      case 4:
        return `${this.list(textList, depth - 1)}.join(", ")`;
      default:
        return this.orElse(text, depth) ?? read;
    }
  }

  private number(depth: number): string {
    const { tape } = this;
    const literal = String(tape.between(1, 40));
    if (depth <= 0) return this.read(({ t }) => t === 'number') ?? literal;
    switch (tape.below(8)) {
      case 0:
        return literal;
      case 1:
        return `size(${this.read(({ t }) => t === 'list') ?? this.text(depth - 1)})`;
      case 2:
        return `(${this.number(depth - 1)} ${tape.one(['+', '-', '*'])} ${this.number(depth - 1)})`;
      case 3:
        return `(${this.number(depth - 1)} ${tape.one(['/', '%'])} ${tape.chance(5) ? this.number(0) : literal})`;
      case 4:
        return `-${this.number(0)}`;
      case 5:
        return this.choice(number, depth);
      case 6:
        return this.orElse(number, depth) ?? literal;
      default:
        return this.read(({ t }) => t === 'number') ?? `${this.text(depth - 1)}.size()`;
    }
  }

  /** Money and durations count alike. */
  private amount(type: Type, depth: number, constant: string): string {
    const read = this.read(({ t }) => t === type.t) ?? constant;
    if (depth <= 0) return read;
    switch (this.tape.below(6)) {
      case 0:
        return constant;
      case 1:
        return `(${this.of(type, depth - 1)} ${this.tape.one(['+', '-'])} ${this.of(type, depth - 1)})`;
      case 2:
        return `(${read} * ${this.number(0)})`;
      case 3:
        return this.choice(type, depth);
      case 4:
        return type.t === 'duration' ? `(${this.moment(0)} - ${this.moment(0)})` : read;
      default:
        return this.orElse(type, depth) ?? read;
    }
  }

  private moment(depth: number): string {
    const read = this.read(({ t }) => t === 'moment') ?? 'run.now';
    if (depth <= 0) return read;
    switch (this.tape.below(4)) {
      case 0:
        return 'run.now';
      case 1:
        return `(${read} ${this.tape.one(['+', '-'])} ${this.of(duration, depth - 1)})`;
      case 2:
        return this.orElse(moment, depth) ?? read;
      default:
        return read;
    }
  }

  private list(type: Extract<Type, { t: 'list' }>, depth: number): string | undefined {
    const read = this.read((given) => assignable(given, type));
    const variable = `v${depth < 0 ? 0 : depth}`;
    if (type.of.t === 'text' && depth > 0 && this.tape.chance(50)) {
      const records = this.read(({ t }) => t === 'list');
      const of = this.itemOf(records);
      if (records !== undefined && of !== undefined)
        return `${records}.map(${variable}, ${this.within(this.scope.renewed(variable, { type: of })).of(text, 0)})`;
    }
    if (read !== undefined && depth > 0 && this.tape.chance(40)) {
      const within = this.within(this.scope.renewed(variable, { type: type.of }));
      return `${read}.filter(${variable}, ${conditionOf(within, 0)})`;
    }
    if (read !== undefined) return read;
    if (!['text', 'number', 'money', 'bool'].includes(type.of.t)) return undefined;
    return `[${this.of(type.of, depth - 1)}, ${this.of(type.of, depth - 1)}]`;
  }

  /** The type of a list's items, by its path. */
  itemOf(path: string | undefined): Type | undefined {
    const list = path && this.scope.there(({ t }) => t === 'list').find((reading) => reading.path === path);
    return list !== undefined && list !== '' && list.type.t === 'list' ? list.type.of : undefined;
  }
}

/** Types of which there is always an expression. */
export const free: readonly [Type, ...Type[]] = [text, number, bool, money, moment, duration, textList];
