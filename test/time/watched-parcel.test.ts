/** A parcel that never arrives is watched to the end, on a server that skips time: its history stays short. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { loadShipped } from '../../bench/shipped.js';
import { noNotes } from '../../src/activities/note-runs.js';
import { timesOf } from '../../src/activities/listen-for-event.js';
import type { Activities } from '../../src/contracts/activities.js';
import type { CallResult } from '../../src/contracts/call-result.js';
import type { JsonObject } from '../../src/contracts/json.js';
import type { RunStart } from '../../src/contracts/workflow-messages.js';
import { dataConverterOf } from '../../src/security/keys/data-converter.js';
import { searchAttributes } from '../../src/platform/temporal/search-attributes.js';
import { bundle, quietCore } from '../replay/support/fixtures.js';
import { testServer, whyNot } from './support/test-server.js';

/** What a watched parcel may take. */
const mostEvents = 4000;

/** Looks while nothing is due: the last one finds the parcel due, and after that the carrier forgets it. */
const looks = 35;

const suite = testServer === undefined ? describe.skip : describe;

suite(`a parcel that is watched${whyNot}`, () => {
  let env: TestWorkflowEnvironment;

  beforeAll(async () => {
    quietCore();
    env = await TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path: testServer ?? '' } },
    });
    const numbers = searchAttributes.map(({ name, kind }) => [name, kind === 'Keyword' ? 2 : 7]);
    await env.connection.operatorService.addSearchAttributes({
      namespace: 'default',
      searchAttributes: Object.fromEntries(numbers) as Record<string, number>,
    });
  });
  afterAll(() => env.teardown());

  test('and never arrives is given up after weeks, with at most 4,000 events', async () => {
    const { merchant } = await loadShipped();
    const flow = merchant.flows.get('watch-shipment');
    let asked = 0;
    const track = async (): Promise<CallResult> => {
      asked += 1;
      if (asked > looks) return { outcome: 'done', result: 'not_found', outputs: {} };
      const due = asked < looks ? {} : { expectedDelivery: await env.currentTimeMs() };
      const tracking: JsonObject = { trackingNumber: 'BL1', status: 'in_transit', events: [], ...due };
      const delivery = { delayed: false, probablyLost: false, claimable: false };
      return { outcome: 'done', result: 'found', outputs: { tracking, delivery } };
    };
    const said: string[] = [];
    const activities: Partial<Activities> = {
      loadFlow: () => (flow === undefined ? Promise.reject(new Error('no flow')) : Promise.resolve(flow)),
      callOperation: track,
      listen: (request) => Promise.resolve(timesOf(merchant.config, request)),
      deliverReply: ({ text }) => {
        said.push(text.key);
        return Promise.resolve();
      },
      notifyConversation: () => Promise.resolve(),
    };
    const worker = await Worker.create({
      connection: env.nativeConnection,
      ...{
        taskQueue: 'watched',
        dataConverter: dataConverterOf(),
        workflowBundle: await bundle(),
        activities,
        sinks: noNotes,
      },
    });
    const args: [RunStart] = [
      {
        ...{ merchant: 'demo', flow: 'watch-shipment', depth: 0 },
        inputs: { shipment: { carrier: 'blitz', trackingNumber: 'BL1' } },
        conversation: { id: 'c', workflowId: 'c', language: 'en', facts: {}, receivedAt: Date.now() },
      },
    ];
    const events = await worker.runUntil(async () => {
      const handle = await env.client.workflow.start('watch-shipment', {
        ...{ workflowId: 'watched', taskQueue: 'watched', args },
      });
      expect(await handle.result()).toMatchObject({ result: 'stopped' });
      return (await handle.fetchHistory()).events?.length ?? 0;
    });
    process.stderr.write(`a parcel that is given up: ${asked} looks, ${events} events\n`);
    // Twice a day for two weeks.
    expect(asked).toBe(looks + 28);
    expect(events).toBeLessThanOrEqual(mostEvents);
    expect(said).toEqual([expect.stringContaining('I’ve stopped tracking it now')]);
  }, 600_000);
});
