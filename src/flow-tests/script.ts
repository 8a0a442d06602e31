/** Scripted answers while a test runs: which one comes next, and what the author is told when there is none. */
import type { Json, JsonObject } from '../json.js';
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
 * with `when` fit the inputs, those without are for other inputs.
 */
export class Script {
  readonly #used = new Set<ScriptedAnswer>();

  constructor(readonly answers: Readonly<Record<string, readonly ScriptedAnswer[]>>) {}

  /** Whether anything is said about a name. */
  has(name: string): boolean {
    return Object.hasOwn(this.answers, name);
  }

  /** The answer that is next for these inputs, which stays next; `Unscripted` if there is none. */
  peek(name: string, inputs: JsonObject): ScriptedAnswer['gives'] {
    return this.#next(name, inputs).gives;
  }

  /** The answer for these inputs, which counts as given; `Unscripted` if there is none. */
  take(name: string, inputs: JsonObject): ScriptedAnswer['gives'] {
    const answer = this.#next(name, inputs);
    this.#used.add(answer);
    return answer.gives;
  }

  /** Whether the same answer will be given for these inputs from now on. */
  repeats(name: string, inputs: JsonObject): boolean {
    return this.#used.has(this.#next(name, inputs));
  }

  #next(name: string, inputs: JsonObject): ScriptedAnswer {
    const all = Object.hasOwn(this.answers, name) ? (this.answers[name] ?? []) : [];
    const holding = all.filter(({ when }) => holds(inputs, when));
    const own = holding.filter(({ when }) => Object.keys(when).length > 0);
    const fitting = own.length > 0 ? own : holding;
    const next = fitting.find((answer) => !this.#used.has(answer)) ?? fitting.at(-1);
    if (next !== undefined) return next;
    if (all.length === 0)
      throw new Unscripted(
        `\`${name}\` is called, and the test does not say what it answers.`,
        `Add \`${name}:\` below \`given: operations:\`.`,
      );
    const hint = 'Add one without `when:`, or with the inputs that the flow gives.';
    throw new Unscripted(`\`${name}\` is called, and none of its answers is for these inputs.`, hint);
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
