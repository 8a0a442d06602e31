/** Every template is whole: it builds by each way to log in, says the right for each operation, and copies without loss. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkConnection } from '../../../src/connectors/build-connection.js';
import { copyTemplate } from '../../../src/cli/connectors/copy-connection.js';
import { exampleUse } from '../../../src/cli/connectors/shown-template.js';
import { readTemplate, templateNames } from '../../../src/connectors/templates/templates.js';
import type { JsonObject } from '../../../src/contracts/json.js';
import { readDocument } from '../../../src/flows/yaml/document.js';
import { connectorsPage } from '../../../tools/docs/write-connectors-page.js';
import { page, pages, rowNames, section } from '../../docs/support.js';

test('there are templates, and no other name is one', () => {
  expect(templateNames()).toContain('dhl');
  for (const name of ['declarative', 'importers', 'templates', '../dhl', 'DHL', ''])
    expect(readTemplate(name)).toBeUndefined();
});

describe.each(templateNames())('%s', (name) => {
  const { file } = readTemplate(name)!;
  const operations = Object.keys(file.operations);

  test.each(file.auth.map(({ scheme }, index) => [scheme, index] as const))('builds with %s', (_, index) => {
    const { connection, issues } = checkConnection({ file: 'use.yaml', text: exampleUse(file, index) });
    expect(issues).toEqual([]);
    expect([...connection!.bindings.keys()]).toEqual(operations);
  });

  test('is called like its folder, and says the permission of each operation and no other', () => {
    expect(file.template).toBe(name);
    expect(Object.keys(file.rights).sort()).toEqual(operations.toSorted());
    expect(Object.keys(file.gaps).filter((gap) => operations.includes(gap))).toEqual([]);
    for (const [operation, parameter] of Object.entries(file.needs)) {
      expect(operations).toContain(operation);
      expect([...Object.keys(file.parameters), 'events']).toContain(parameter);
    }
    for (const { example, pattern } of Object.values(file.parameters))
      expect(example).toMatch(new RegExp(`^(?:${pattern ?? '.*'})$`));
  });

  test('is copied as a file that says the same', () => {
    const text = exampleUse(file);
    const copy = copyTemplate(readDocument('use.yaml', text).document!, readTemplate(name)!)!;
    expect(copy).toContain('connector: declarative');
    expect(copy).not.toContain('${parameters.');
    // Beside the templates, as documents lie beside a merchant's copy.
    const copied = checkConnection({
      file: 'copy.yaml',
      path: 'src/connectors/templates/copy.yaml',
      text: copy,
    });
    expect(copied.issues).toEqual([]);
    const bindings = checkConnection({ file: 'use.yaml', text }).connection!.bindings;
    // A rule for calls is another function in each: what it says counts.
    const said = (all: typeof bindings) =>
      [...all].map(([key, { isInferred, ...binding }]) => [key, binding, isInferred?.({})]);
    expect(said(copied.connection!.bindings)).toEqual(said(bindings));
    expect(
      (readDocument('copy.yaml', copy, { aliases: true }).document!.value as JsonObject)['decimals'],
    ).toEqual(file.decimals);
  });

  test('has a page with its permissions and gaps, and a contract', () => {
    const own = page(`docs/connectors/${name}.md`);
    expect(rowNames(section(own, '## Permissions'))).toEqual(operations);
    for (const gap of Object.keys(file.gaps)) expect(section(own, '## Gaps')).toContain(`\`${gap}\``);
    expect(page('docs/connectors/README.md').text).toContain(`](${name}.md)`);
    const contracts = ['test/contract/demo.ts', `test/contract/${name}.test.ts`].filter((path) =>
      existsSync(path),
    );
    expect(contracts.some((path) => readFileSync(path, 'utf8').includes(name))).toBe(true);
  });
});

test('the matrix is what tools/docs/write-connectors-page.ts writes', () => {
  expect(page('docs/connectors/matrix.md').text).toBe(connectorsPage());
});

test('pages of connectors are of templates', () => {
  const known = templateNames().map((name) => `docs/connectors/${name}.md`);
  const there = pages
    .map(({ path }) => path)
    .filter((path) => /^docs\/connectors\/(?!README|matrix)/.test(path));
  expect(there.sort()).toEqual(known.sort());
});
