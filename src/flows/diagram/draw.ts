/** Draws steps in sequence: a step's loose ends lead to the next one. */
import type {
  AwaitStep,
  BlockIr,
  CallStep,
  EachStep,
  ParallelStep,
  RepeatStep,
  StepIr,
  SubflowStep,
  ApprovalIr,
  AskStep,
  EndStep,
  WaitStep,
} from '../../contracts/ir.js';
import type { Band } from '../../contracts/policy.js';
import { durationWords, bandWords, counted } from '../print/measures.js';
import { nameWords } from '../../contracts/operator-words.js';
import { expressionWords, textWords } from '../print/plain-words.js';
import type { Graph, LooseEnd, Shape } from './graph.js';
import { businessEvents } from '../../commerce/business-events.js';

// The text in a step's node.

/** A call: what it does, its operation, and what it changes. */
function callWords({ title, operation, effect, inputs, undo, accepted = [] }: CallStep): string[] {
  const amount = inputs['amount'];
  const moved = amount === undefined ? '' : `: ‹${expressionWords(amount)}›`;
  const effects = { read: [], write: ['changes something in the shop'], money: [`moves money${moved}`] };
  const back = undo === undefined ? [] : [`undone by ${undo.operation} if the run does not finish`];
  const said = accepted.map((text) => `while only accepted, say: ${textWords(text)}`);
  return [title, operation, ...effects[effect], ...said, ...back];
}

/** An approval: who, when not, until when. */
function approvalWords(approval: ApprovalIr, band: Band | undefined): string[] {
  const { by, notNeededWithin, expires, remind, escalate } = approval;
  const within = band === undefined ? '' : `: ${bandWords(band)}`;
  return [
    `Approval by ${by}`,
    ...(notNeededWithin === undefined ? [] : [`not needed within ${notNeededWithin}${within}`]),
    `expires after ${durationWords(expires)}`,
    ...(remind === undefined ? [] : [`overdue after ${durationWords(remind)}`]),
    ...(escalate === undefined ? [] : [`after ${durationWords(escalate.after)} also by ${escalate.to}`]),
  ];
}

const answers: Readonly<Record<AskStep['answer'], string>> = {
  yes_or_no: 'yes or no',
  text: 'free text',
  date: 'a date',
  amount: 'an amount',
  number: 'a number',
  choice: 'one of a list',
  choices: 'some of a list',
};

/** A question, its kind of answer, and how long it stays open. */
function askWords({ question, answer, labels, expires }: AskStep): string[] {
  const options = Object.values(labels ?? {}).map(textWords);
  const kind = options.length === 0 ? answers[answer] : options.join(' / ');
  return [`Ask: ${textWords(question)}`, `${kind} · waits ${durationWords(expires)}`];
}

/** A loop over a list. */
function eachWords({ list, atMost, concurrent }: EachStep): string[] {
  const how = concurrent === undefined ? 'one after the other' : `${concurrent} at a time`;
  return [`For each of: ${expressionWords(list)}`, `at most ${atMost}, ${how}`];
}

/** A loop until a condition holds. */
function repeatWords({ every, atMost }: RepeatStep): string[] {
  return [`Repeat every ${durationWords(every)}`, `at most ${counted(atMost, 'time')}`];
}

/** A pause. */
function waitWords(step: WaitStep): string[] {
  if (step.for !== undefined) return [`Wait ${durationWords(step.for)}`];
  const until = step.until ?? step.on;
  return [until === undefined ? 'Wait' : `Wait until ${expressionWords(until)}`];
}

/** A wait for a system's word. */
const awaitWords = ({ event, atMost }: AwaitStep): string[] => [
  `Wait for ${businessEvents.get(event)?.title ?? event}`,
  `at most ${durationWords(atMost)}`,
];

/** An end with its result and outputs. */
function endWords({ result, outputs }: EndStep): string[] {
  const names = Object.keys(outputs).map(nameWords);
  return [`End: ${nameWords(result)}`, ...(names.length === 0 ? [] : [`gives ${names.join(', ')}`])];
}

/** What to draw besides the flow itself. */
export interface DiagramOptions {
  /** Draws the merchant's default blocks in full. */
  all: boolean;
  /** The merchant's bands by name. */
  bands: Readonly<Record<string, Band>>;
  /** What people call a step. */
  titleOf: (id: string) => string | undefined;
}

type Outcomes = Readonly<Record<string, BlockIr | undefined>>;

/** Draws the steps of a flow into a graph. */
export class Drawing {
  #people: string | undefined;

  constructor(
    private readonly graph: Graph,
    private readonly options: DiagramOptions,
  ) {}

  /** Draws steps after the loose ends given; returns the loose ends they leave. */
  steps(steps: readonly StepIr[], open: readonly LooseEnd[]): readonly LooseEnd[] {
    return steps.reduce((ends, step) => this.graph.ofStep(step.id, () => this.#step(step, ends)), open);
  }

  #step(step: StepIr, open: readonly LooseEnd[]): readonly LooseEnd[] {
    switch (step.kind) {
      case 'classify':
      case 'extract':
        return this.#withOutcomes(this.#node('step', [step.title], open), step.outcomes);
      case 'call':
        return this.#call(step, open);
      case 'subflow':
        return this.#subflow(step, open);
      case 'set':
        return [{ from: this.#node('step', [`Compute: ${names(step.values)}`], open) }];
      case 'choose':
        return this.#branches(this.#node('decision', [this.#choiceWords(step.on)], open), [
          ...Object.entries(step.cases),
          ...(step.else === undefined ? [] : [['else', step.else] as const]),
        ]);
      case 'if': {
        const node = this.#node('decision', [`${expressionWords(step.condition)}?`], open);
        return this.#branches(node, [
          ['yes', step.then],
          ['no', step.else],
        ]);
      }
      case 'each':
        return this.#each(step, open);
      case 'parallel':
        return this.#parallel(step, open);
      case 'repeat':
        return this.#repeat(step, open);
      case 'ask':
        return this.#withOutcomes(this.#node('question', askWords(step), open), step.outcomes);
      case 'say':
        return [{ from: this.#node('step', [`Say: ${textWords(step.text)}`], open) }];
      case 'handover':
        return [{ from: this.#node('people', [`Hand over to ${step.queue}`, textWords(step.reason)], open) }];
      case 'wait':
        return [{ from: this.#node('step', waitWords(step), open) }];
      case 'await':
        return this.#await(step, open);
      case 'end':
        this.#node('end', endWords(step), open);
        return [];
    }
  }

  #node(
    shape: Shape,
    lines: readonly string[],
    open: readonly LooseEnd[],
    mark?: 'money' | 'approval',
  ): string {
    const node = this.graph.node(shape, lines, mark);
    this.graph.connect(open, node);
    return node;
  }

  /** `result of: Ask how much can be paid back`, for a choice by a step's result. */
  #choiceWords(on: Extract<StepIr, { kind: 'choose' }>['on']): string {
    const [id = '', field] = on.k === 'read' && on.root === 'steps' ? on.path : [];
    const title = field === 'result' ? this.options.titleOf(id) : undefined;
    return title === undefined ? `${expressionWords(on)}?` : `Result of: ${title}`;
  }

  #branches(node: string, branches: readonly (readonly [string, BlockIr])[]): LooseEnd[] {
    return branches.flatMap(([name, block]) =>
      this.steps(block.steps, [{ from: node, label: nameWords(name) }]),
    );
  }

  /** The outcomes of a step: those the flow writes, and one edge for all left to the merchant's default. */
  #withOutcomes(node: string, outcomes: Outcomes): LooseEnd[] {
    const blocks = Object.entries(outcomes).flatMap(([name, block]): [string, BlockIr][] =>
      block === undefined ? [] : [[name, block]],
    );
    const drawn = blocks.filter(([, block]) => this.options.all || block.default !== true);
    if (drawn.length < blocks.length) this.#handOver(node);
    const raw = drawn.flatMap(([name, block]) =>
      this.steps(block.steps, [
        { from: node, label: nameWords(name), ...(block.default === true ? { dashed: true } : {}) },
      ]),
    );
    return [{ from: node }, ...raw];
  }

  #handOver(from: string): void {
    this.#people ??= this.graph.atTop('people', ['An agent takes over']);
    this.graph.connect([{ from, label: 'otherwise: hand off', dashed: true }], this.#people);
  }

  #call(step: CallStep, open: readonly LooseEnd[]): LooseEnd[] {
    const { approval, outcomes } = step;
    const mark = step.effect === 'money' ? 'money' : undefined;
    if (approval === undefined)
      return this.#withOutcomes(this.#node('step', callWords(step), open, mark), outcomes);
    const { rejected, expired, ...rest } = outcomes;
    const band =
      approval.notNeededWithin === undefined ? undefined : this.options.bands[approval.notNeededWithin];
    const asked = this.#node('approval', approvalWords(approval, band), open, 'approval');
    const [, ...behind] = this.#withOutcomes(asked, { rejected, expired });
    const granted = approval.notNeededWithin === undefined ? 'approved' : 'approved, or not needed';
    const node = this.#node('step', callWords(step), [{ from: asked, label: granted }], mark);
    return [...this.#withOutcomes(node, rest), ...behind];
  }

  #subflow({ title, flow, money, handlesHandedOver }: SubflowStep, open: readonly LooseEnd[]): LooseEnd[] {
    const lines = [title, `flow ${flow}`, ...(money ? ['may move money'] : [])];
    const node = this.#node('subflow', lines, open, money ? 'money' : undefined);
    if (!handlesHandedOver) this.#handOver(node);
    return [{ from: node }];
  }

  #each(step: EachStep, open: readonly LooseEnd[]): LooseEnd[] {
    const node = this.#node('loop', eachWords(step), open);
    const ends = this.steps(step.do.steps, [{ from: node, label: 'each item' }]);
    this.graph.connect(ends.map(back), node);
    return [{ from: node, label: 'after all items' }];
  }

  #repeat(step: RepeatStep, open: readonly LooseEnd[]): LooseEnd[] {
    const loop = this.#node('loop', repeatWords(step), open);
    const ends = this.steps(step.do.steps, [{ from: loop }]);
    const node = this.#node('decision', [`${expressionWords(step.until)}?`], ends);
    this.graph.connect([{ from: node, label: `not yet: again after ${durationWords(step.every)}` }], loop);
    const [, ...gaveUp] = this.#withOutcomes(node, step.outcomes);
    return [{ from: node, label: 'yes' }, ...gaveUp];
  }

  #await(step: AwaitStep, open: readonly LooseEnd[]): LooseEnd[] {
    const { look, outcomes } = step;
    const node = this.#node('step', awaitWords(step), open);
    const behind = this.#withOutcomes(node, outcomes);
    if (look === undefined) return behind;
    const [first] = look.every;
    const label = first === undefined ? 'meanwhile' : `first, and again after ${durationWords(first)}`;
    const ends = this.steps(look.do.steps, [{ from: node, label }]);
    const seen = this.#node('decision', [`${expressionWords(look.until)}?`], ends);
    this.graph.connect([{ from: seen, label: 'not yet' }], node);
    return [...behind, { from: seen, label: 'yes' }];
  }

  #parallel(step: ParallelStep, open: readonly LooseEnd[]): LooseEnd[] {
    return this.graph.group('In parallel', () => {
      const fork = this.#node('fork', ['start all'], open);
      const ends = Object.entries(step.branches).flatMap(([name, block]) =>
        this.graph.group(nameWords(name), () =>
          this.steps(block.steps, [{ from: fork, label: nameWords(name) }]),
        ),
      );
      return ends.length === 0 ? [] : [{ from: this.#node('fork', ['all finished'], ends) }];
    });
  }
}

const names = (values: object): string => Object.keys(values).map(nameWords).join(', ');

/** The edge back to a loop. */
const back = (end: LooseEnd): LooseEnd => ({ ...end, label: end.label ?? 'next' });
