/** docs/integrating/integrate-your-api.md is done as it stands: a shop, a server and a worker run, and what it shows is what comes. */
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { page } from './support.js';
import { changed, Reader, shows, stepsOf, told } from './walkthrough.js';

const steps = stepsOf(page('docs/integrating/integrate-your-api.md').text);
const connection = '../my-merchants/kontor/connections/shop.yaml';
const staysUp = (command: string): boolean => /^orderly server|shop\/main\.ts/.test(command);

test('every command prints what the page shows, from the address of the API to the answered customer', async () => {
  await using reader = await Reader.open();
  await reader.usePort('4711');
  for (const step of steps) {
    if (step.kind === 'file') await reader.write(step.path, step.text);
    else if (step.kind === 'change') {
      const text = await readFile(reader.path(connection), 'utf8');
      await reader.write(connection, changed(text, step.text));
    } else {
      const { command } = step;
      // The server takes ports of its own choice: a port that was free before may be one of them.
      if (command.startsWith('orderly worker'))
        await reader.run(`export ORDERLY_HTTP_PORT=${await reader.usePort('8080')}`);
      const printed = staysUp(command)
        ? await reader.leaveRunning(command, step.shown.length)
        : await reader.run(command);
      const shown = told(step.shown);
      // The comparison of both, where they differ, is what the author needs.
      if (!shows(shown, told(printed)))
        expect({ command, lines: told(printed) }).toEqual({ command, lines: shown });
    }
  }
}, 400_000);

describe('a page that lies is found', () => {
  test('by another line, one too many and one too few; lines may be left out where it says so', () => {
    const printed = ['a', 'b', 'c'];
    expect(shows(['a', 'b', 'c'], printed)).toBe(true);
    expect(shows(['a', '…', 'c'], printed)).toBe(true);
    expect(shows(['…'], printed)).toBe(true);
    expect(shows(['…', 'b'], printed)).toBe(false);
    expect(shows(['a', 'b'], printed)).toBe(false);
    expect(shows(['a', 'x', 'c'], printed)).toBe(false);
    expect(shows([...printed, 'd'], printed)).toBe(false);
    expect(shows([], printed)).toBe(false);
  });

  test('by a change of what does not stand there', () => {
    expect(changed('a\nb\nc\n', ' a\n-b\n+x\n+y\n')).toBe('a\nx\ny\nc\n');
    expect(() => changed('a\nc\n', ' a\n-b\n+x\n')).toThrow('stands there not once');
  });

  test('and the page has commands, files and changes', () => {
    const count = (kind: string): number => steps.filter((step) => step.kind === kind).length;
    expect([count('command') > 20, count('file'), count('change')]).toEqual([true, 2, 1]);
  });
});
