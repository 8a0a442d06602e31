/** Whoever copies a command knows which of its words are theirs to replace. */
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { page, pages, section } from './support.js';

const convention = section(page('docs/README.md'), '## Placeholders in examples');

/** Merchants as commands and paths name them. */
const named = pages.flatMap(({ path, text }) =>
  [
    ...text.matchAll(/(?<![\w/])merchants\/([a-z][a-z-]*)(?=[\s/`])/g),
    ...text.matchAll(
      /^(?:\$ )?orderly (?:pause|resume|chat|runs (?:list|show)|flows talk|connections (?:try|connect|coverage)) ([a-z][a-z-]*|<\w+>)/gm,
    ),
    ...text.matchAll(
      /`orderly (?:pause|resume|chat|runs (?:list|show)|flows talk|connections (?:try|connect|coverage)) ([a-z][a-z-]*|<\w+>)/g,
    ),
  ].map(([, name = '']) => ({ path, name })),
);

test('a merchant of an example is one that is there, or one of the placeholders that docs/README.md names', () => {
  expect(named.length).toBeGreaterThan(20);
  const unknown = named.filter(
    ({ name }) =>
      !name.startsWith('<') && !existsSync(`merchants/${name}`) && !convention.includes(`\`${name}\``),
  );
  expect(unknown).toEqual([]);
});

test('a commit or tag of an example is a placeholder', () => {
  const given = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/flows diff ([^\s`]+)/g)].map(([, commit]) => ({ path, commit })),
  );
  expect(given.length).toBeGreaterThan(1);
  expect(given.filter(({ commit }) => commit !== '<commit>')).toEqual([]);
});
