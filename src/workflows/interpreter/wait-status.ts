/** Where a run stands, for its conversation: what it waits for, and which record it is about. */
import type { WaitStatus } from '../../contracts/conversation.js';
import type { JsonObject } from '../../contracts/json.js';
import { isRecord } from './expression/value-kinds.js';
import { type Cursor, isSettling, type RunState, waitsForCustomer } from './state.js';

/** What runs of one workflow wait for, if that is nobody's word but others': an approver's before a system's or a time. */
export function waitStatusOf(states: readonly RunState[]): WaitStatus | undefined {
  if (states.some(({ cursors }) => cursors.some(waitsForCustomer))) return undefined;
  const all = states.flatMap((state) =>
    state.cursors.flatMap((cursor) => {
      const waitStatus = waitStatusAt(cursor);
      return waitStatus === undefined ? [] : [{ ...waitStatus, ...aboutOf(state) }];
    }),
  );
  return (['approval', 'event', 'timer'] as const)
    .flatMap((on) => all.filter((waitStatus) => waitStatus.on === on))
    .at(0);
}

/** Reports a wait status once, and again when it has changed. */
export class WaitStatusReporter {
  #reported = '';

  /** What is new in the wait status of these runs. */
  news(states: readonly RunState[]): WaitStatus | undefined {
    if (states.some(({ cursors }) => cursors.some(waitsForCustomer))) this.#reported = '';
    const waitStatus = waitStatusOf(states);
    if (waitStatus === undefined) return undefined;
    const written = JSON.stringify(waitStatus);
    if (written === this.#reported) return undefined;
    this.#reported = written;
    return waitStatus;
  }
}

/** Number of the record that the run is about: that of the call it is at, else the newest that a step has given. */
export function recordNumber(state: RunState): string | undefined {
  const called = state.cursors.flatMap(({ wait }) =>
    wait !== undefined && 'call' in wait ? [wait.call.inputs] : [],
  );
  const known: readonly JsonObject[] = [
    ...called,
    ...Object.values(state.steps).reverse(),
    state.context.inputs,
  ];
  return known.flatMap((values) => Object.values(values)).flatMap(numberIn)[0];
}

const numberIn = (value: JsonObject[string]): string[] =>
  isRecord(value) && typeof value['number'] === 'string' ? [value['number']] : [];

const aboutOf = (state: RunState): Pick<WaitStatus, 'about'> => {
  const about = recordNumber(state);
  return about === undefined ? {} : { about };
};

function waitStatusAt(cursor: Cursor): WaitStatus | undefined {
  const { wait } = cursor;
  switch (wait?.on) {
    case 'approval':
      return { on: 'approval', since: wait.request.requestedAt, until: wait.request.expiresAt };
    case 'timer':
      return { on: 'timer', ...(wait.until === undefined ? {} : { until: wait.until }) };
    case 'pause':
      return { on: 'timer' };
    case 'event':
      return { on: 'event', ...(wait.until === undefined ? {} : { until: wait.until }) };
    case 'settling':
    case 'call': {
      const accepted = isSettling(cursor) ? wait.call.accepted : undefined;
      return accepted === undefined ? undefined : { on: 'event', until: accepted.until };
    }
    default:
      return undefined;
  }
}
