/** What processes tell of themselves: logs, metrics, commands, recordings, the problems of the HTTP API. */
import { appendFile, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { merchantPath, routes } from '../../../../src/api/routes/index.js';
import { fresh } from '../../../store/support/subject.js';
import { orderly } from '../../../cli/run-cli.js';
import { commandLines } from './commands.js';
import { kinds, spoken } from './kinds.js';
import type { Observed, Seen, Sink } from './observed.js';

/** A page that holds a text, without a server. */
const pageOf = (text: string): string => `data:text/plain,${encodeURIComponent(text)}`;

async function commands(observed: Observed): Promise<Seen[]> {
  const lines = await commandLines(observed);
  const seen: Seen[] = [];
  for (const line of lines) {
    const { stdout, stderr } = await orderly(line, { env: observed.stack.env });
    seen.push({ place: line.slice(0, 2).join(' '), text: `${stdout}\n${stderr}` });
  }
  return seen;
}

/** Each route is asked with canaries in every place that a caller fills. */
function refusals({ api: { url, key }, refused }: Observed): { url: string; init: RequestInit }[] {
  const channel = { authorization: `Bearer ${key}` };
  const unauthenticated = { authorization: `Bearer ${kinds['bearer token']}`, 'x-api-key': kinds['API key'] };
  const asked = routes.flatMap(({ method, path }) => {
    const place = (merchantPath + path)
      .replace('{merchant}', 'demo')
      .replaceAll(/\{\w+\}/g, encodeURIComponent(kinds['e-mail']));
    const address = `${url}${place}?after=${encodeURIComponent(kinds.name)}&q=${encodeURIComponent(kinds.IBAN)}`;
    const body = method === 'POST' ? { body: JSON.stringify({ text: [spoken], seq: kinds.phone }) } : {};
    const headers = { 'content-type': 'application/json' };
    return [channel, unauthenticated].map((who) => ({
      url: address,
      init: { method, headers: { ...headers, ...who }, ...body },
    }));
  });
  const headers = { 'content-type': 'application/json', ...channel };
  const messages = `${url}${merchantPath.replace('{merchant}', 'demo')}/conversations/c/messages`;
  return [
    ...asked,
    { url: messages, init: { method: 'POST', headers, body: `{"text": "${kinds['free text']}` } },
    { url: `${url}/${encodeURIComponent(kinds.password)}`, init: { headers } },
    ...refused,
  ];
}

async function problems(observed: Observed): Promise<Seen[]> {
  return Promise.all(
    refusals(observed).map(async ({ url, init }) => {
      const answer = await fetch(url, init);
      const headers = JSON.stringify([...answer.headers]);
      return {
        place: `${init.method ?? 'GET'} ${answer.status}`,
        text: `${await answer.text()}\n${headers}`,
      };
    }),
  );
}

/** Files that `orderly connections try --record` has written. */
const recordings = ({ recordings: files }: Observed): Promise<Seen[]> =>
  Promise.all(files.map(async (file) => ({ place: 'recording', text: await readFile(file, 'utf8') })));

/** See above. */
export const toldSinks: readonly Sink[] = [
  {
    name: 'log',
    read: ({ log }) => Promise.resolve(log.map((text) => ({ place: 'line', text }))),
    plant: ({ log }, text) => Promise.resolve(log.push(JSON.stringify({ level: 'info', msg: text }))),
  },
  {
    name: 'metrics',
    read: ({ metrics }) =>
      Promise.all(metrics.map(async (url) => ({ place: 'page', text: await (await fetch(url)).text() }))),
    plant: ({ metrics }, text) => Promise.resolve(metrics.push(pageOf(`orderly_canary{text="${text}"} 1`))),
  },
  {
    name: 'commands',
    read: commands,
    // The id of a system's event is printed.
    plant: ({ stack }, text) =>
      stack.store.events.keep([{ merchant: 'demo', connection: 'payouts', id: text, body: {} }]),
  },
  {
    name: 'recordings',
    read: recordings,
    plant: async ({ recordings: files }, text) => {
      const file = join(await mkdtemp(join(tmpdir(), 'orderly-canary-')), fresh('recording'));
      await (files[0] === undefined ? writeFile(file, text) : appendFile(files[0], text));
      if (files[0] === undefined) files.push(file);
    },
  },
  {
    name: 'problems of the HTTP API',
    read: problems,
    plant: ({ refused }, text) => Promise.resolve(refused.push({ url: pageOf(text), init: {} })),
  },
];
