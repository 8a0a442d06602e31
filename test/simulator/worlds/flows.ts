/** The flows of scripted worlds: a read, a write, a refund and two refunds, each tried as usual, with `retry` and with a deadline. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../flows/support/demo.js';

/** What a world calls. */
export const kinds = ['read', 'write', 'money', 'twice'] as const;
export type Kind = (typeof kinds)[number];

/** How long its call is tried. */
export const tryings = ['usual', 'retry', 'deadline'] as const;
export type Trying = (typeof tryings)[number];

const tried: Record<Trying, string> = {
  usual: '',
  retry: '    retry: { every: 1 hour, atMost: 4 }\n',
  deadline: '    deadline: 90 minutes\n',
};

const sure = (id: string, order: string, question: string): string => `  - id: ${id}
    ask: ${question} order \${inputs.${order}.number}?
    answer: yes_or_no
    expires: 3 days
  - if: steps.${id}.answer == "no"
    then:
      - say: Nothing has been changed.
      - end: { result: declined }
`;

const refund = (id: string, order: string, extra: string): string =>
  `${sure(`${id}Sure`, order, 'Would you like me to refund ${policy.world.amount} for')}  - id: ${id}
    call: payments.refund
    inputs:
      order: \${inputs.${order}}
      amount: \${policy.world.amount}
      reason: damaged
${extra}    approval:
      notNeededWithin: policy.refund.autoApprove
      by: refund-approver
      expires: 2 days
      escalate: { after: 1 day, to: team-lead }
    outcomes:
      rejected:
        - say: We cannot pay that back.
        - end: { result: declined }
  - say: Paid back for order \${inputs.${order}.number}.
`;

const policy = 'policy:\n  refund.autoApprove: band\n  world.amount: money\n';

const steps: Record<Kind, (extra: string) => { head: string; steps: string }> = {
  read: (extra) => ({
    head: 'inputs:\n  number: text\n',
    steps: `  - id: look
    call: orders.get
    inputs:
      number: \${inputs.number}
${extra}  - choose: steps.look.result
    cases:
      found:
        - say: Order \${steps.look.order.number} is \${steps.look.order.status}.
      not_found:
        - say: There is no such order.
        - end: { result: declined }
`,
  }),
  write: (extra) => ({
    head: 'inputs:\n  order: Order\n',
    steps: `${sure('sure', 'order', 'Shall I credit points for')}  - id: credit
    call: acme.credit_points
    inputs:
      order: \${inputs.order}
      points: 5
${extra}    outcomes:
      refused:
        - say: The club says no, \${steps.credit.refusal.code}.
        - end: { result: declined }
  - say: Credited for order \${inputs.order.number}.
`,
  }),
  money: (extra) => ({
    head: `inputs:\n  order: Order\n${policy}`,
    steps: refund('refund', 'order', extra),
  }),
  twice: (extra) => ({
    head: `inputs:\n  order: Order\n  second: Order\n${policy}`,
    steps: refund('refund', 'order', extra) + refund('again', 'second', extra),
  }),
};

/** The name of the flow of such worlds. */
export const flowOf = (kind: Kind, trying: Trying): string => `world-${kind}-${trying}`;

function flow(kind: Kind, trying: Trying): string {
  const { head, steps: body } = steps[kind](tried[trying]);
  const name = `flow: ${flowOf(kind, trying)}\ntitle: A world\n`;
  return `${name}${head}outputs:\n  result: [done, declined]\nsteps:\n${body}  - end: { result: done }\n`;
}

/** The files of the merchant of all worlds, by path. */
export function worldFiles(): Readonly<Record<string, string>> {
  const demo = readFileSync(join(projectFolder, 'merchants/demo/merchant.yaml'), 'utf8');
  const merchant = demo
    .replace('    region: text\n', `    region: text\n${ownOperation}`)
    .replace('  shipments: blitz\n', '  shipments: blitz\n  acme: club\n')
    .replace('policy:\n', 'policy:\n  world.amount: 20 EUR\n');
  const flows = kinds.flatMap((kind) =>
    tryings.map(
      (trying) => [`merchants/demo/flows/${flowOf(kind, trying)}.yaml`, flow(kind, trying)] as const,
    ),
  );
  return {
    'merchants/demo/merchant.yaml': merchant,
    'merchants/demo/connections/club.yaml': club,
    ...Object.fromEntries(flows),
  };
}

const ownOperation = `  operations:
    acme.credit_points:
      inputs: { order: Order, points: number }
      outputs: { creditRef: text? }
      effect: write
      refusals: [closed]
`;

const club = `connection: club
connector: declarative
baseUrl: https://club.example
operations:
  acme.credit_points:
    request: { method: POST, path: '/points/\${inputs.order.customerRef}', body: { add: '\${inputs.points}', key: '\${idempotencyKey}' } }
    idempotency: { key: { window: 24h } }
    refusal: { path: $.error, values: { CLOSED: closed } }
    fields: { creditRef: $.id }
`;
