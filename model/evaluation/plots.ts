/** The two plots of an evaluation: how right the most confident answers are, and how far confidence can be trusted. */
import { bins } from './calibration.js';
import type { Judged } from './judge.js';
import { linePlot } from './line-plot.js';

/** Accuracy of the most confident answers, by the share of messages that are answered. */
export function coveragePlot(judged: Readonly<Record<string, readonly Judged[]>>): string {
  const lines = Object.entries(judged).map(([name, answers]) => {
    const sorted = answers.toSorted((a, b) => b.confidence - a.confidence);
    const points = Array.from({ length: 50 }, (_, n): [number, number] => {
      const coverage = (n + 1) / 50;
      const own = sorted.slice(0, Math.max(1, Math.round(coverage * sorted.length)));
      return [coverage, own.filter(({ right }) => right).length / own.length];
    });
    return { name, points };
  });
  return linePlot('Right, by how many are answered', ['share of messages answered', 'share right'], lines);
}

/** Share right, by confidence; on the dashed line the model says exactly how often it is right. */
export function calibrationPlot(judged: Readonly<Record<string, readonly Judged[]>>): string {
  const lines = Object.entries(judged).map(([name, answers]) => ({
    name,
    points: bins(answers).map(({ confidence, accuracy }): [number, number] => [confidence, accuracy]),
  }));
  const ideal = {
    name: 'as it says',
    dashed: true,
    points: [
      [0, 0],
      [1, 1],
    ] as const,
  };
  return linePlot('Right, by confidence', ['confidence', 'share right'], [...lines, ideal]);
}
