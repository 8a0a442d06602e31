/** Flows, and whatever can happen to their runs, for property tests. */
import fc from 'fast-check';
import type { FlowIr, StepIr } from '../../../src/contracts/ir.js';
import type { CallResult } from '../../../src/contracts/call-result.js';
import type { Command } from '../../../src/contracts/interpreter-command.js';
import type { Decision } from '../../../src/contracts/approval.js';
import type { RunEvent } from '../../../src/contracts/interpreter-event.js';
import { reduce, startRun } from '../../../src/workflows/interpreter/reduce.js';
import type { RunState } from '../../../src/workflows/interpreter/state.js';
import type { Json } from '../../../src/contracts/json.js';
import {
  byDefault,
  call,
  context,
  end,
  flow,
  freeze,
  handover,
  read,
  request,
  say,
  step,
  text,
  value,
} from './flows.js';

const ask = (id: string, answer: 'yes_or_no' | 'choice', more: object = {}): StepIr =>
  step({
    kind: 'ask',
    id,
    question: text('?'),
    answer,
    expires: { ms: 9 },
    outcomes: { expired: byDefault(`${id}Expired`) },
    ...more,
  });

const pay = call('pay', {
  effect: 'money',
  operation: 'payments.refund',
  inputs: { order: read('steps.which.answer') },
  confirmedBy: 'sure',
  approval: { by: 'refund-approver', expires: { businessDays: 2 } },
});

export const refund: FlowIr = flow(
  call('find'),
  ask('which', 'choice', { options: value(['a', 'b']) }),
  ask('sure', 'yes_or_no'),
  pay,
  say('paid'),
  end('over', 'refunded'),
);

export const loop: FlowIr = flow(
  step({
    kind: 'each',
    id: 'loop',
    list: value([1, 2]),
    atMost: 2,
    do: {
      steps: [
        call('pay', { effect: 'money', outcomes: { rejected: { steps: [] }, refused: { steps: [] } } }),
      ],
    },
  }),
  step({ kind: 'wait', id: 'pause', for: { ms: 1 } }),
  step({
    kind: 'subflow',
    id: 'sub',
    flow: 'x',
    hash: 'h',
    inputs: {},
    money: false,
    handlesHandedOver: false,
  }),
  handover('people'),
  end('over', 'ok'),
);

const results: fc.Arbitrary<CallResult> = fc.constantFrom<CallResult>(
  { outcome: 'done', result: 'done', outputs: {} },
  { outcome: 'refused', refusal: { code: 'no' } },
  { outcome: 'unknown' },
  { outcome: 'accepted', askAt: 5000, until: 9000 },
  { outcome: 'needs_facts', missing: ['email'], failed: false },
  { outcome: 'needs_approval', request: request() },
);

const verdicts: fc.Arbitrary<Partial<Decision>> = fc.record({
  decision: fc.constantFrom('approved' as const, 'rejected' as const),
  digest: fc.constantFrom('d1', 'd1', 'd2'),
  requestId: fc.constantFrom('wf-1#pay#1', 'wf-1#pay#1', 'wf-1#pay#2'),
});

/** What can happen: `at` picks the command that an event answers, old ones too, so that events come late and twice. */
interface Happening {
  at: number;
  kind: number;
  result: CallResult;
  answer: Json;
  facts: object;
  verdict: Partial<Decision>;
}

const happening: fc.Arbitrary<Happening> = fc.record({
  at: fc.oneof({ arbitrary: fc.constant(0), weight: 4 }, fc.nat(6)),
  kind: fc.nat(20),
  result: results,
  answer: fc.constantFrom<Json>('yes', 'no', 0, 1, 7, 'odd', {}, null),
  facts: fc.constantFrom({}, { email: 'a@b.c' }, { email: 'd@e.f' }),
  verdict: verdicts,
});

function eventOf(from: Happening, commands: readonly Command[], now: number): RunEvent {
  if (from.kind === 0) return { is: 'with_people', now };
  if (from.kind === 1) return { is: 'cancelled', now };
  const command = commands.at(-1 - (from.at % Math.max(1, commands.length)));
  const id = command !== undefined && 'id' in command ? command.id : 'none#1';
  if (from.kind === 2) return { is: 'failed', id, code: 'internal', now };
  switch (command?.do) {
    case 'call':
      return { is: 'called', id, result: from.result, now };
    case 'ask':
      if (from.kind > 15) return { is: 'asked', id, labels: [], expiresAt: now + 9, now };
      return {
        is: 'answered',
        id,
        answer: { value: from.answer, facts: from.facts, receivedAt: now },
        now,
      };
    case 'request_approval': {
      const base = {
        requestId: id,
        digest: 'd1',
        decision: 'approved',
        token: 't',
        approver: 'anna',
      } as const;
      return {
        is: 'decided',
        id,
        decision: { ...base, decidedAt: now, escalated: false, ...from.verdict },
        now,
      };
    }
    case 'subflow':
      return { is: 'subflow_ended', id, result: 'found', outputs: {}, now };
    case 'say':
      return { is: 'said', id, now };
    case 'handover':
      return { is: 'handed_over', id, now };
    default:
      return { is: 'timer_fired', id, now };
  }
}

export interface Turn {
  event: RunEvent;
  before: RunState;
  after: RunState;
  commands: readonly Command[];
  taken: boolean;
}

/** Plays a sequence; answers only commands that want one, so that most events are taken. */
export function play(ir: FlowIr, happenings: readonly Happening[]): Turn[] {
  let { state, commands } = startRun(ir, context(), 1000);
  const asked = commands.filter(wantsAnswer);
  return happenings.map((from, index) => {
    const event = eventOf(from, asked, 1001 + index);
    const before = state;
    const reduced = reduce(ir, freeze(before), event);
    ({ state, commands } = reduced);
    asked.push(...commands.filter(wantsAnswer));
    return { event, before, after: state, commands, taken: reduced.taken };
  });
}

const wantsAnswer = ({ do: what }: Command): boolean =>
  !['withdraw_approval', 'withdraw_ask', 'cancel_timer', 'release', 'end', 'fail'].includes(what);

export const sequences = (longest: number): fc.Arbitrary<Happening[]> =>
  fc.array(happening, { maxLength: longest });
export const flows = fc.constantFrom(refund, loop);
