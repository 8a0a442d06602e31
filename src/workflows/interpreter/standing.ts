/** Where a run stands, for its conversation: what it waits for, and which record it is about. */
import type { Standing } from '../../contracts/conversation.js';
import type { JsonObject } from '../../contracts/json.js';
import { isRecord } from './expression/values.js';
import { type Cursor, isSettling, type RunState, waitsForCustomer } from './state.js';

/** What runs of one workflow wait for, if that is nobody's word but others': an approver's before a system's or a time. */
export function standingOf(states: readonly RunState[]): Standing | undefined {
  if (states.some(({ cursors }) => cursors.some(waitsForCustomer))) return undefined;
  const all = states.flatMap((state) =>
    state.cursors.flatMap((cursor) => {
      const standing = standingAt(cursor);
      return standing === undefined ? [] : [{ ...standing, ...aboutOf(state) }];
    }),
  );
  return (['approval', 'event', 'timer'] as const)
    .flatMap((on) => all.filter((standing) => standing.on === on))
    .at(0);
}

/** Tells of a standing once, and again when it has changed. */
export class StandingTold {
  #told = '';

  /** What is new in the standing of these runs. */
  news(states: readonly RunState[]): Standing | undefined {
    if (states.some(({ cursors }) => cursors.some(waitsForCustomer))) this.#told = '';
    const standing = standingOf(states);
    if (standing === undefined) return undefined;
    const written = JSON.stringify(standing);
    if (written === this.#told) return undefined;
    this.#told = written;
    return standing;
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

const aboutOf = (state: RunState): Pick<Standing, 'about'> => {
  const about = recordNumber(state);
  return about === undefined ? {} : { about };
};

function standingAt(cursor: Cursor): Standing | undefined {
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
