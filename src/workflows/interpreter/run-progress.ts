/** Where a run stands, as data, for whoever shows it on its flow's diagram: nothing of it is of a person. */
import type { FlowIr } from '../../contracts/ir.js';
import type { StepProgress } from '../../contracts/workflow-messages.js';
import { stepAt } from './cursor-position.js';
import type { RunState } from './state.js';
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
