/** A merchant that binds everything, and the shipped flows, for tests that compile. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { compileFlows, type CompileResult, type SourceFile } from '../../../src/flows/compile-flows.js';
import { stepsIn } from '../../../src/workflows/interpreter/steps-in.js';
import { languages } from '../../../src/texts/languages/index.js';
import type { Effect } from '../../../src/contracts/effect.js';
import type { FlowIr, StepIr } from '../../../src/contracts/ir.js';
import type { MerchantConfig } from '../../../src/merchants/merchant.js';
import { catalogue, productVocabulary } from '../../../src/commerce/index.js';

export const projectFolder = fileURLToPath(new URL('../../../', import.meta.url));

export const demo: MerchantConfig = {
  merchant: 'demo',
  name: 'Demo Shop',
  zone: 'Europe/Berlin',
  language: 'en',
  currency: 'EUR',
  style: 'neutral',
  languages,
  hours: { days: {}, holidays: [] },
  mode: 'live',
  subflows: 'inline',
  verification: [['number', 'email']],
  channels: {},
  carriers: {},
  notifications: {},
  approvers: { anna: { roles: ['refund-approver', 'team-lead'], keys: [] } },
  policy: {
    'refund.limit': '100 EUR',
    'change.within': '14 days',
    'refund.within': '30 days',
    'subscription.cancelAt': 'period_end',
    'return.within': '14 days',
    'return.fee': '2.95 EUR',
    'return.labelPaidBy': 'shop',
    'return.labelForm': 'label',
    'return.address': 'Hamburg',
  },
  bands: Object.fromEntries(
    ['refund', 'cancel', 'replace', 'redirect'].map((name) => [
      `${name}.autoApprove`,
      { upTo: { minor: 5000, currency: 'EUR' } },
    ]),
  ),
  operations: {
    ...{ orders: 'shop', payments: 'shop', shipments: 'blitz', subscriptions: 'abos' },
    ...{ returns: 'retouren', 'returns.label': 'blitz' },
  },
  without: [],
  flows: {},
  events: {},
  retentionMs: 15_552_000_000,
  handover: { default: 'service', orders: 'orders-team' },
  sentences: {},
  vocabulary: productVocabulary,
  custom: { order: { region: 'text' } },
};

export const effects: ReadonlyMap<string, Effect> = new Map(
  [...catalogue.values()].map(({ name, effect }) => [name, effect]),
);

export const shipped: readonly SourceFile[] = filesOf(join(projectFolder, 'flows')).map((source) => ({
  ...source,
  shipped: true,
}));

/** The shipped flows of these names, each followed by those that it starts as sub-flows. */
export function shippedWithCallees(names: Iterable<string>): SourceFile[] {
  const found = new Set<SourceFile>();
  const take = (name: string): void => {
    const source = shipped.find(({ file }) => file === `${name}.yaml`);
    if (source === undefined || found.has(source)) return;
    found.add(source);
    for (const [, callee = ''] of source.text.matchAll(/^ *(?:- )?subflow: (.+)$/gm)) take(callee);
  };
  for (const name of names) take(name);
  return [...found];
}

export function filesOf(folder: string): SourceFile[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml') && !name.endsWith('.test.yaml'));
  return names.sort().map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
}

export const compile = (flows: readonly SourceFile[], merchant = demo, bound = effects): CompileResult =>
  compileFlows({ flows, merchant, effects: bound });

/** A flow around steps, with everything declared that tests read. */
export const flowWith = (steps: string, head = 'outputs:\n  result: [done]'): SourceFile => ({
  file: 'tried.yaml',
  text: `flow: tried\ninputs:\n  number: text?\n  count: number\n  since: moment\n  order: Order\n  word: text\n${head}\nsteps:\n${steps.replaceAll(/^/gm, '  ')}\n`,
});

export const flowOf = (name: string, merchant = demo): FlowIr => {
  const ir = compile(shipped, merchant).flows.get(name)?.ir;
  if (ir === undefined) throw new Error(`${name} was not compiled`);
  return ir;
};

export const stepOf = <K extends StepIr['kind']>(
  flow: FlowIr,
  kind: K,
  id?: string,
): Extract<StepIr, { kind: K }> => {
  for (const step of stepsIn(flow.steps)) {
    if (step.kind === kind && (id === undefined || step.id === id))
      return step as Extract<StepIr, { kind: K }>;
  }
  throw new Error(`no ${kind}`);
};

/** Codes of the issues of a flow around steps. */
export const codes = (text: string, head?: string): string[] =>
  compile([flowWith(text, head), ...shipped]).issues.map(({ code }) => code);
