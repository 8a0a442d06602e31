/** Every recipe of docs/integrating/awkward-apis.md, played as it stands: its lines, its requests, what comes of them. */
import { describe, expect, test } from 'vitest';
import { buildConnection } from '../../src/connectors/build-connection.js';
import type { JsonObject } from '../../src/contracts/json.js';
import { serve } from '../support/hostile-server.js';
import { memoryTokens } from '../support/memory-tokens.js';
import { blocks, page, section } from './support.js';

const examples = page('docs/integrating/awkward-apis.md');
const headings = [...examples.text.matchAll(/^## \d+\. .*$/gm)].map(([heading]) => heading);

/** A request as the page has it, and its answer. */
interface Exchange {
  asked: string;
  body: string;
  status: number;
  type: string;
  answer: string;
}

function exchangesIn(text: string): Exchange[] {
  return text.split(/^(?=> (?:GET|POST|PUT|PATCH|DELETE) )/m).map((part) => {
    const of = (mark: string): string[] =>
      part.split('\n').flatMap((line) => (line.startsWith(`${mark} `) ? [line.slice(2)] : []));
    const [asked = '', ...body] = of('>');
    const [head = '', ...answer] = of('<');
    const [status, type = ''] = head.split(' ');
    return { asked, body: body.join('\n'), status: Number(status), type, answer: answer.join('\n') };
  });
}

interface Recipe {
  call: string;
  inputs: JsonObject;
  gives: JsonObject;
}

test('there are twenty', () => {
  expect(headings).toHaveLength(20);
});

describe('a recipe', () => {
  test.each(headings)('%s', async (heading) => {
    const recipe = { path: examples.path, text: section(examples, heading) };
    const [yaml = '', http = '', json = ''] = ['yaml', 'http', 'json'].map((each) => blocks(recipe, each)[0]);
    const exchanges = exchangesIn(http);
    const { call, inputs, gives } = JSON.parse(json) as Recipe;
    await using server = await serve((_hit, response) => {
      const { status, type, answer } = exchanges[server.hits.length - 1] ?? exchanges[0]!;
      response.writeHead(status, { 'content-type': `${type}; charset=utf-8` }).end(answer);
    });
    const head = `connection: awkward\nconnector: declarative\nbaseUrl: ${server.url}\negress: { allow: [127.0.0.1] }\n`;
    const built = buildConnection({
      file: 'awkward.yaml',
      text: head + yaml,
      secrets: () => 'S',
      egressAllow: ['127.0.0.1'],
      tokens: memoryTokens(),
      log: () => undefined,
    });
    expect(built.issues).toEqual([]);
    const key = '0b0e7a52-9a3f-4a49-8d6c-0d6c7f5d4a11';
    const attempt = await built.connection!.attempt({ operation: call, inputs, idempotencyKey: key });
    expect(server.hits.map(({ method, url }) => `${method} ${url}`)).toEqual(
      exchanges.map(({ asked }) => asked),
    );
    for (const [index, { body }] of exchanges.entries())
      if (body !== '') expect(server.hits[index]!.body).toBe(body);
    expect(attempt).toMatchObject(gives);
  });
});
