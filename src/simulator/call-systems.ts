/**
 * The systems as one call of a flow sees them: one scripted answer, the same at each attempt until the call ends,
 * plus reads for verification and guards, which use up no answers.
 */
import type { CallRequest } from '../contracts/call-request.js';
import type { Attempt, Binding, Connection, OperationCall } from '../connectors/connector.js';
import type { CallResult } from '../contracts/call-result.js';
import type { Json, JsonObject } from '../contracts/json.js';
import { orderSubject } from '../commerce/orders/subject.js';
import type { SubjectKind } from '../commerce/subject.js';
import type { Given, ScriptedAnswer } from './flow-test.js';
import { type Script, Unscripted } from './scripted-answers.js';
import { addDuration } from '../merchants/calendar.js';
import type { MerchantConfig } from '../merchants/merchant.js';

/** Longer than any deadline: such a wait always times out. */
const FOR_EVER_MS = 10 * 365 * 24 * 60 * 60 * 1000;

/** Results after which the call continues. */
const open: ReadonlySet<CallResult['outcome']> = new Set(['needs_facts', 'needs_approval', 'accepted']);

/** All systems of a test, as one call after the other uses them. */
export interface ScriptedSystems {
  given: Pick<Given, 'operations' | 'config'>;
  script: Script;
  bindings: ReadonlyMap<string, Binding>;
  now(): number;
  /** The last answer a flow was given by an operation for these inputs, or the next one. */
  known(operation: string, inputs: JsonObject): Promise<ScriptedAnswer['gives']>;
  /** Sees to it that there is an answer, if answers can be improvised. */
  prepare(operation: string, inputs: JsonObject): Promise<void>;
  /** Whether there is always another answer. */
  readonly improvises: boolean;
  /** Records the answer to a flow's call. */
  happened(operation: string, inputs: JsonObject, result: CallResult): void;
}

/** The systems as one call sees them. */
export class CallSystems {
  /** Whether a system was asked for the call itself. */
  isMade = false;
  #answer: ScriptedAnswer | undefined;
  #acceptedAt = 0;
  /** Record and offer have changed. */
  #changed = false;
  readonly #about: SubjectKind;

  constructor(
    readonly systems: ScriptedSystems,
    readonly request: CallRequest,
  ) {
    this.#about =
      systems.given.config.vocabulary.catalogue.get(request.call.operation)?.about ?? orderSubject;
  }

  /** Whether the script says that this customer cannot be verified. */
  get isUnverified(): boolean {
    return this.#next(this.request.call.inputs)?.gives.is === 'unverified';
  }

  /** The connection for an operation, if it is in the merchant's catalogue. */
  connectionFor(operation: string): Connection | undefined {
    const { bindings } = this.systems;
    const binding = bindings.get(operation);
    if (binding === undefined) return undefined;
    return { name: binding.connection, bindings, attempt: (call) => this.#attempt(call) };
  }

  /** An attempt has produced a result; if it is final, the answer behind it is used up. */
  ended(result: CallResult): void {
    if (open.has(result.outcome)) return;
    const { script } = this.systems;
    const { operation, inputs } = this.request.call;
    const unverified = result.outcome === 'unverified' ? this.#next(inputs) : undefined;
    const used = this.#answer ?? unverified;
    if (used !== undefined) script.use(used);
    this.systems.happened(operation, inputs, result);
  }

  /** The call has failed for good: its answer becomes available to others. */
  failed(): void {
    this.systems.script.release(this);
  }

  async #attempt(call: OperationCall): Promise<Attempt> {
    const { purpose = 'call', operation, gate } = call;
    if (purpose === 'settle') return this.#settled();
    // What a test does not script bears out nothing.
    if (purpose === 'ground' && !this.systems.script.has(operation)) return { is: 'refused', code: 'none' };
    if (operation !== this.request.call.operation || purpose === 'guard' || purpose === 'look_up')
      return this.#sideCalls(call, purpose === 'guard');
    // A call that holds an answer has it until it ends.
    if (this.#answer === undefined) await this.systems.prepare(operation, this.#asked(call.inputs));
    const answer = this.#own(call.inputs);
    const { is } = answer.gives;
    this.isMade ||= is !== 'superseded';
    const reaches = is !== 'not_now' && is !== 'unavailable' && is !== 'superseded';
    if (reaches && (await gate?.()) === false) return { is: 'unsent', code: 'gate_closed' };
    return this.#come(answer, call.inputs);
  }

  /** The scripted answer that this call holds until it ends. */
  #own(inputs: JsonObject): ScriptedAnswer {
    const { script } = this.systems;
    const answer = script.next(this.request.call.operation, this.#asked(inputs), this);
    script.hold(answer, this);
    this.#answer = answer;
    return answer;
  }

  #come(answer: ScriptedAnswer, inputs: JsonObject): Attempt {
    const { gives } = answer;
    switch (gives.is) {
      case 'done':
      case 'refused':
        return gives;
      case 'accepted':
        this.#acceptedAt = this.systems.now();
        return { is: 'accepted', reference: `accepted-${this.request.call.step}` };
      case 'unknown':
        return { is: 'unclear', code: 'answer_lost' };
      case 'not_now':
        return this.#notNow(answer, inputs);
      case 'unavailable':
        return this.#never('unreachable');
      case 'superseded':
        return this.#superseded();
      case 'unverified':
        throw new Unscripted(
          `\`${this.request.call.operation}\` cannot be \`unverified\` here.`,
          'The customer is already verified.',
        );
    }
  }

  /** The next attempt gets the next answer; if that is the same one, no other will ever come. */
  #notNow(answer: ScriptedAnswer, inputs: JsonObject): Attempt {
    const { script } = this.systems;
    script.use(answer);
    this.#answer = undefined;
    const isLast =
      !this.systems.improvises && script.repeats(this.request.call.operation, this.#asked(inputs));
    return isLast ? this.#never('not_now') : { is: 'unsent', code: 'not_now' };
  }

  /** Skips to the deadline at once, unless the flow limits its retries. */
  #never(code: string): Attempt {
    const isBounded = this.request.call.retry !== undefined;
    return { is: 'unsent', code, ...(isBounded ? {} : { retryAfterMs: FOR_EVER_MS }) };
  }

  /** Not sent at first; by the retry, record and offer have changed. */
  #superseded(): Attempt {
    if (this.#changed)
      throw new Unscripted(
        `\`${this.request.call.operation}\` can never be \`superseded\` here.`,
        'Only calls that need an approval are compared again before they are sent.',
      );
    this.#changed = true;
    return { is: 'unsent', code: 'not_now' };
  }

  #settled(): Attempt {
    const { systems } = this;
    return settledBy(this.#answer?.gives, this.#acceptedAt, systems.now(), systems.given.config);
  }

  /** Reads on behalf of another operation: as the flow knows them, unless they are to have changed. */
  async #sideCalls({ operation, inputs }: OperationCall, isGuard: boolean): Promise<Attempt> {
    if (isGuard && this.#changed) return { is: 'refused', code: 'changed' };
    const record = operation === this.#about.get ? this.#record(inputs) : undefined;
    if (record !== undefined)
      return { is: 'done', result: 'found', outputs: { [this.#about.input]: record } };
    const gives = await this.systems.known(operation, inputs);
    return gives.is === 'done' || gives.is === 'refused' ? gives : this.#never('not_now');
  }

  /** The record as the run holds it or, if the script has none, as listed in the call's own answer. */
  #record({ number }: JsonObject): Json | undefined {
    const { inputs, operation } = this.request.call;
    const held = inputs[this.#about.input];
    if (held !== undefined || operation === this.#about.get || this.systems.script.has(this.#about.get))
      return held;
    const listed = listedIn(this.#next(inputs)?.gives, this.#about, number);
    // This lookup claims the answer that the call itself would get.
    if (listed !== undefined) this.#own(inputs);
    return listed;
  }

  #next(inputs: JsonObject): ScriptedAnswer | undefined {
    return this.systems.script.peek(this.request.call.operation, inputs, this);
  }

  /** The inputs an answer's `when` is matched against: the flow's own override those added by verification. */
  #asked(inputs: JsonObject): JsonObject {
    return { ...inputs, ...this.request.call.inputs };
  }
}

type Gives = ScriptedAnswer['gives'] | undefined;

const pending: Attempt = { is: 'done', result: 'pending', outputs: {} };

/** What a system says about an accepted write at a given moment (epoch ms). */
function settledBy(gives: Gives, acceptedAt: number, now: number, config: MerchantConfig): Attempt {
  if (gives?.is !== 'accepted' || now < addDuration(config, acceptedAt, gives.after)) return pending;
  const { then } = gives;
  switch (then.is) {
    case 'pending':
      return pending;
    case 'done':
      return { ...then, result: 'done' };
    case 'refused':
      return { is: 'done', result: 'refused', outputs: { code: then.code } };
  }
}

/** The record with that number in an answer's list. */
function listedIn(gives: Gives, about: SubjectKind, number: Json | undefined): Json | undefined {
  const listed = gives?.is === 'done' ? gives.outputs[about.list] : undefined;
  return isList(listed) ? listed.find((each) => about.read(each)?.number === number) : undefined;
}

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
