import { expect, test } from 'vitest';
import { diagramsPage } from '../../tools/docs/write-diagrams.js';
import { page } from './support.js';

test('the page of diagrams is what tools/docs/write-diagrams.ts writes', async () => {
  expect(page('docs/authoring/shipped-flows.md').text).toBe(await diagramsPage());
});
