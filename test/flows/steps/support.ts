/** What tests of step kinds ask: the issues of a flow around steps, and its IR. */
import type { Issue } from '../../../src/contracts/issue.js';
import type { FlowIr } from '../../../src/contracts/ir.js';
import { compile, flowWith, shipped } from '../support/demo.js';

/** Issues of a flow around steps, beside further flows. */
export const issuesOf = (steps: string, head?: string, others: readonly string[] = []): Issue[] =>
  compile([flowWith(steps, head), ...others.map(named), ...shipped]).issues;

/** The IR of a flow around steps. */
export function irOf(steps: string, head?: string): FlowIr {
  const { flows, issues } = compile([flowWith(steps, head), ...shipped]);
  const ir = flows.get('tried')?.ir;
  if (ir === undefined) throw new Error(issues.map(({ code, message }) => `${code} ${message}`).join('\n'));
  return ir;
}

/** Codes, each with the text that its place points at. */
export const marked = (issues: readonly Issue[]): string[] =>
  issues.map(({ code, source = '', column }) => `${code} at ${source.slice(column - 1)}`);

const named = (text: string) => ({ file: `${/^flow: (\S+)/.exec(text)?.[1] ?? 'other'}.yaml`, text });
