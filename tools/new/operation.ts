/** An operation: its declaration in the domain's file, its line in the catalogue, its section in the documentation. */
import { addElement, addImport } from './code.js';
import type { Changes } from './changes.js';
import type { Kind } from './kind.js';
import { camel, NewError, requireName, title } from './names.js';

const page = 'docs/reference/operations.md';

/** `orders.read_note`: a read unless `--effect write` says otherwise. */
export const operation: Kind = {
  does: 'a typed business capability that flows call',
  usage: "operation <domain>.<verb_noun> [--effect read|write] [--title 'What it does']",
  make({ name: given, options }, changes) {
    const name = requireName(given, /^[a-z]+\.[a-z]+(_[a-z]+)*$/, 'orders.read_note');
    const effect = options['effect'] ?? 'read';
    if (effect === 'money')
      throw new NewError(
        'An operation that moves money has a guard: begin with `--effect write` and follow `payments.refund`.',
      );
    if (effect !== 'read' && effect !== 'write') throw new NewError('`--effect` is `read` or `write`.');
    const parts = new Operation(name, effect, titleOf(name, options['title']));
    changes.edit(page, (text) => withSection(text, parts));
    declare(parts, changes);
    // The demo's shop does not have it until somebody adds it there.
    changes.edit('test/connectors/demo-connections.test.ts', (text) =>
      addElement(text, 'UNANSWERED', `'${name}'`),
    );
    return made(parts);
  },
};

function titleOf(name: string, given = `${title(name.split('.')[1] ?? '')} of an order`): string {
  if (!/^[A-Z][^'\\\n|]*[^.'\\\n|]$/.test(given))
    throw new NewError('A title is one sentence with a capital, without a full stop, quotes or bars.');
  return given;
}

class Operation {
  readonly domain: string;
  readonly verb: string;
  readonly variable: string;
  /** What a read gives: the noun of its name. */
  readonly output: string;

  constructor(
    readonly name: string,
    readonly effect: 'read' | 'write',
    readonly title: string,
  ) {
    const [domain = '', verb = ''] = name.split('.');
    this.domain = domain;
    this.verb = verb;
    this.variable = camel(name);
    this.output = camel(verb.split('_').slice(1).join('_') || 'answer');
  }

  get declaration(): string {
    const results =
      this.effect === 'read'
        ? `{ found: { ${this.output}: text('personal') }, none: {} }`
        : '{ done: { reference: text().optional() } }';
    const rest = this.effect === 'read' ? "empty: 'none'," : "reference: 'reference',";
    return `/** ${this.title}. */
export const ${this.variable}: Operation = {
  name: '${this.name}',
  title: '${this.title}',
  effect: '${this.effect}',
  privacy: 'customer_data',
  inputs: { order: Order },
  results: ${results},
  subject: 'record',
  ${rest}
};
`;
  }

  get section(): string {
    const results =
      this.effect === 'read'
        ? `| Result \`found\` | \`${this.output}: text\` |\n| Result \`none\` | |`
        : '| Result `done` | `reference: text?` |';
    return `## \`${this.name}\`

${this.title}.

| | |
|---|---|
| Effect | \`${this.effect}\` |
| Privacy | \`customer_data\` |
| Inputs | \`order: Order\` |
${results}
`;
  }
}

function withSection(text: string, { name, section }: Operation): string {
  if (text.includes(`\n## \`${name}\`\n`)) throw new NewError(`The operation ${name} is there already.`);
  return `${text.trimEnd()}\n\n${section}`;
}

function declare({ domain, variable, declaration }: Operation, changes: Changes): void {
  const file = `src/commerce/${domain}/operations.ts`;
  if (!changes.has(file))
    changes.create(
      file,
      `/** Operations on ${domain}. */\nimport type { Operation } from '../operation.js';\n`,
    );
  changes.edit(file, (text) => {
    const withText = addImport(text, 'text', '../field.js');
    const order = domain === 'orders' ? './order.js' : '../orders/order.js';
    return `${addImport(withText, 'Order', order).trimEnd()}\n\n${declaration}`;
  });
  changes.edit('src/commerce/index.ts', (text) =>
    addElement(addImport(text, variable, `./${domain}/operations.js`), 'catalogue', variable),
  );
}

function made({ domain, effect }: Operation): ReturnType<Kind['make']> {
  return {
    tests: ['test/commerce', 'test/docs/operations.test.ts', 'test/connectors/demo-connections.test.ts'],
    next: [
      `Say in src/commerce/${domain}/operations.ts and docs/reference/operations.md what it takes and gives.`,
      ...(effect === 'write'
        ? ['Name the refusals that a flow may meet; each is a code of the catalogue.']
        : []),
      'Give it `imports` if systems describe it, so that `orderly connections import` drafts it; and `coverage` if it shows data points.',
      'Bind it in a connection (merchants/demo/connections), then take it out of UNANSWERED in test/connectors/demo-connections.test.ts.',
      'Call it from a flow with a test beside it: docs/development/add-an-operation.md.',
    ],
  };
}
