import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const embedded = new URL('../../../src/understanding/embedded/', import.meta.url);

test.each(['ngrams/weights.json', 'mix.json', 'parts.json', 'matters.json'])(
  '%s is ASCII: read as one byte a sign it says what was written',
  (name) => {
    const bytes = readFileSync(new URL(name, embedded));
    expect(bytes.every((byte) => byte < 0x80)).toBe(true);
    expect(JSON.parse(bytes.toString('latin1'))).toEqual(JSON.parse(bytes.toString('utf8')));
  },
);
