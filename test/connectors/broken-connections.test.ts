import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { buildConnection, checkConnection } from '../../src/connectors/build-connection.js';
import { memoryTokens } from '../support/memory-tokens.js';

const folder = new URL('../flows/broken-connections/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

/** Lines under a comment `# error: <code>`, in the file's order. */
function marked(text: string): string[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const code = /^\s*# error: (\w+)$/.exec(line)?.[1];
    return code === undefined ? [] : [`${index + 2} ${code}`];
  });
}

/** Columns of the marked things that are not the first on their line. */
const columns: Record<string, Record<number, string>> = {
  'wrong-names.yaml': { 7: '', 14: '${inputs.numer}' },
  'wrong-writes.yaml': { 4: 'https:' },
};

describe.each(files)('%s', (file) => {
  const text = readFileSync(new URL(file, folder), 'utf8');
  const { issues } = checkConnection({ file, text });

  test('is refused at the marked lines, with the marked codes, and nowhere else', () => {
    expect(issues.map(({ line, code }) => `${line} ${code}`)).toEqual(marked(text));
  });

  test('says where on the line, what is wrong and what to do', () => {
    for (const { line, column, message, hint, source } of issues) {
      const written = text.split('\n')[line - 1] ?? '';
      expect(source).toBe(written);
      expect(written.slice(column - 1)).toMatch(/^\S/);
      expect(message).not.toBe('');
      expect(hint).not.toBe('');
      const place = columns[file]?.[line];
      if (place) expect(written.slice(column - 1).startsWith(place)).toBe(true);
    }
  });

  test('builds no connection', () => {
    const tokens = memoryTokens();
    const built = buildConnection({
      file,
      text,
      secrets: () => 'https://x.example',
      egressAllow: [],
      tokens,
    });
    expect(built.connection).toBeUndefined();
    expect(built.issues.length).toBeGreaterThan(0);
  });
});

test('a missing secret is named once at each place, its value nowhere', () => {
  const text = `connection: shop
connector: declarative
baseUrl: \${secret.SHOP_URL}
auth: { scheme: bearer, token: "\${secret.SHOP_TOKEN}" }
operations: {}
`;
  const known = (name: string): string | undefined =>
    name === 'SHOP_URL' ? 'no address: hunter2' : undefined;
  const { issues } = buildConnection({
    file: 'f',
    text,
    secrets: known,
    egressAllow: [],
    tokens: memoryTokens(),
  });
  expect(issues.map(({ line, code }) => [line, code])).toEqual([
    [3, 'connection_url_invalid'],
    [4, 'secret_missing'],
  ]);
  expect(JSON.stringify(issues)).not.toContain('hunter2');
});

test('another connector and broken YAML get one issue each', () => {
  expect(checkConnection({ file: 'f', text: 'connector: declaratve\n' }).issues).toMatchObject([
    { code: 'connector_unknown', hint: 'Did you mean `declarative`?' },
  ]);
  expect(checkConnection({ file: 'f', text: 'a: [\n' }).issues).toHaveLength(1);
});
