import { expect, test } from 'vitest';
import { stepsPage } from '../../tools/docs/write-steps-page.js';
import { stepKinds } from '../../src/flows/steps/registry.js';
import { page } from './support.js';

const steps = page('docs/reference/steps.md');

test('the page is what tools/docs/write-steps-page.ts writes', () => {
  expect(steps.text).toBe(stepsPage());
});

test('every kind of step has its keys there, each with words', () => {
  const headings = [...steps.text.matchAll(/^## (\w+)$/gm)].map(([, kind]) => kind);
  expect(headings).toEqual(expect.arrayContaining([...stepKinds.keys()]));
  expect(steps.text).not.toMatch(/\| {2}\|$/m);
});
