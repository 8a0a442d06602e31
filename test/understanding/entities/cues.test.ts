/** A pattern that costs much is only used where its cue stands, and finds all the same what it would find anywhere. */
import { expect, test } from 'vitest';
import { BARE_STREET, STREET } from '../../../src/understanding/entities/street.js';
import {
  BEFORE_HERE,
  LAST_WORDS,
  OF_YOURS,
  TITLED,
} from '../../../src/understanding/entities/name-patterns.js';
import { readMessageFolder } from '../../../model/evaluation/messages.js';
import { readCorpus } from '../../../model/corpus/corpus.js';

const texts = [...readMessageFolder(new URL('../held-out/', import.meta.url)), ...readCorpus()].map(
  ({ text }) => text,
);

test.each(Object.entries({ TITLED, BEFORE_HERE, OF_YOURS, LAST_WORDS, STREET, BARE_STREET }))(
  '%s',
  (_, { cue, pattern }) => {
    const matching = texts.filter((text) => text.search(pattern) >= 0);
    expect(matching.length).toBeGreaterThan(5);
    expect(matching.filter((text) => !cue.test(text))).toEqual([]);
  },
);
