/** Plays tests with the product's own activity over the real store, whose clock is the test's. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import pg from 'pg';
import { prepareStore } from '../../../demo/prepared.js';
import { callOperation } from '../../../src/activities/call-operation.js';
import { CallFailure, NotNow } from '../../../src/activities/calls/failures.js';
import type { ErrorCode } from '../../../src/contracts/errors/catalogue.js';
import type { FixtureParts } from '../../../src/simulator/fixture.js';
import type { FlowTest } from '../../../src/simulator/flow-test.js';
import type { Outcome } from '../../../src/simulator/test-happenings.js';
import { playTest } from '../../../src/simulator/play.js';
import type { CallResult } from '../../../src/contracts/call-result.js';
import { openEmbeddedStore } from '../../../src/platform/embedded/start-embedded.js';
import { openStore } from '../../../src/store/open-store.js';
import { accessOf } from '../../../src/store/pool.js';

/** A store with a worker's activity; it plays one test after the other. */
export interface ActivityPlayer extends AsyncDisposable {
  play(test: FlowTest): Promise<Outcome>;
}

const tables = 'effects, reservations, verifications, failed_attempts, audit_trail, pauses';

/** The store reads its clock by this function alone. */
const clock = `create table test_clock (now bigint not null);
  insert into test_clock values (0);
  create or replace function orderly_now() returns bigint language sql volatile as
  $$ select now from test_clock $$`;

/** Opens an embedded store of its own. */
export async function startActivityPlayer(): Promise<ActivityPlayer> {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-worlds-store-'));
  await prepareStore(folder);
  const embedded = await openEmbeddedStore(folder);
  const store = await openStore({ databaseUrl: embedded.databaseUrl });
  const admin = new pg.Client(accessOf(embedded.databaseUrl));
  await admin.connect();
  await admin.query(clock);
  let shown = 0;
  const setClock = async (now: number): Promise<void> => {
    if (now !== shown) await admin.query('update test_clock set now = $1', [now]);
    shown = now;
  };
  const call: FixtureParts['call'] = async (ports, request, { attempt, scheduledAt }) => {
    await setClock(ports.now());
    const logger = new DefaultLogger('ERROR');
    const environment = new MockActivityEnvironment(
      { attempt, scheduledTimestampMs: scheduledAt },
      { logger },
    );
    try {
      const result: CallResult = await environment.run(callOperation(ports, store), request);
      return result;
    } catch (error) {
      throw ownFailure(error);
    }
  };
  return {
    async play(test) {
      await admin.query(`truncate ${tables}`);
      return playTest(test, undefined, { store, call });
    },
    async [Symbol.asyncDispose]() {
      await admin.end();
      await store[Symbol.asyncDispose]();
      await embedded[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

/** What Temporal would be told, back in the words of the calls. */
function ownFailure(error: unknown): unknown {
  const { type, message, nextRetryDelay } = error as {
    type?: string;
    message: string;
    nextRetryDelay?: number;
  };
  if (type === undefined) return error;
  return type === 'NOT_NOW' ? new NotNow(message, nextRetryDelay) : new CallFailure(type as ErrorCode);
}
