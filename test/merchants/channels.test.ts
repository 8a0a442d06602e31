/** Channels that are help desks: what their connection must offer, and that no flow speaks to them by itself. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkConnection } from '../../src/connectors/build-connection.js';
import { loadMerchants } from '../../src/merchants/load-merchants.js';
import { shippedFlows } from '../../src/merchants/publish-merchants.js';
import { deskFiles } from '../connectors/help-desks/connect.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orderly-channels-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** The issues of a merchant with these channels and this desk. */
async function issuesOf(
  channels: string,
  desk: string = deskFiles.zendesk,
  flow?: string,
): Promise<string[]> {
  const own = join(folder, 'acme');
  await rm(own, { recursive: true, force: true });
  await mkdir(join(own, 'connections'), { recursive: true });
  await mkdir(join(own, 'flows'));
  await writeFile(
    join(own, 'merchant.yaml'),
    `merchant: acme\nzone: Europe/Berlin\nhandover: { default: service }\nwithout: [orders, payments, returns, shipments, subscriptions]\nchannels:\n${channels}\n`,
  );
  await writeFile(join(own, 'connections/desk.yaml'), desk);
  if (flow !== undefined) await writeFile(join(own, 'flows/own.yaml'), flow);
  const { issues } = await loadMerchants(folder, {
    flowsFolder: shippedFlows,
    buildConnection: checkConnection,
  });
  return issues.map(({ code, path }) => `${code} ${path}`).filter((line) => !line.startsWith('main_flow'));
}

const tickets = '  tickets: { connection: desk }';

test('a help desk with events, replies and handovers is a channel', async () => {
  expect(await issuesOf(tickets)).toEqual([]);
  expect(await issuesOf(tickets, deskFiles.gorgias)).toEqual([]);
});

const own = `connection: desk
connector: declarative
baseUrl: https://desk.example
auth: { scheme: bearer, token: '\${secret.TOKEN}' }
operations:
  channel.reply:
    request: { path: /messages, body: { thread: '\${inputs.ticket}', text: '\${inputs.text}' } }
    idempotency: none
    fields: { messageRef: $.id }
`;

const at = 'channels.tickets.connection';
const wrong: readonly (readonly [what: string, channels: string, desk: string, issues: readonly string[]])[] =
  [
    [
      'no such connection',
      '  tickets: { connection: dask }',
      deskFiles.zendesk,
      [`connection_missing ${at}`],
    ],
    [
      ...(['no events, no way to ask again, no handover', tickets, own] as const),
      [`channel_invalid ${at}`, `channel_invalid ${at}`, `operation_not_offered ${at}`],
    ],
    [
      ...([
        'a desk that is two channels',
        `${tickets}\n  mail: { connection: desk }`,
        deskFiles.zendesk,
      ] as const),
      ['channel_invalid channels.mail.connection'],
    ],
  ];

test.each(wrong)('%s is an issue', async (_, channels, desk, issues) => {
  expect(await issuesOf(channels, desk)).toEqual(issues);
});

test('no flow sends to a help desk or waits for it: conversations do', async () => {
  const flow = `flow: own\ntitle: Own\noutputs: { result: [done] }\nsteps:\n  - id: r\n    call: channel.reply\n    inputs: { thread: "1", text: x }\n  - id: w\n    wait: { event: channel.message, for: steps.r, atMost: 1 day }\n  - end: { result: done }\n`;
  const issues = await issuesOf(tickets, deskFiles.zendesk, flow);
  expect(issues.filter((line) => /^operation_not_known|^event_not_known/.test(line))).toEqual([
    'operation_not_known steps[0].call',
    'event_not_known steps[1].wait.event',
  ]);
});
