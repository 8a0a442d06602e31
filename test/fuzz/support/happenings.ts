/** Whatever can happen to a run: what fits, early, late, twice, to others, and never. */
import type { RunEvent } from '../../../src/contracts/interpreter-event.js';
import type { Json } from '../../../src/contracts/json.js';
import type { Tape } from '../generate/tape.js';
import { answeredOf, answerTo, askedOf, type Flows } from './answers.js';
import type { Open, PlayedRun } from './played-run.js';

/** The next event that the run waits for, whatever it is. */
export function fitting(run: PlayedRun, flows: Flows, tape: Tape, now: number): RunEvent | undefined {
  const command = tape.one([...run.open.values()]);
  return command && fittingTo(command, run, flows, tape, now);
}

function fittingTo(
  command: Open,
  run: PlayedRun,
  flows: Flows,
  tape: Tape,
  now: number,
): RunEvent | undefined {
  if (command.do !== 'ask') return answerTo(command, run.flow, flows, tape, now);
  if (!run.asked.has(command.id) && !tape.chance(20)) return askedOf(command, now);
  return answeredOf(command, tape, now);
}

const oddAnswers: readonly [Json, ...Json[]] = [
  '',
  'maybe',
  -1,
  99,
  {},
  [],
  null,
  true,
  { minor: 0.5, currency: 'EUR' },
];

/** An event at random: of four, three fit. */
export function anything(run: PlayedRun, flows: Flows, tape: Tape, now: number): RunEvent | undefined {
  if (!tape.chance(30)) return fitting(run, flows, tape, now);
  switch (tape.below(8)) {
    case 0:
      return tape.chance(20) ? { is: 'with_people', now } : undefined;
    case 1:
      return tape.chance(20) ? { is: 'cancelled', now } : undefined;
    case 2:
      return failed(run, tape, now);
    case 3:
      return again(run, flows, tape, now);
    case 4:
      return astray(run, flows, tape, now);
    case 5:
      return { is: 'timer_fired', id: tape.one(['nobody#9', 'nobody#9/expiry', '']), now };
    case 6:
      return oddAnswer(run, tape, now);
    default:
      return otherDecision(run, tape, now);
  }
}

function failed(run: PlayedRun, tape: Tape, now: number): RunEvent | undefined {
  const command = tape.one([...run.open.values()]);
  if (command === undefined || !tape.chance(25)) return undefined;
  return { is: 'failed', id: command.id, code: tape.one(['operation_unbound', 'subflow_lost']), now };
}

/** Something that was answered or taken back is answered once more. */
function again(run: PlayedRun, flows: Flows, tape: Tape, now: number): RunEvent | undefined {
  const command = tape.one(run.closed);
  return (
    command &&
    (command.do === 'ask' ? answeredOf(command, tape, now) : answerTo(command, run.flow, flows, tape, now))
  );
}

/** The event of one command under the id of another. */
function astray(run: PlayedRun, flows: Flows, tape: Tape, now: number): RunEvent | undefined {
  const event = fitting(run, flows, tape, now);
  const other = tape.one([...run.open.values(), ...run.closed]);
  if (event === undefined || other === undefined || !('id' in event) || event.is === 'asked')
    return undefined;
  return { ...event, id: `${other.id}${tape.one(['/2', 'x'])}` };
}

function oddAnswer(run: PlayedRun, tape: Tape, now: number): RunEvent | undefined {
  const ask = tape.one([...run.open.values()].filter((command) => command.do === 'ask'));
  if (ask === undefined) return undefined;
  const answer = { value: tape.one(oddAnswers), facts: {}, receivedAt: now };
  return { is: 'answered', id: ask.id, answer, now };
}

/** A decision on another request, on what has changed, or too late. */
function otherDecision(run: PlayedRun, tape: Tape, now: number): RunEvent | undefined {
  const command = tape.one([...run.open.values()].filter((command) => command.do === 'request_approval'));
  if (command === undefined) return undefined;
  const { id, digest, expiresAt } = command.request;
  const right = {
    requestId: id,
    digest,
    decision: 'approved',
    token: 'signed',
    approver: 'anna',
    decidedAt: now,
    escalated: false,
  } as const;
  const wrong = tape.one([{ requestId: `${id}x` }, { digest: 'another' }, { decidedAt: expiresAt }]);
  return { is: 'decided', id, decision: { ...right, ...wrong }, now };
}
