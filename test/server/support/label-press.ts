/** A system that makes labels: an operation of the merchant's own, which changes something and answers with a document. */
import { setTimeout as sleep } from 'node:timers/promises';
import { answerJson, type HostileServer, serve } from '../../support/hostile-server.js';

/** What each label holds, and no run may. */
export const labelOf = (code: string): Buffer =>
  Buffer.from(`%PDF-1.7 CONTENT of ${code}\n%%EOF\n`, 'latin1');

/** The keys with which each label was asked for, by its code. */
export type Asked = ReadonlyMap<string, ReadonlySet<string>>;

/** A press on a port of this machine. */
export interface LabelPress extends AsyncDisposable {
  url: string;
  asked: Asked;
}

/** How long a label is drawn, ms: long enough for processes to die meanwhile. */
const drawnMs = 150;

/** Starts it; the same code gives the same label. */
export async function startLabelPress(): Promise<LabelPress> {
  const asked = new Map<string, Set<string>>();
  const server: HostileServer = await serve(({ headers, body }, response) => {
    const { code } = JSON.parse(body) as { code: string };
    asked.set(code, (asked.get(code) ?? new Set()).add(String(headers['idempotency-key'])));
    void sleep(drawnMs).then(() => {
      answerJson(response, 201, { label: labelOf(code).toString('base64') });
    });
  });
  return { url: server.url, asked, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

/** The connection of a press. */
export const pressConnection = (url: string): string => `connection: press
connector: declarative
baseUrl: ${url}
egress:
  allow: [127.0.0.1]
operations:
  press.print_label:
    request: { method: POST, path: /labels, body: { code: "\${inputs.code}" } }
    idempotency: { key: { header: Idempotency-Key, window: 24h } }
    document: { kind: label, base64: $.label }
`;

/** What merchant.yaml says of it. */
export const pressOperations = `  operations:
    press.print_label:
      title: Print a label
      inputs: { code: text }
      outputs: { document: Document }
      effect: write
      privacy: none
      confirm: no
`;

/** A flow that prints one. */
export const printLabel = `flow: print-label
title: Print a label
inputs:
  code: text
outputs:
  result: [told, missed]
steps:
  - id: label
    call: press.print_label
    inputs:
      code: \${inputs.code}
    outcomes:
      refused:
        - end: { result: missed }
  - say: 'Your label: \${steps.label.document}'
  - end: { result: told }
`;
