/** A kind of step: how it is written and compiled, how it runs, and everything by which it is known to be whole. */
import { addBeforeLine, addElement, addImport, addProperty, addUnionMember } from './code.js';
import type { Changes } from './changes.js';
import type { Kind } from './kind.js';
import { NewError, pascal, requireName } from './names.js';
import { addRow, addSection } from './page.js';
import { brokenOf, compileOf, docsOf, makerOf, recipeOf, recipeTestOf, runOf } from './step-kind-texts.js';

/** `remember`: a step that works one value out. */
export const stepKind: Kind = {
  does: 'a word of the flow language',
  usage: 'step-kind <word>',
  make({ name: given }, changes) {
    const kind = requireName(given, /^[a-z]{2,20}$/, 'remember');
    if (
      changes.has(`src/flows/steps/${kind}.ts`) ||
      changes.has(`src/workflows/interpreter/steps/${kind}.ts`)
    )
      throw new NewError(`src/flows/steps or src/workflows/interpreter/steps has a file ${kind}.ts already.`);
    code(kind, changes);
    evidence(kind, changes);
    documentation(kind, changes);
    return {
      tools: ['schemas', 'steps-page'],
      tests: [
        'test/step-kinds',
        'test/docs',
        'test/schemas',
        'test/flows/steps/described.test.ts',
        'test/flows/broken-files.test.ts',
      ],
      next: [
        `Give the step its keys and its checks in src/flows/steps/${kind}.ts, its IR in src/contracts/ir.ts, and its run in src/workflows/interpreter/steps/${kind}.ts.`,
        `Test how it runs in test/workflows/interpreter; \`npm run tool -- coverage\` wants 95 % of the branches.`,
        `Follow it in docs/authoring (flow-language.md, cookbook.md) and in the maker test/fuzz/generate/steps/${kind}.ts.`,
        'After a change of the keys: `npm run tool -- schemas` and `npm run tool -- steps-page`.',
      ],
    };
  },
};

function code(kind: string, changes: Changes): void {
  const step = `${pascal(kind)}Step`;
  changes.create(`src/flows/steps/${kind}.ts`, compileOf(kind));
  changes.create(`src/workflows/interpreter/steps/${kind}.ts`, runOf(kind));
  changes.edit('src/contracts/ir.ts', (text) =>
    addUnionMember(
      text,
      'StepIr',
      step,
      `/** Works one value out, which is read as \`value\`. */\nexport interface ${step} extends StepBase {\n  kind: '${kind}';\n  value: ExprIr;\n}`,
    ),
  );
  changes.edit('src/flows/steps/registry.ts', (text) =>
    addElement(addImport(text, kind, `./${kind}.js`), 'stepKinds', kind),
  );
  changes.edit('src/workflows/interpreter/steps/registry.ts', (text) =>
    addProperty(addImport(text, kind, `./${kind}.js`), 'clauses', kind),
  );
  changes.edit('src/flows/diagram/draw.ts', (text) =>
    addBeforeLine(
      text,
      "case 'set':",
      `case '${kind}': return [{ from: this.#node('step', [\`Work out: \${expressionWords(step.value)}\`], open) }];`,
    ),
  );
  changes.edit('src/flows/changes/step-words.ts', (text) =>
    addBeforeLine(text, "case 'set':", `case '${kind}':`),
  );
}

function evidence(kind: string, changes: Changes): void {
  const maker = `make${pascal(kind)}`;
  changes.create(`test/flows/broken/${kind}-without-an-id.yaml`, brokenOf(kind));
  changes.create(`test/fuzz/generate/steps/${kind}.ts`, makerOf(kind));
  changes.edit('test/fuzz/generate/steps/registry.ts', (text) =>
    addElement(addImport(text, maker, `./${kind}.js`), 'makers', maker),
  );
}

function documentation(kind: string, changes: Changes): void {
  const { row, section, recipe, recipeRow } = docsOf(kind);
  const cookbook = 'docs/authoring/cookbook';
  changes.create(`${cookbook}/see-${kind}.yaml`, recipeOf(kind));
  changes.create(`${cookbook}/see-${kind}.test.yaml`, recipeTestOf(kind));
  changes.edit(`${cookbook}.md`, (text) =>
    addSection(
      addRow(text, '| Situation | Step kinds to see |', recipeRow),
      '## In another language',
      recipe,
    ),
  );
  changes.edit('docs/authoring/flow-language.md', (text) =>
    addSection(addRow(text, '## Steps', row), '### say, handover, end', section),
  );
  changes.edit('docs/development/testing.md', (text) =>
    addRow(text, '<!-- step kinds -->', `| \`${kind}\` | ✓ | ✓ | ✓ | ✓ | ✓ | ✓ |`),
  );
}
