/** Plays a test in memory: the flow and its sub-flows on the interpreter itself, in virtual time, in a scripted world. */
import { addDuration } from '../merchants/calendar.js';
import { Agenda } from './agenda.js';
import { decide } from './approvals.js';
import { Conversation } from './conversation.js';
import type { Action, FlowTest } from './flow-test.js';
import type { Outcome, RunEnd } from './happened.js';
import { Runs, type Watch } from './runs.js';
import { Unscripted } from './script.js';
import { World } from './world.js';

/** The run that is tested; sub-flows are named below it. */
const root = 'test';

/** Plays one test to its end. */
export function playTest(test: FlowTest, watch: Watch = (flow) => flow): Outcome {
  return new Play(test, watch).outcome();
}

class Play {
  readonly #agenda: Agenda;
  readonly #world: World;
  readonly #conversation: Conversation;
  readonly #runs: Runs;
  #end: RunEnd | undefined;

  constructor(
    readonly test: FlowTest,
    watch: Watch,
  ) {
    const agenda = new Agenda(test.given.now);
    const world = new World(test.given, test.given.config.vocabulary.catalogue);
    const conversation = new Conversation({
      config: test.given.config,
      translations: test.merchant.translations,
      language: test.given.language,
      understand: (text) => world.understand(text),
    });
    this.#agenda = agenda;
    this.#world = world;
    this.#conversation = conversation;
    this.#runs = new Runs({ test, watch, agenda, world, conversation });
  }

  /** Plays all that happens; a problem ends it where it stands. */
  outcome(): Outcome {
    const problem = this.#begin() ?? this.#act();
    return {
      story: this.#conversation.story,
      calls: this.#world.calls,
      ...(this.#end === undefined ? {} : { end: this.#end }),
      waitsFor: this.#runs.waitsFor,
      ...(problem === undefined ? {} : { problem }),
    };
  }

  #begin(): Outcome['problem'] {
    return problemIn(() => {
      const { flow, given } = this.test;
      this.#runs.start(root, flow, given.inputs, 0, (end) => {
        this.#end = end;
      });
      this.#agenda.settle();
    });
  }

  #act(): Outcome['problem'] {
    for (const action of this.test.when) {
      const problem = problemIn(() => {
        this.#checkPossible(action);
        this.#do(action);
        this.#agenda.settle();
      });
      if (problem !== undefined) return { ...problem, path: action.path };
    }
    return undefined;
  }

  /** What cannot happen now is the author's mistake, and told. */
  #checkPossible({ is }: Action): void {
    if (this.#end !== undefined && is !== 'after')
      throw new Unscripted('The run has ended before this.', 'Below stands what happened.');
    const { waitsFor } = this.#runs;
    const hint = `It waits for ${waitsFor.length === 0 ? 'nobody' : waitsFor.join(', ')}.`;
    if (is === 'customer' && !this.#conversation.isAsking && !this.#conversation.withPeople)
      throw new Unscripted('No question to the customer is open.', hint);
    if (is === 'approver' && this.#runs.request === undefined)
      throw new Unscripted('No approval is asked for.', hint);
  }

  #do(action: Action): void {
    switch (action.is) {
      case 'customer':
        this.#hear(action.text);
        return;
      case 'approver':
        this.#decide(action);
        return;
      case 'after': {
        const { config } = this.test.given;
        this.#agenda.passUntil(addDuration(config, this.#agenda.now, action.duration));
        return;
      }
      case 'cancelled':
        this.#runs.tell(root, { is: 'cancelled' });
        return;
      case 'with_people':
        this.#conversation.withPeople = true;
        this.#runs.leaveToPeople();
    }
  }

  #hear(text: string): void {
    const heard = this.#conversation.hear(text, this.#agenda.now);
    if (heard.to === 'run')
      this.#runs.tell(heard.run, { is: 'answered', id: heard.key, answer: heard.answer });
    if (heard.to === 'people') this.#runs.leaveToPeople();
  }

  #decide({ decision, by }: Extract<Action, { is: 'approver' }>): void {
    const open = this.#runs.request;
    if (open === undefined) return;
    const { run, request } = open;
    const deciding = { decision, by: by ?? request.role };
    const decided = decide(this.test.given.config, request, deciding, this.#agenda.now);
    const refused = 'refused' in decided ? { refused: decided.refused } : {};
    const happened = { is: 'decided', ...deciding, ...refused } as const;
    this.#conversation.note(happened, this.#agenda.now);
    if (!('refused' in decided)) this.#runs.tell(run, { is: 'decided', id: request.id, decision: decided });
  }
}

function problemIn(work: () => void): Outcome['problem'] {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof Unscripted) return { message: error.message, hint: error.hint };
    throw error;
  }
}
