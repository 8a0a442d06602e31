/** Scripted worlds by seeds: what a step calls, how the systems answer, who decides, who asks. The same seed is the same world. */
import { flowOf, type Kind, kinds, tryings, type Trying } from './flows.js';

/** One world, as a file of one flow test. */
export interface World {
  seed: number;
  flow: string;
  /** What it is about, for the name of a failed one. */
  about: string;
  text: string;
}

const answersOf: Record<Kind, readonly string[]> = {
  read: ['done', 'refused', 'not_found', 'not_now', 'not_now done', 'unavailable', 'unverified'],
  write: ['done', 'refused', 'unknown', 'not_now', 'not_now done', 'unavailable', 'accepted', 'unverified'],
  money: ['done', 'refused', 'unknown', 'not_now', 'not_now done', 'unavailable', 'accepted', 'superseded'],
  twice: ['done', 'done', 'refused', 'not_now done', 'unavailable', 'accepted', 'superseded'],
};

const bands = {
  covering: '{ upTo: 50 EUR, perCustomer: 9/300d, reasons: [damaged] }',
  counted: '{ upTo: 50 EUR, perCustomer: 1/300d, reasons: [damaged] }',
  usedUp: '{ upTo: 50 EUR, perCustomer: 0/300d, reasons: [damaged] }',
  small: '{ upTo: 10 EUR, reasons: [damaged] }',
} as const;

const decisions = ['approved', 'rejected', 'team-lead', 'late', 'nobody'] as const;
const customers = ['verified', 'verified', 'verified', 'known', 'known', 'mistaken', 'silent'] as const;
const settlings = ['done', 'refused', 'refused: closed', 'pending'] as const;
const laters = ['10 minutes', '5 hours', '3 days'] as const;

/** Numbers that look random and are the same every time (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The world of a seed. */
export function worldOf(seed: number): World {
  const next = numbers(seed);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)]!;
  // Kinds and tryings in turn, so that each of them is met often enough; the rest as it comes.
  const kind = kinds[seed % kinds.length]!;
  const trying = tryings[Math.floor(seed / kinds.length) % tryings.length]!;
  const answer = pick(answersOf[kind]);
  const band = pick(Object.keys(bands) as (keyof typeof bands)[]);
  const decision = pick(decisions);
  const customer = pick(customers);
  const settled = { then: pick(settlings), after: pick(laters) };
  const says = next() < 0.9 ? 'yes' : 'no';
  const parts = { kind, trying, answer, band, decision, customer, settled, says };
  return {
    seed,
    flow: flowOf(kind, trying),
    about: `${kind}, ${trying}, ${answer}, ${band}, ${decision}, ${customer}, ${settled.then} after ${settled.after}, ${says}`,
    text: textOf(parts),
  };
}

interface Parts {
  kind: Kind;
  trying: Trying;
  answer: string;
  band: keyof typeof bands;
  decision: (typeof decisions)[number];
  customer: (typeof customers)[number];
  settled: { then: string; after: string };
  says: string;
}

const order = (number: string): string => `
          ref: ref-${number}
          number: '${number}'
          status: delivered
          customerEmail: mia@mail.example
          amount: 80 EUR
          lines: []
          shipments: []
          returns: []`;

const operationOf: Record<Kind, string> = {
  read: 'orders.get',
  write: 'acme.credit_points',
  money: 'payments.refund',
  twice: 'payments.refund',
};

function textOf(parts: Parts): string {
  const { kind, trying, answer, band, customer } = parts;
  const inputs = {
    read: "\n        number: '1001'",
    write: `\n        order:${order('1001')}`,
    money: `\n        order:${order('1001')}`,
    twice: `\n        order:${order('1001')}\n        second:${order('1002')}`,
  }[kind];
  const answers = answer.split(' ').map((name) => `\n          - ${answerText(name, parts)}`);
  const money = kind === 'money' || kind === 'twice';
  const quote = '\n        payments.quote_refund:\n          - refundable: { amount: 80 EUR }';
  return `flow: ${flowOf(kind, trying)}
tests:
  - name: it
    given:
      customer: ${customer === 'verified' ? 'verified' : 'unauthenticated'}
      policy:
        refund.autoApprove: ${bands[band]}
      inputs:${inputs}
      operations:
        ${operationOf[kind]}:${answers.join('')}${money ? quote : ''}
    when:${whenOf(parts)
      .map((line) => `\n      - ${line}`)
      .join('')}
    then:
      waitsFor: timer
`;
}

function answerText(name: string, { kind, settled }: Parts): string {
  if (name === 'accepted') {
    const then = settled.then.includes(':') ? `{ ${settled.then} }` : settled.then;
    return `accepted: { after: ${settled.after}, then: ${then} }`;
  }
  if (name === 'done' && kind === 'read')
    return "found: { order: { number: '1001', status: shipped, customerEmail: mia@mail.example } }";
  return name === 'refused' && kind !== 'read' ? 'refused: closed' : name;
}

/** What happens: yes or no, facts where they are asked for, a decision, and time; no more than the run will wait for. */
function whenOf(parts: Parts): string[] {
  const { kind, customer, says } = parts;
  const sure = kind === 'read' ? [] : [`customer: '${says}'`];
  const time = ['after: 1 hour', 'after: 15 days'];
  if (kind !== 'read' && says === 'no') return [...sure, ...time];
  const opened = [...sure, ...factsOf(parts)];
  if (customer === 'mistaken' || customer === 'silent' || parts.answer === 'unverified')
    return [...opened, ...time];
  const first = decisionOf(parts, parts.band === 'usedUp' || parts.band === 'small');
  return [...opened, ...first, ...(kind === 'twice' ? secondOf(parts) : []), ...time];
}

function factsOf({ customer, answer }: Parts): readonly string[] {
  if (customer === 'silent') return ['after: 4 days'];
  // Whose attempts are used up is not asked for facts.
  if (answer === 'unverified' || customer === 'verified') return [];
  if (customer === 'known') return ['customer: mia@mail.example'];
  return ['customer: a@else.example', 'customer: b@else.example', 'customer: c@else.example'];
}

function decisionOf({ kind, decision }: Parts, isAsked: boolean): readonly string[] {
  if (!isAsked || kind === 'read' || kind === 'write') return [];
  const teamLead = '{ approver: approved, by: team-lead }';
  return {
    approved: ['approver: approved'],
    rejected: ['approver: rejected'],
    // Before the escalation it does not count.
    'team-lead': [teamLead, 'after: 25 hours', teamLead],
    late: ['after: 3 days'],
    nobody: [],
  }[decision];
}

/** The second refund, if the first one is done; a band that counts one refund does not spare its approval. */
function secondOf(parts: Parts): readonly string[] {
  const { answer, band, decision, settled } = parts;
  const isSpared = band === 'covering' || band === 'counted';
  const isAllowed = isSpared || decision === 'approved' || decision === 'team-lead';
  const wait = answer === 'accepted' && settled.then === 'done' ? ['after: 4 days'] : [];
  const isDone = answer === 'done' || answer === 'not_now done' || wait.length > 0;
  if (!isAllowed || !isDone) return [];
  return [...wait, "customer: 'yes'", ...decisionOf(parts, band !== 'covering')];
}
