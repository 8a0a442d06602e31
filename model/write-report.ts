/** Writes the report of an evaluation, its tables and its plots into docs/development/understanding/. */
import { mkdir, writeFile } from 'node:fs/promises';
import type { Judged } from './evaluation/judge.js';
import { calibrationPlot, coveragePlot } from './evaluation/plots.js';
import { type Report, tables } from './evaluation/report.js';

const folder = new URL('../docs/development/understanding/', import.meta.url);

/** Writes all of it; the plots show one provider's answers. */
export async function writeReport(report: Report, judged: readonly Judged[]): Promise<void> {
  const [english, german] = ['en', 'de'].map((code) => judged.filter(({ gold }) => gold.language === code));
  const indirect = (english ?? []).filter(({ gold }) => gold.indirect);
  const lines = { English: english ?? [], 'English, indirect': indirect, German: german ?? [] };
  const head =
    '# Understanding: figures of the held-out set\n\nWritten by `npm run tool -- report`; ../understanding.md says what each column is.\n\n';
  await mkdir(folder, { recursive: true });
  await Promise.all([
    writeFile(new URL('report.json', folder), `${JSON.stringify(rounded(report), null, 1)}\n`),
    writeFile(new URL('report.md', folder), `${head}${tables(report)}\n`),
    writeFile(new URL('coverage.svg', folder), coveragePlot(lines)),
    writeFile(new URL('calibration.svg', folder), calibrationPlot(lines)),
  ]);
}

/** Figures to four digits; latencies belong to one machine and one hour, so they are not committed. */
function rounded(report: Report): Report {
  const text = JSON.stringify(report, (key, value: unknown) => {
    if (key === 'p50Ms' || key === 'p95Ms') return undefined;
    return typeof value === 'number' ? Math.round(value * 1e4) / 1e4 : value;
  });
  return JSON.parse(text) as Report;
}
