/** Where a cursor stands in its flow. */
import type { BlockIr, FlowIr, StepIr } from '../../contracts/ir.js';
import { RunError } from './run-error.js';
import type { Cursor } from './state.js';
import { blocksOf } from './steps/registry.js';

/** The innermost block of a cursor; a frame names its branch of the step at which the frame above stands. */
export function blockAt(flow: FlowIr, cursor: Cursor): BlockIr {
  const [, ...inner] = cursor.frames;
  let block: BlockIr = { steps: flow.steps };
  inner.forEach((frame, depth) => {
    block = branchOf(block.steps[cursor.frames[depth]?.index ?? 0], frame.branch);
  });
  return block;
}

/** The step that a cursor is at; `undefined` at the end of its block. */
export function stepAt(flow: FlowIr, cursor: Cursor): StepIr | undefined {
  return blockAt(flow, cursor).steps[cursor.frames.at(-1)?.index ?? 0];
}

function branchOf(step: StepIr | undefined, name: string): BlockIr {
  const branch = step && blocksOf(step).find(([branch]) => branch === name);
  if (branch === undefined) throw new RunError('internal');
  return branch[1];
}
