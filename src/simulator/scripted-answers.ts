/** Scripted answers during a test: which one comes next, and the error if there is none. */
import type { Json, JsonObject } from '../contracts/json.js';
import type { ScriptedAnswer } from './flow-test.js';

/** The test scripts no answer to something that the flow does: its author must add one. */
export class Unscripted extends Error {
  override readonly name = 'Unscripted';

  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}

/**
 * Answers by operation or flow name. Each list is used from the top, and its last match repeats. If answers with
 * `when` match the inputs, those without do not apply. A held answer is reserved for its holder.
 */
export class Script {
  readonly #used = new Set<ScriptedAnswer>();
  readonly #held = new Map<ScriptedAnswer, object>();
  readonly #added = new Map<string, ScriptedAnswer[]>();

  constructor(readonly answers: Readonly<Record<string, readonly ScriptedAnswer[]>>) {}

  /** Adds an answer behind all others of a name. */
  add(name: string, answer: ScriptedAnswer): void {
    this.#added.set(name, [...(this.#added.get(name) ?? []), answer]);
  }

  /** Whether anything is scripted for a name. */
  has(name: string): boolean {
    return this.#all(name).length > 0;
  }

  /** The next answer for these inputs, without using it; undefined if there is none. */
  peek(name: string, inputs: JsonObject, holder?: object): ScriptedAnswer | undefined {
    const fitting = this.#fitting(name, inputs);
    const isFree = (answer: ScriptedAnswer): boolean => {
      const held = this.#held.get(answer);
      return !this.#used.has(answer) && (held === undefined || held === holder);
    };
    return fitting.find(isFree) ?? fitting.at(-1);
  }

  /** The next answer for these inputs; throws `Unscripted` if there is none. */
  next(name: string, inputs: JsonObject, holder?: object): ScriptedAnswer {
    const next = this.peek(name, inputs, holder);
    if (next !== undefined) return next;
    if (!this.has(name))
      throw new Unscripted(
        `\`${name}\` is called, but the test has no answer for it.`,
        `Add \`${name}:\` below \`given: operations:\`.`,
      );
    const hint = 'Add one without `when:`, or for the inputs that the flow sends.';
    throw new Unscripted(`\`${name}\` is called, but none of its answers matches these inputs.`, hint);
  }

  /** Reserves an answer for a holder, replacing any it held before. */
  hold(answer: ScriptedAnswer, holder: object): void {
    this.release(holder);
    if (!this.#held.has(answer)) this.#held.set(answer, holder);
  }

  /** Releases the answer that a holder reserved: it is next again. */
  release(holder: object): void {
    for (const [answer, by] of this.#held) if (by === holder) this.#held.delete(answer);
  }

  /** Marks the answer as used. */
  use(answer: ScriptedAnswer): void {
    this.#used.add(answer);
    this.#held.delete(answer);
  }

  /** Whether the same answer will be given for these inputs from now on. */
  repeats(name: string, inputs: JsonObject): boolean {
    const next = this.peek(name, inputs);
    return next !== undefined && this.#used.has(next);
  }

  #all(name: string): readonly ScriptedAnswer[] {
    const given = Object.hasOwn(this.answers, name) ? (this.answers[name] ?? []) : [];
    return [...given, ...(this.#added.get(name) ?? [])];
  }

  #fitting(name: string, inputs: JsonObject): readonly ScriptedAnswer[] {
    const holding = this.#all(name).filter(({ when }) => holds(inputs, when));
    const own = holding.filter(({ when }) => Object.keys(when).length > 0);
    return own.length > 0 ? own : holding;
  }
}

/** True if `whole` contains all of `part`; lists must have equal length and match item by item. */
export function holds(whole: Json | undefined, part: Json): boolean {
  if (whole === undefined) return false;
  if (isList(part)) {
    return isList(whole) && whole.length === part.length && part.every((item, at) => holds(whole[at], item));
  }
  if (typeof part !== 'object' || part === null) return whole === part;
  if (typeof whole !== 'object' || whole === null || isList(whole)) return false;
  const fields = whole;
  return Object.entries(part).every(
    ([name, value]) => Object.hasOwn(fields, name) && holds(fields[name], value),
  );
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
