/** The store's promises, the same on the embedded store and on PostgreSQL. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { type EmbeddedStore, openEmbeddedStore } from '../../src/platform/embedded/start-embedded.js';
import { approvalsPromises } from './promises/approvals.js';
import { auditTrailPromises } from './promises/audit-trail.js';
import { conversationsPromises } from './promises/conversations.js';
import { deskPromises } from './promises/desk.js';
import { documentsPromises } from './promises/documents.js';
import { effectsPromises, runRecordsPromises } from './promises/effects.js';
import { erasurePromises } from './promises/erasure.js';
import { eventsPromises } from './promises/events.js';
import { flowRunsPromises } from './promises/flow-runs.js';
import { flowVersionsPromises } from './promises/flow-versions.js';
import { installationPromises } from './promises/installation.js';
import { keysPromises } from './promises/keys.js';
import { messagesPromises } from './promises/messages.js';
import { modelUsagePromises } from './promises/model-usage.js';
import { openingPromises } from './promises/opening.js';
import { outboxPromises } from './promises/outbox.js';
import { reservationsPromises } from './promises/reservations.js';
import { tokensPromises } from './promises/tokens.js';
import { unclearEffectsPromises } from './promises/unclear-effects.js';
import { verificationsPromises } from './promises/verifications.js';
import { workersPromises } from './promises/workers.js';
import type { Subject } from './support/subject.js';
import { administer } from '../support/administer.js';

const postgresUrl = process.env['ORDERLY_TEST_POSTGRES_URL'];

function promises(subject: Subject): void {
  openingPromises(subject);
  flowVersionsPromises(subject);
  flowRunsPromises(subject);
  effectsPromises(subject);
  runRecordsPromises(subject);
  unclearEffectsPromises(subject);
  documentsPromises(subject);
  eventsPromises(subject);
  reservationsPromises(subject);
  conversationsPromises(subject);
  messagesPromises(subject);
  outboxPromises(subject);
  approvalsPromises(subject);
  verificationsPromises(subject);
  erasurePromises(subject);
  auditTrailPromises(subject);
  deskPromises(subject);
  tokensPromises(subject);
  modelUsagePromises(subject);
  workersPromises(subject);
  installationPromises(subject);
  keysPromises(subject);
}

describe('on the embedded store (PGlite through its socket)', () => {
  let folder: string;
  let store: EmbeddedStore;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'orderly-store-'));
    store = await openEmbeddedStore(folder);
  });
  afterAll(async () => {
    await store[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });
  promises({ url: () => store.databaseUrl });
});

if (postgresUrl === undefined) {
  test.skip('on PostgreSQL: the store keeps the same promises (skipped: ORDERLY_TEST_POSTGRES_URL is not set)', () =>
    undefined);
} else {
  describe('on PostgreSQL', () => {
    const name = `orderly_test_${randomUUID().replaceAll('-', '')}`;
    const url = new URL(postgresUrl);
    url.pathname = name;
    beforeAll(() => administer(postgresUrl, `create database ${name}`));
    afterAll(() => administer(postgresUrl, `drop database ${name} with (force)`));
    promises({ url: () => url.href });
  });
}
