/** Answers that are small on the wire and large once read add at most 32 MB to a process that reads them. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { BombAnswer, BombRequest } from './bombs-process.js';
import { openFakeSystem, type Say } from './fake-system.js';
import { ROUNDS } from './plain.js';
import { mediaType } from './protocols.js';
import { answer, floods, head, makeBombs } from './says.js';
import { writtenConnections } from './written.js';

const MOST = 32 * 1024 * 1024;
const SIZE = 1_990_000;
const WARM = 25;
/** What the collector has not come to yet is in use too: on a busy machine it is late, but not each time. */
const PROCESSES = 10;
/** All of them one after the other, on a machine that is busy with other tests. */
const TIMEOUT_MS = 900_000;

/** An honest answer of as many bytes as are read at most: the order, many values that nobody has mapped, a label in XML. */
const honest: Readonly<Record<'rest' | 'soap', (good: string) => string>> = {
  rest: (good) => good.replace('{', `{"log":[${fill('{"id":9007199254740993,"n":1},')}0],`),
  soap: (good) =>
    good.replace(
      '<r:id>',
      `<r:log>${fill('<n a="b">1</n>', 900_000)}</r:log><r:label>${fill('JVBERi0x', 1_000_000)}</r:label><r:id>`,
    ),
};

type Bombs = readonly (readonly [string, Say])[];

/** Reads each bomb, in another process if one seems to take too much; of each the least counts. */
async function expectSmall(protocol: 'rest' | 'soap', bombs: Bombs): Promise<void> {
  let least = await readAll(protocol, bombs);
  const isSmall = ({ is, grown }: BombAnswer[number]): boolean => is === 'later' && grown <= MOST;
  for (let count = 1; count < PROCESSES && !least.every(isSmall); count += 1) {
    const again = await readAll(protocol, bombs);
    least = least.map((one, index) => (again[index]!.grown < one.grown ? again[index]! : one));
  }
  const told = least.map(({ is, grown }, index) => [bombs[index]![0], is, Math.ceil(grown / 1024 / 1024)]);
  if (process.env['SHOW'] !== undefined) process.stderr.write(`${JSON.stringify(told)}\n`);
  expect(least.every(isSmall) ? [] : told).toEqual([]);
  expect(least).toHaveLength(bombs.length);
}

/** Reads each bomb in a process that has read honest answers of this size before; tells what came of it. */
async function readAll(protocol: 'rest' | 'soap', bombs: Bombs): Promise<BombAnswer> {
  const { text, operations } = writtenConnections.find((written) => written.protocol === protocol)!;
  const warm = answer(200, honest[protocol](operations[0]!.good), { 'content-type': mediaType[protocol] });
  let asked = -WARM;
  await using system = await openFakeSystem({
    say(socket) {
      const say = asked < 0 ? warm : bombs[Math.floor(asked / ROUNDS)]![1];
      asked += 1;
      say(socket);
    },
  });
  const script = fileURLToPath(new URL('bombs-process.ts', import.meta.url));
  const request: BombRequest = { text, port: system.port, warm: WARM, bombs: bombs.length };
  const args = ['--expose-gc', '--import', 'tsx', script, JSON.stringify(request)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as BombAnswer; // of bombs-process.ts
}

const JSON_TYPE = { 'content-type': 'application/json' };
const XML_TYPE = { 'content-type': 'text/xml' };
const fill = (piece: string, size = SIZE): string => piece.repeat(Math.floor(size / piece.length));
const body = (inside: string): string =>
  `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>${inside}</e:Body></e:Envelope>`;

test(
  'answers that are large once they are unpacked, or have no end',
  async () => {
    const { gzip, br } = await makeBombs();
    await expectSmall('rest', [
      ['gzip', answer(200, gzip, { ...JSON_TYPE, 'content-encoding': 'gzip' })],
      ['brotli', answer(200, br, { ...JSON_TYPE, 'content-encoding': 'br' })],
      ['no end', floods(head(200, JSON_TYPE), ' '.repeat(60_000))],
    ]);
  },
  TIMEOUT_MS,
);

test(
  'JSON that is large once it is read',
  async () => {
    const texts: [string, string][] = [
      ['depth', fill('[', SIZE / 2) + fill(']', SIZE / 2)],
      ['open lists', fill('[')],
      ['a large integer', `[${fill('9')}]`],
      ['the same name again and again', `{${fill('"order":1,')}"a":1}`],
      ['lone surrogates', `["${fill('\\ud800')}"]`],
      ['integers over 2^53', `[${fill('9007199254740993,')}0]`],
      ['fractions', `[${fill('1.5,')}0]`],
      ['__proto__', `{${fill('"__proto__":{"x":1},')}"a":1}`],
      ['many names', `{${Array.from({ length: 120_000 }, (_, n) => `"k${n}":1`).join()}}`],
      ['many objects of a name each', `[${Array.from({ length: 110_000 }, (_, n) => `{"k${n}":1}`).join()}]`],
      ['names that are numbers', `{${Array.from({ length: 120_000 }, (_, n) => `"${n * 7919}":1`).join()}}`],
      ['empty objects', `[${fill('{},')}0]`],
      ['empty lists', `[${fill('[],')}0]`],
      ['lists of one', `[${fill('[1],')}0]`],
      ['digits', `[${fill('1,')}0]`],
      ['empty texts', `[${fill('"",')}0]`],
    ];
    await expectSmall(
      'rest',
      texts.map(([name, text]) => [name, answer(200, text, JSON_TYPE)]),
    );
  },
  TIMEOUT_MS,
);

test(
  'XML that is large once it is read',
  async () => {
    const laughs = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join(
      '',
    );
    const texts: [string, string][] = [
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
    ];
    await expectSmall(
      'soap',
      texts.map(([name, text]) => [name, answer(200, text, XML_TYPE)]),
    );
  },
  TIMEOUT_MS,
);
