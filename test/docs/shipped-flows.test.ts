import { expect, test } from '@jest/globals';
import { diagramsPage } from '../../scripts/write-diagrams.js';
import { page } from './support.js';

test('the page of diagrams is what scripts/write-diagrams.ts writes', async () => {
  expect(page('docs/shipped-flows.md').text).toBe(await diagramsPage());
});
