import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bundleOf, foreignModules } from '../../bench/bundles.js';

describe("the bench's baseline", () => {
  test('holds its own flows and nothing of the language or the interpreter', async () => {
    const { modules } = await bundleOf('baseline');
    expect(modules).toContain('bench/baseline/workflows/where-is-my-order.ts');
    expect(foreignModules(modules)).toEqual([]);
  });

  test('would be caught if it held a module of the interpreter', () => {
    expect(
      foreignModules(['src/workflows/interpreter/reduce.ts', 'src/contracts/workflow-messages.ts']),
    ).toEqual(['src/workflows/interpreter/reduce.ts']);
  });

  test.each(['customer-service', 'where-is-my-order', 'find-order', 'refund-order'])(
    'stands in docs/development/benchmark.md as it is: %s',
    (flow) => {
      const source = readFileSync(`bench/baseline/workflows/${flow}.ts`, 'utf8');
      expect(readFileSync('docs/development/benchmark.md', 'utf8')).toContain(source);
    },
  );
});
