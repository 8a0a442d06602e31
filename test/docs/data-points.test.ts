/** The pages of data points and of sentences are what their tools write, and leave nothing empty. */
import { expect, test } from 'vitest';
import { dataPointsPage } from '../../tools/docs/write-data-points-page.js';
import { sentencesPage } from '../../tools/docs/write-sentences-page.js';
import { page } from './support.js';

test('each data point is mapped over each API style and read by a flow, or it is said why not', async () => {
  const written = await dataPointsPage();
  expect(page('docs/reference/data-points.md').text).toBe(written);
  const rows = written.split('\n').filter((line) => line.startsWith('| `'));
  expect(rows.length).toBeGreaterThan(120);
  for (const row of rows) {
    const [point, ...cells] = row.split(' | ');
    expect([point, ...cells.slice(0, 4)]).not.toContain('');
    expect([point, cells.slice(0, 4).includes('–'), cells[4]]).toEqual([
      point,
      cells[4] !== ' |',
      expect.any(String),
    ]);
  }
});

test('every sentence is on the page in English and German', async () => {
  const written = await sentencesPage();
  expect(page('docs/reference/sentences.md').text).toBe(written);
  expect(written).not.toContain('**missing**');
});
