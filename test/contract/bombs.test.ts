/** Answers that are small on the wire and large once read add at most 32 MB to a process that reads them. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { BombAnswer } from './bombs-process.js';
import { openFace, type Say } from './face.js';
import { mediaType, type Protocol } from './protocols.js';
import { answer, type Bombs, floods, head, makeBombs } from './says.js';
import { writtenConnections } from './written.js';

const MOST = 32 * 1024 * 1024;
const SIZE = 1_990_000;

let bombs: Bombs;
beforeAll(async () => {
  bombs = await makeBombs();
});

/** The growth of a process that reads it, after as many warm reads of as many bytes as may be read. */
async function readApart(protocol: Protocol, bomb: Say): Promise<BombAnswer> {
  const { text, operations } = writtenConnections.find((written) => written.protocol === protocol)!;
  const good = operations[0]!.good;
  const type = { 'content-type': mediaType[protocol] };
  let asked = 0;
  const warm = answer(200, good.replace('Jörg Müller', 'x'.repeat(SIZE - good.length)), type);
  await using face = await openFace({
    say: (socket) => {
      asked += 1;
      (asked <= 60 ? warm : bomb)(socket);
    },
  });
  const script = fileURLToPath(new URL('bombs-process.ts', import.meta.url));
  const request = JSON.stringify({ protocol, text, port: face.port });
  const args = ['--expose-gc', '--import', 'tsx', script, request];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 10_000_000 });
  return JSON.parse(stdout) as BombAnswer; // of bombs-process.ts
}

async function expectSmall(protocol: Protocol, bomb: Say): Promise<void> {
  const { attempts, grown } = await readApart(protocol, bomb);
  for (const attempt of attempts) expect(attempt).toMatchObject({ is: 'later' });
  expect(attempts).toHaveLength(3);
  if (process.env['SHOW'] !== undefined)
    process.stderr.write(`${expect.getState().currentTestName} ${grown / 1048576} MB\n`);
  expect(grown).toBeLessThanOrEqual(MOST);
}

const JSON_TYPE = { 'content-type': 'application/json' };
const XML_TYPE = { 'content-type': 'text/xml' };
const fill = (piece: string, size = SIZE): string => piece.repeat(Math.floor(size / piece.length));
const body = (inside: string): string =>
  `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>${inside}</e:Body></e:Envelope>`;

describe('on the wire', () => {
  test.each([
    ['gzip', () => answer(200, bombs.gzip, { ...JSON_TYPE, 'content-encoding': 'gzip' })],
    ['brotli', () => answer(200, bombs.br, { ...JSON_TYPE, 'content-encoding': 'br' })],
    ['an endless body', () => floods(head(200, JSON_TYPE), ' '.repeat(60_000))],
  ])('%s', async (_name, bomb) => {
    await expectSmall('rest', bomb());
  });
});

describe('in JSON', () => {
  test.each([
    ['depth', fill('[', SIZE / 2) + fill(']', SIZE / 2)],
    ['open lists', fill('[')],
    ['large integers', `[${fill('9')}]`],
    ['many integers over 2^53', `[${fill('9007199254740993,')}0]`],
    ['__proto__', `{${fill('"__proto__":{"x":1},')}"a":1}`],
    ['the same name again and again', `{${fill('"order":1,')}"a":1}`],
    ['lone surrogates', `["${fill('\\ud800')}"]`],
    ['many names', `{${Array.from({ length: 120_000 }, (_, n) => `"k${n}":1`).join()}}`],
  ])('%s', async (_name, text) => {
    await expectSmall('rest', answer(200, text, JSON_TYPE));
  });
});

describe('in XML', () => {
  const laughs = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join(
    '',
  );
  test.each([
    ['billion laughs', `<!DOCTYPE a [<!ENTITY l0 "lol">${laughs}]><a>&l9;</a>`],
    ['quadratic', `<!DOCTYPE a [<!ENTITY x "${'x'.repeat(100_000)}">]><a>${'&x;'.repeat(100_000)}</a>`],
    ['a file', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
    ['an address', '<!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1:1/x">]><a>&x;</a>'],
    ['parameter entities', '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:1/x">%x;]><a/>'],
    ['numeric entities', body(`<a>${fill('&#65;', 1_900_000)}</a>`)],
    ['depth', body(fill('<a>'))],
    ['attributes', body(`<a ${Array.from({ length: 200_000 }, (_, n) => `a${n}=""`).join(' ')}/>`)],
    ['siblings', body(`<r>${fill('<a/>', 800_000)}</r>`)],
    ['an end that never comes', body(`<r>${fill('<a>x</a>', 1_900_000)}`).slice(0, -60)],
  ])('%s', async (_name, text) => {
    await expectSmall('soap', answer(200, text, XML_TYPE));
  });
});
