/** Runs a test in memory: flow and sub-flows on the interpreter itself, in virtual time, over a fixture. */
import type { ApprovalRequest } from '../contracts/approval.js';
import { type ErrorCode, errorCatalogue } from '../contracts/errors/catalogue.js';
import type { Matter } from '../contracts/handover.js';
import { plainMoment } from '../texts/languages/plain-moment.js';
import { addDuration } from '../merchants/calendar.js';
import { countsFrom, decide, type Deciding } from './approvers.js';
import { Conversation } from './conversation.js';
import { Fixture, type FixtureParts } from './fixture.js';
import type { Action, FlowTest } from './flow-test.js';
import type { Outcome, RunEnd } from './test-happenings.js';
import { Runs, type Watch } from './runs.js';
import { Unscripted } from './scripted-answers.js';
import { VirtualClock } from './virtual-clock.js';

/** The id of the tested run; sub-flow ids are nested below it. */
const root = 'test';

/** Runs one test to its end; `onHandover` gets what people are told of a run that hands over. */
export function playTest(
  test: FlowTest,
  watch: Watch = (flow) => flow,
  parts: FixtureParts = {},
  onHandover?: (matter: Matter) => void,
): Promise<Outcome> {
  return new Play(test, watch, parts, onHandover).outcome();
}

class Play {
  readonly #clock: VirtualClock;
  readonly #fixture: Fixture;
  readonly #conversation: Conversation;
  readonly #runs: Runs;
  #end: RunEnd | undefined;
  #uncounted: Outcome['uncounted'];

  constructor(
    readonly test: FlowTest,
    watch: Watch,
    parts: FixtureParts,
    onHandover?: (matter: Matter) => void,
  ) {
    const clock = new VirtualClock(test.given.now);
    const fixture = new Fixture(test, clock, parts);
    const { language, now } = test.given;
    const conversation = new Conversation({
      ...{ merchant: fixture.merchant, language, root, now, intent: fixture.intent },
      ...(test.given.said === undefined ? {} : { said: test.given.said }),
      understand: (text, { apart }) => fixture.understand(text, apart),
      signal: (run, signal) => this.#runs.signal(run, signal),
    });
    this.#clock = clock;
    this.#fixture = fixture;
    this.#conversation = conversation;
    this.#runs = new Runs({ test, watch, clock, fixture, conversation, onHandover });
  }

  /** Performs all actions; a problem ends the test immediately. */
  async outcome(): Promise<Outcome> {
    const problem = (await this.#begin()) ?? (await this.#act());
    return {
      story: this.#conversation.story,
      calls: this.#fixture.calls,
      ...(this.#end === undefined ? {} : { end: this.#end }),
      waitsFor: this.#runs.waitsFor,
      ...(this.#uncounted === undefined ? {} : { uncounted: this.#uncounted }),
      ...(problem === undefined ? {} : { problem }),
    };
  }

  #begin(): Promise<Outcome['problem']> {
    return problemIn(async () => {
      const { flow, hash, given } = this.test;
      const onEnd = (end: RunEnd): void => {
        this.#end = end;
      };
      const conversation = { said: this.#conversation.said };
      await this.#runs.start({
        ...{ id: root, source: flow, hash, inputs: given.inputs, depth: 0, onEnd, conversation },
      });
      await this.#clock.settle();
    });
  }

  async #act(): Promise<Outcome['problem']> {
    for (const action of this.test.when) {
      const problem = await problemIn(async () => {
        this.#checkPossible(action);
        await this.#do(action);
        await this.#clock.settle();
      });
      if (problem !== undefined) return { ...problem, path: action.path };
    }
    return undefined;
  }

  /** Throws for an action that cannot happen now, which is the author's mistake. */
  #checkPossible({ is }: Action): void {
    if (this.#end !== undefined && is !== 'after')
      throw new Unscripted('The run has already ended.', 'See below what happened.');
    const { waitsFor } = this.#runs;
    const hint = `It is waiting for ${waitsFor.length === 0 ? 'nobody' : waitsFor.join(', ')}.`;
    if (is === 'approver' && this.#runs.request === undefined)
      throw new Unscripted('No approval request is open.', hint);
  }

  async #do(action: Action): Promise<void> {
    switch (action.is) {
      case 'customer':
        return this.#conversation.hear(action.text, this.#clock.now);
      case 'approver':
        this.#decide(action);
        return;
      case 'after': {
        const { config } = this.test.given;
        await this.#clock.passUntil(addDuration(config, this.#clock.now, action.duration));
        return;
      }
      case 'event':
        this.#conversation.note({ is: 'reported', event: action.event }, this.#clock.now);
        for (const { workflowId, step, visit } of this.#runs.reported.take(action))
          this.#runs.deliver(workflowId, { is: 'reported', step, visit });
        return;
      case 'cancelled':
        this.#runs.deliver(root, { is: 'cancelled' });
        return;
      case 'with_people':
        return this.#conversation.receive({ type: 'handed_over', queue: 'default' }, this.#clock.now);
    }
  }

  #decide(action: Approving): void {
    const { decision, by } = action;
    const open = this.#runs.request;
    if (open === undefined) return;
    const { run, request } = open;
    const deciding = { decision, by: by ?? request.role };
    const { now } = this.#clock;
    const { verdict, decision: decided } = decide(this.#fixture.merchant.config, request, deciding, now);
    if (!verdict.accepted) this.#refuse(action, request, deciding, verdict.code);
    else this.#conversation.note({ is: 'decided', ...deciding }, now);
    if (verdict.accepted) this.#runs.deliver(run, { is: 'decided', id: request.id, decision: decided });
  }

  /** Notes a decision that does not count, and why. */
  #refuse(action: Approving, request: ApprovalRequest, deciding: Deciding, refused: ErrorCode): void {
    const { config } = this.#fixture.merchant;
    const { now } = this.#clock;
    const why = { refused, ...countsFrom(config, request, deciding.by, refused) };
    this.#uncounted = uncountedOf(action, { by: deciding.by, ...why }, { now, zone: config.zone });
    this.#conversation.note({ is: 'decided', ...deciding, ...why }, now);
  }
}

type Approving = Extract<Action, { is: 'approver' }>;

/** What a decision did not count for, in words for the author of the test. */
function uncountedOf(
  { path }: Approving,
  { by, refused, from }: { by: string; refused: string; from?: number },
  { now, zone }: { now: number; zone: string },
): NonNullable<Outcome['uncounted']> {
  const message = `The decision by \`${by}\` has no effect`;
  if (from === undefined) {
    const { title, hint } = errorCatalogue[refused as ErrorCode];
    return { path, message: `${message}: ${title.toLowerCase()}.`, hint };
  }
  const hours = Math.ceil((from - now) / 3_600_000);
  const time = hours % 24 === 0 ? `${hours / 24} days` : `${hours} hours`;
  return {
    ...{
      path,
      message: `${message}: this role may decide only after the escalation, from ${plainMoment(from, zone)}.`,
    },
    hint: `Add \`- after: ${time}\` before it.`,
  };
}

async function problemIn(work: () => Promise<void>): Promise<Outcome['problem']> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof Unscripted) return { message: error.message, hint: error.hint };
    throw error;
  }
}
