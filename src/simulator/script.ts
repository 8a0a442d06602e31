/** Scripted answers while a test runs: which one comes next, and what the author is told when there is none. */
import type { Json, JsonObject } from '../contracts/json.js';
import type { ScriptedAnswer } from './flow-test.js';

/** The test gives no answer to something that the flow does: its author must add one. */
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
 * Answers by name of operation or flow, each list used from its top; the last that fits is given again. Where answers
 * with `when` fit the inputs, those without are for other inputs. An answer that somebody holds is nobody else's.
 */
export class Script {
  readonly #used = new Set<ScriptedAnswer>();
  readonly #held = new Map<ScriptedAnswer, object>();

  constructor(readonly answers: Readonly<Record<string, readonly ScriptedAnswer[]>>) {}

  /** Whether anything is said about a name. */
  has(name: string): boolean {
    return Object.hasOwn(this.answers, name);
  }

  /** The answer that is next for these inputs, which stays next; undefined if there is none. */
  peek(name: string, inputs: JsonObject, holder?: object): ScriptedAnswer | undefined {
    const fitting = this.#fitting(name, inputs);
    const isFree = (answer: ScriptedAnswer): boolean => {
      const held = this.#held.get(answer);
      return !this.#used.has(answer) && (held === undefined || held === holder);
    };
    return fitting.find(isFree) ?? fitting.at(-1);
  }

  /** The answer that is next for these inputs; `Unscripted` if there is none. */
  next(name: string, inputs: JsonObject, holder?: object): ScriptedAnswer {
    const next = this.peek(name, inputs, holder);
    if (next !== undefined) return next;
    if (!this.has(name))
      throw new Unscripted(
        `\`${name}\` is called, and the test does not say what it answers.`,
        `Add \`${name}:\` below \`given: operations:\`.`,
      );
    const hint = 'Add one without `when:`, or with the inputs that the flow gives.';
    throw new Unscripted(`\`${name}\` is called, and none of its answers is for these inputs.`, hint);
  }

  /** Keeps an answer for somebody, in place of what they held before. */
  hold(answer: ScriptedAnswer, holder: object): void {
    this.release(holder);
    if (!this.#held.has(answer)) this.#held.set(answer, holder);
  }

  /** Gives back what somebody holds: it is next again. */
  release(holder: object): void {
    for (const [answer, by] of this.#held) if (by === holder) this.#held.delete(answer);
  }

  /** The answer counts as given. */
  use(answer: ScriptedAnswer): void {
    this.#used.add(answer);
    this.#held.delete(answer);
  }

  /** Whether the same answer will be given for these inputs from now on. */
  repeats(name: string, inputs: JsonObject): boolean {
    const next = this.peek(name, inputs);
    return next !== undefined && this.#used.has(next);
  }

  #fitting(name: string, inputs: JsonObject): readonly ScriptedAnswer[] {
    const all = this.has(name) ? (this.answers[name] ?? []) : [];
    const holding = all.filter(({ when }) => holds(inputs, when));
    const own = holding.filter(({ when }) => Object.keys(when).length > 0);
    return own.length > 0 ? own : holding;
  }
}

/** True if everything of `part` is in `whole`; lists have the same length, their items hold one by one. */
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
