/** Tries an expression as a flow would have it: checked, and evaluated where it is accepted. */
import { environmentOf } from '../../../src/flows/type-environment.js';
import { checkExpression } from '../../../src/flows/expressions/check.js';
import { firstScope, withStep } from '../../../src/flows/scope.js';
import type { FieldTypes } from '../../../src/flows/types/type.js';
import { evaluate, type Scope } from '../../../src/workflows/interpreter/expression/evaluate.js';
import type { ExprIr, FieldType, Type } from '../../../src/contracts/ir.js';
import { maxFuel } from '../../../src/workflows/interpreter/limits.js';
import { RunError } from '../../../src/workflows/interpreter/run-error.js';
import type { Json } from '../../../src/contracts/json.js';
import { demo, effects } from '../support/demo.js';

const order: Json = {
  ref: 'r1',
  number: 'A-1',
  status: 'shipped',
  amount: { minor: 129_900, currency: 'EUR' },
  lines: Array.from({ length: 200 }, (_, index) => ({
    name: `Running shoe number ${index}`,
    sku: `SKU-${index}`,
    quantity: 1 + (index % 3),
    price: { minor: 9_999, currency: 'EUR' },
  })),
  shipments: [{ carrier: 'blitz', trackingNumber: 'T1' }],
  returns: [],
};

const roots = new Map<string, Json>([
  [
    'inputs',
    { word: 'damaged', count: 3, since: 1_700_000_000_000, order, message: 'Where is it? '.repeat(400) },
  ],
  ['steps', { mine: { result: 'found', orders: [order] } }],
  ['policy', { refund: { days: 30 } }],
  ['merchant', { id: 'demo', name: 'Demo Shop', language: 'en', zone: 'Europe/Berlin' }],
  ['conversation', { language: 'en' }],
  ['run', { now: 1_772_000_000_000 }],
]);

/** A run's values with a run's fuel. */
function running(): Scope {
  let fuel = maxFuel;
  return {
    roots,
    burn(steps) {
      fuel -= steps;
      if (fuel <= 0) throw new RunError('fuel_spent');
    },
  };
}

const environment = environmentOf(demo, effects);
const orderType = environment.types.get('Order') ?? { t: 'text' };
const record = (fields: FieldTypes): FieldType => ({ type: { t: 'record', fields } });
const of = (t: 'text' | 'number' | 'moment'): FieldType => ({ type: { t } });

const readable = withStep(
  firstScope(
    new Map([
      [
        'inputs',
        record({
          number: { ...of('text'), optional: true },
          word: of('text'),
          message: of('text'),
          count: of('number'),
          since: of('moment'),
          order: { type: orderType },
        }),
      ],
      ['policy', record({ refund: record({ days: of('number') }) })],
      ['merchant', record({ id: of('text'), name: of('text') })],
      ['conversation', record({ language: of('text') })],
      ['run', record({ now: of('moment') })],
    ]),
  ),
  'mine',
  {
    fields: {},
    results: { found: { orders: { type: { t: 'list', of: orderType } satisfies Type } }, none: {} },
  },
);

/** How a try ended, and in how many milliseconds. */
export interface Ending {
  refused?: readonly { code: string; at: number; message: string }[];
  failed?: string;
  value?: Json;
  milliseconds: number;
}

/** Checks an expression and, if it is accepted, evaluates it; what is thrown besides a run error is let through. */
export function tried(source: string): Ending {
  const issues: { code: string; at: number; message: string }[] = [];
  const from = performance.now();
  const { ir } = checkExpression(source, readable, {
    whyNotRun: () => undefined,
    onInput: () => undefined,
    onMoney: () => undefined,
    sameIds: new Set(),
    offers: new Map(),
    onPolicy: () => undefined,
    onField: () => undefined,
    reportIssue: (at, code, message) => {
      issues.push({ code, at, message });
    },
  });
  const ended = issues.length > 0 ? { refused: issues } : evaluated(ir);
  return { ...ended, milliseconds: performance.now() - from };
}

/** Evaluates what was lowered, with a run's values and fuel; what is thrown besides a run error is let through. */
export function evaluated(ir: ExprIr): Pick<Ending, 'failed' | 'value'> {
  try {
    return { value: evaluate(ir, running()) };
  } catch (error) {
    if (error instanceof RunError) return { failed: error.code };
    throw error;
  }
}
