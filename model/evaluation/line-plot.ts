/** A plot of a few lines as SVG, for docs. */

/** A line by its points, each between 0 and 1 on both axes. */
export interface Line {
  name: string;
  points: readonly (readonly [number, number])[];
  dashed?: boolean;
}

const size = 360;
const margin = 48;
const colours = ['#1f6feb', '#d1480f', '#57606a', '#1a7f37', '#8250df'];

/** The plot, with its axes named; both begin at `from`. */
export function linePlot(
  title: string,
  [x, y]: readonly [string, string],
  lines: readonly Line[],
  from = 0,
): string {
  const at = (value: number): number => ((value - from) / (1 - from)) * size;
  const place = ([across, up]: readonly [number, number]): string =>
    `${(margin + at(across)).toFixed(1)},${(margin + size - at(up)).toFixed(1)}`;
  const ticks = Array.from({ length: 6 }, (_, n) => from + (n * (1 - from)) / 5);
  const marks = ticks.flatMap((value) => [
    text(margin + at(value), margin + size + 16, value.toFixed(2), 'middle'),
    text(margin - 6, margin + size - at(value) + 4, value.toFixed(2), 'end'),
    `<path d="M${margin} ${margin + size - at(value)}h${size}" stroke="#d0d7de" stroke-width="0.5"/>`,
  ]);
  const drawn = lines.flatMap(({ name, points, dashed }, n) => {
    const colour = colours[n % colours.length] ?? '#000';
    const style = `fill="none" stroke="${colour}" stroke-width="2"${dashed === true ? ' stroke-dasharray="4 4"' : ''}`;
    return [
      `<polyline points="${points.map(place).join(' ')}" ${style}/>`,
      `<path d="M${margin + size + 12} ${margin + 20 * n}h18" ${style}/>`,
      text(margin + size + 36, margin + 20 * n + 4, name, 'start'),
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size + 2 * margin + 130} ${size + 2 * margin}" font-family="sans-serif" font-size="11">`,
    '<rect width="100%" height="100%" fill="#fff"/>',
    text(margin, 24, title, 'start', 14),
    ...marks,
    `<path d="M${margin} ${margin}v${size}h${size}" fill="none" stroke="#24292f"/>`,
    text(margin + size / 2, margin + size + 36, x, 'middle'),
    `<g transform="rotate(-90 14 ${margin + size / 2})">${text(14, margin + size / 2, y, 'middle')}</g>`,
    ...drawn,
    '</svg>\n',
  ].join('\n');
}

const text = (x: number, y: number, words: string, anchor: string, height = 11): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" font-size="${height}" fill="#24292f">${words}</text>`;
