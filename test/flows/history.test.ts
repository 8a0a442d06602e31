/** A run whose history could get too long is told before it runs, at the bound that makes it so. */
import { describe, expect, test } from 'vitest';
import { codes } from './support/demo.js';
import { issuesOf, marked } from './steps/support.js';

const end = '\n- end: { result: done }';
const say = (times: number): string => '- say: Hello.\n'.repeat(times);
const each = (atMost: number, body: string): string =>
  `- each: \${inputs.order.shipments}\n  atMost: ${atMost}\n  do:\n${body.replaceAll(/^(?=.)/gm, '    ')}`;
const repeat = (atMost: number, body: string): string =>
  `- repeat:\n${body.replaceAll(/^(?=.)/gm, '    ')}  until: inputs.count > 1\n  every: 1 hour\n  atMost: ${atMost}\n`;
const find = '- call: orders.find\n';

describe('a loop', () => {
  test('of one call may go round a thousand times', () => {
    expect(codes(repeat(1000, find) + end)).toEqual([]);
  });

  test('is told where its bound makes the run too long, with one that fits', () => {
    const [issue] = issuesOf(each(200, say(20)) + end);
    expect(issue).toMatchObject({ code: 'history_too_long', source: '    atMost: 200' });
    expect(issue?.message).toContain('12,000 events');
    expect(issue?.hint).toContain('`atMost: 166`');
    expect(codes(each(166, say(20)) + end)).toEqual([]);
  });

  test('inside another is told at its own bound where both together are too much', () => {
    const nest = (inner: number): string => each(100, each(inner, say(2)));
    expect(codes(nest(16) + end)).toEqual([]);
    expect(marked(issuesOf(nest(17) + end))).toEqual(['history_too_long at 17']);
  });

  test('counts with what stands before it', () => {
    const loop = each(150, say(20));
    expect(codes(loop + end)).toEqual([]);
    expect(marked(issuesOf(loop + each(20, say(20)) + end))).toEqual(['history_too_long at 20']);
  });

  test('counts the branch that is longest, and side by side all of them', () => {
    const branch = (kind: string, a: string, b: string): string =>
      `- ${kind}${[a, b].map((name) => `    ${name}:\n${say(20).replaceAll(/^(?=.)/gm, '      ')}`).join('')}`;
    const choose = branch('choose: inputs.order.status\n  cases:\n', 'open', 'packed');
    expect(codes(each(150, `${choose}  else: []\n`) + end)).toEqual([]);
    expect(codes(each(150, branch('parallel:\n', 'one', 'two')) + end)).toEqual(['history_too_long']);
  });
});
