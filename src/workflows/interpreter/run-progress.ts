/** Where a run stands, as data, for whoever shows it on its flow's diagram: nothing of it is of a person. */
import type { FlowIr } from '../../contracts/ir.js';
import type { StepProgress } from '../../contracts/workflow-messages.js';
import type { RunNote, WaitsFor } from '../../contracts/run-note.js';
import { stepAt } from './cursor-position.js';
import { type Cursor, isSettling, type RunState } from './state.js';
import { stepsIn } from './steps-in.js';

/** The steps that a run has entered, in the order of its flow. */
export function progressOf(flow: FlowIr, state: RunState): StepProgress[] {
  const here = new Set(
    state.ended === undefined ? state.cursors.map((cursor) => stepAt(flow, cursor)?.id) : [],
  );
  return [...stepsIn(flow.steps)].flatMap(({ id, kind, title }) => {
    const visits = state.visits[id] ?? 0;
    if (visits === 0) return [];
    const outcome = state.outcomes[id] ?? '';
    return {
      ...{ step: id, kind, title, visits, isOpen: here.has(id) },
      ...(outcome === '' ? {} : { outcome }),
    };
  });
}

/** A run by its id and its start, with its flow's version, at a moment. */
interface Noted extends Pick<RunNote, 'hash' | 'at'> {
  run: { id: string; start: Pick<RunNote, 'merchant' | 'flow'> };
}

type Ending = { do: 'end'; result: string } | { do: 'fail'; code: string };

/** The notes of one run. */
export class RunNotes {
  /** What the last one said; before one, the run waits for nothing. */
  #said = JSON.stringify([[], null]);

  /** A note, if the run has begun or ceased to wait somewhere since the last one, or has ended. */
  news(ir: FlowIr, state: RunState, { run, hash, at }: Noted, ending?: Ending): RunNote | undefined {
    const noted = stepsAndWaits(ir, state);
    const said = JSON.stringify([noted.waits, ending?.do ?? null]);
    if (said === this.#said) return undefined;
    this.#said = said;
    const { merchant, flow } = run.start;
    const note = { merchant, run: run.id, flow, hash, at, ...noted };
    if (ending === undefined) return note;
    return { ...note, end: ending.do === 'end' ? { result: ending.result } : { code: ending.code } };
  }
}

/** What of a note is in the state: the steps that a run has entered, and where it waits for somebody or something outside. */
function stepsAndWaits(flow: FlowIr, state: RunState): Pick<RunNote, 'steps' | 'waits'> {
  const waits = new Map<string, RunNote['waits'][number]>();
  for (const cursor of state.ended === undefined ? state.cursors : []) {
    const [step, why] = [stepAt(flow, cursor)?.id, waitsFor(cursor)];
    if (step !== undefined && why !== undefined) waits.set(step, { step, for: why });
  }
  const steps = Object.keys(state.visits).map((step) => ({ step, outcome: state.outcomes[step] ?? '' }));
  return { steps, waits: [...waits.values()] };
}

/** Undefined for a thread that is at work, or whose branches are. */
function waitsFor(cursor: Cursor): WaitsFor | undefined {
  switch (cursor.wait?.on) {
    case 'answer':
    case 'facts':
    case 'facts_turn':
      return 'customer';
    case 'approval':
      return 'approval';
    case 'timer':
    case 'pause':
      return 'timer';
    case 'event':
      return 'event';
    case 'settling':
    case 'call':
      return isSettling(cursor) ? 'event' : undefined;
    case 'subflow':
      return 'flow';
    default:
      return undefined;
  }
}
