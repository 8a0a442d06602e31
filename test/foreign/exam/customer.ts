/** A customer who answers what is asked and nothing more. */
import type { Goal } from './goals.js';

/** A question as the customer reads it. */
export interface Question {
  text: string;
  options: readonly string[];
}

/** A fact that proves, with its number, whose an order is: an e-mail address or a zip code. */
export interface Proof {
  fact: string;
}

/** Who is writing: authenticated by the channel, or proving it by facts. */
export type Customer = { email: string } | Proof;

/** First sentences by what is wanted; `{o}` is the order's number. */
const openings: Readonly<Record<Goal['do'], readonly string[]>> = {
  cancel: ['Please cancel my order #{o}.', 'I want to cancel order {o}.', 'Can you cancel order {o} for me?'],
  return: [
    'I want to send something from order {o} back.',
    'I would like to return items of order #{o}.',
    'How do I send items from order {o} back?',
  ],
  exchange: [
    'I want to exchange an item of order {o} for another size or colour.',
    'Can I swap something from order {o} for a different model?',
  ],
  change: [
    'I want to change an item in order {o} before it ships.',
    'Can I change the size of an item in order {o} before it is sent?',
  ],
  address: [
    'Please send order {o} to another address.',
    'I have moved, please change the address of order {o}.',
  ],
  person: ['I want to talk to a human.'],
  undo_cancel: ['I want order {o} sent after all: please undo its cancellation.'],
};

/** The same without a number, for who does not have it at hand. */
const withoutNumber: Readonly<Partial<Record<Goal['do'], string>>> = {
  cancel: 'I want to cancel an order.',
  return: 'I want to send something back that I bought.',
  exchange: 'I would like to exchange something for another size or colour.',
  change: 'I want to change an item in my order before it ships.',
  address: 'Please send my order to another address.',
};

/** What the customer says first; every third of those that may leaves the number out. */
export function opening(goal: Goal, seed: number, mayLeaveOut: boolean): string {
  const plain = withoutNumber[goal.do];
  if (mayLeaveOut && plain !== undefined && seed % 3 === 2) return plain;
  const all = openings[goal.do];
  return (all[seed % all.length] ?? '').replace('{o}', goal.order);
}

/** What the customer calls it where they are asked which of two things it is. */
const meant: Readonly<Record<Goal['do'], string>> = {
  cancel: 'cancelling an order',
  return: 'returning something',
  exchange: 'an exchange or a replacement',
  change: 'changing an order',
  address: 'changing a delivery address',
  person: 'I want to talk to a human',
  undo_cancel: 'changing an order',
};

/** The answers to one goal's questions, in their order. */
export class Answers {
  readonly #items: string[];
  readonly #swaps: { give: string; take: string }[];
  readonly #by: string[];

  constructor(
    readonly goal: Goal,
    readonly proof: Proof | undefined,
  ) {
    this.#items = (goal.items ?? []).map(({ give }) => give);
    this.#swaps = [...(goal.items ?? [])];
    this.#by = [...(goal.by ?? [])];
  }

  /** The answer, or undefined to a question that the customer has no answer to. */
  to(question: Question): string | undefined {
    const asked = Object.entries(this.#table(question)).find(([words]) => question.text.includes(words));
    return asked?.[1]();
  }

  #table(question: Question): Readonly<Record<string, () => string | undefined>> {
    const { goal, proof } = this;
    const { address, hold = 'order' } = goal;
    const pick = (wanted: RegExp): string | undefined => question.options.find((one) => wanted.test(one));
    const holds = { order: /order only/, account: /account only/, both: /and my account/ };
    return {
      'To look this up': () => proof && `${goal.order}, ${proof.fact}`,
      'get this right: ': () => meant[goal.do],
      'Which order is it about': () => `order ${goal.order}`,
      'Which items of order': () => numbered(this.#items, question.options),
      'What shall this be instead': () => this.#variant(question),
      'how shall the difference be paid': () => this.#by.shift(),
      'How shall we pay it back': () => this.#by.shift() ?? goal.by?.at(-1),
      'Why would you like to cancel': () => pick(goal.why ?? /not need/),
      'What would you like to change': () => pick(goal.else === true ? /Something else/ : /variant/),
      'For what shall the new address hold': () => pick(holds[hold]),
      'Which street': () => address?.street,
      'Which flat or suite': () => address?.suite,
      'Which town': () => address?.city,
      'Which state': () => address?.region,
      'Which zip code': () => address?.postcode,
      'Shall I': () => goal.sure ?? 'yes',
    };
  }

  /** What an item shall be, by how it is called in the question. */
  #variant({ text, options }: Question): string | undefined {
    const at = this.#swaps.findIndex(({ give }) => text.includes(give));
    const [swap] = at < 0 ? [] : this.#swaps.splice(at, 1);
    return swap === undefined ? undefined : numbered([swap.take], options);
  }
}

/** Options by their place in the list, each once: words of a variant can read like something else. */
function numbered(wanted: readonly string[], options: readonly string[]): string | undefined {
  const free = options.map((option) => option);
  const places = wanted.map((label) => {
    const at = free.findIndex((option) => option === label || option.startsWith(`${label} (`));
    if (at >= 0) free[at] = '';
    return at + 1;
  });
  return places.includes(0) || places.length === 0
    ? undefined
    : places.map((place) => `option ${place}`).join(' and ');
}
