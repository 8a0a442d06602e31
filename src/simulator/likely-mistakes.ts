/** What a test file says in the right form and most likely does not mean: each is told as a warning, with what to do. */
import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Issue } from '../contracts/issue.js';
import { issueAt } from '../flows/yaml/document.js';
import { valueAt } from '../flows/yaml/zod-issues.js';
import type { Merchants } from '../merchants/merchant.js';
import { stepsIn } from '../workflows/interpreter/steps-in.js';
import type { FlowTest } from './flow-test.js';
import type { ReadTests } from './read-test-file.js';

/** Warnings about a test file. */
export async function likelyMistakes(path: string, read: ReadTests, merchants: Merchants): Promise<Issue[]> {
  return [...(await ofOtherFlow(path, read, merchants)), ...thatCannotFail(read)];
}

/** A file beside one flow that tests another: it was copied with its flow. */
async function ofOtherFlow(
  path: string,
  { document, merchant = '' }: ReadTests,
  merchants: Merchants,
): Promise<Issue[]> {
  const name = basename(path, '.test.yaml');
  const tested = document && valueAt(document.value, ['flow']);
  if (document === undefined || typeof tested !== 'string' || tested === name) return [];
  // A test of the shipped flow runs the merchant's own in its place.
  if (merchants.get(merchant)?.config.flows[tested] === name) return [];
  const sibling = await stat(join(dirname(path), `${name}.yaml`)).catch(() => undefined);
  if (sibling === undefined) return [];
  const message = `This file is beside \`${name}.yaml\`, but tests \`${tested}\`, so \`${name}\` has no tests here.`;
  const issue = issueAt(document, ['flow'], 'flow_test_other', message, `Write \`flow: ${name}\`.`);
  return [{ ...issue, level: 'warning' }];
}

/** Tests that only name operations which the flow never calls. */
function thatCannotFail({ document, tests }: ReadTests): Issue[] {
  return tests.flatMap((test): Issue[] => {
    const { notCalled = [], ...others } = test.then;
    const isOnly = Object.keys(others).length === 0;
    if (document === undefined || !isOnly || notCalled.length === 0) return [];
    const called = operationsOf(test);
    const [first] = notCalled;
    if (first === undefined || notCalled.some(({ operation }) => called.has(operation))) return [];
    const names = notCalled.map(({ operation }) => `\`${operation}\``).join(', ');
    const message = `This test cannot fail: \`${test.flow.flow}\` never calls ${names} here, and the test compares nothing else.`;
    const hint = 'Say what the customer reads (`said:`) or how the flow ends (`result:`).';
    return [{ ...issueAt(document, first.path, 'flow_test_idle', message, hint), level: 'warning' }];
  });
}

/** Operations that the flow of a test may call, itself or by sub-flows that the test does not answer for. */
function operationsOf({ flow, merchant, given }: FlowTest): ReadonlySet<string> {
  const called = new Set<string>();
  const seen = new Set<string>();
  const open = [flow];
  for (const { steps } of open)
    for (const step of stepsIn(steps)) {
      if (step.kind === 'call') called.add(step.operation);
      if (step.kind !== 'subflow' || Object.hasOwn(given.subflows, step.flow) || seen.has(step.flow))
        continue;
      seen.add(step.flow);
      const callee = merchant.flows.get(step.flow)?.ir;
      if (callee !== undefined) open.push(callee);
    }
  return called;
}
