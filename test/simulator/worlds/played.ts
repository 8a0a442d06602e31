/** Worlds read as files of tests for one merchant, and what of an outcome is the same however it is played. */
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkConnection } from '../../../src/connectors/build-connection.js';
import type { FlowTest } from '../../../src/simulator/flow-test.js';
import type { Outcome } from '../../../src/simulator/test-happenings.js';
import { readTestFile } from '../../../src/simulator/read-test-file.js';
import { printIssues } from '../../../src/flows/print-issues.js';
import { loadMerchants } from '../../../src/merchants/load-merchants.js';
import type { Merchants } from '../../../src/merchants/merchant.js';
import { projectFolder } from '../../flows/support/demo.js';
import { worldFiles } from './flows.js';

/** The merchant whose flows the worlds play. */
export async function worldMerchants(): Promise<Merchants> {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-worlds-'));
  try {
    const demo = join(folder, 'merchants/demo');
    await mkdir(demo, { recursive: true });
    await cp(join(projectFolder, 'merchants/demo/connections'), join(demo, 'connections'), {
      recursive: true,
    });
    for (const [path, text] of Object.entries(worldFiles())) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const { merchants, issues } = await loadMerchants(join(folder, 'merchants'), {
      flowsFolder: join(projectFolder, 'flows'),
      buildConnection: checkConnection,
      now: Date.UTC(2026, 2, 2),
    });
    if (issues.length > 0) throw new Error(printIssues(issues));
    return merchants;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The one test of a file. */
export function testOf(merchants: Merchants, text: string): FlowTest {
  const { tests, issues } = readTestFile({ file: 'world.test.yaml', text }, merchants);
  const [test] = tests;
  if (test === undefined) throw new Error(printIssues(issues));
  return test;
}

/** Outcome, calls and texts, without the moments at which they came. */
export function essence({ story, calls, end, waitsFor, problem }: Outcome) {
  const texts = story.flatMap((each) => {
    switch (each.is) {
      case 'said':
      case 'asked':
        return [`${each.is} ${each.text}`];
      case 'handed_over':
        return [`handed over to ${each.queue}: ${each.reason}`];
      case 'decided':
        return [`${each.decision} by ${each.by}: ${each.refused ?? 'counts'}`];
      default:
        return [];
    }
  });
  return { texts, calls, end, waitsFor: [...waitsFor].sort(), problem: problem?.message };
}
