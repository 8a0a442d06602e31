/** Starts an order desk by one WSDL in PHP's SoapServer or in node-soap; what it answers is the test's, how it is written is the stack's. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { siblingFiles, type Child, startChild } from '../child.js';
import { whyNoNodeSoap } from '../node-soap/start.js';
import { whyNoPhpSoapShop } from '../php-soap-shop/start.js';

/** A SOAP stack. */
export type Stack = 'php' | 'node-soap';

/** Why a stack is not here, or nothing. */
export const whyNoOrderDesk = (stack: Stack): string | undefined =>
  stack === 'php' ? whyNoPhpSoapShop() : whyNoNodeSoap();

/** The desk's WSDL. */
export const deskWsdl = siblingFiles(import.meta.url, 'order-desk.wsdl');

/** Who may sign in. */
export const access = { user: 'desk', password: 'Grüße <7> & "Co"' } as const;

/** What the desk says to a number; what has none is answered by an order with that number alone. */
export interface DeskAnswer {
  /** `@name` is an attribute, `#` the text beside it, null is nil, `{ raw }` markup that the stack writes as it is. */
  order?: unknown;
  /** The answer has no order. */
  empty?: true;
  receipt?: string;
  fault?: { code: string; text: string; detail?: unknown; status?: number; namespace?: string };
}

/** A request as the stack understood it. */
export interface DeskRequest {
  operation: string;
  request: unknown;
  tenant: string | null;
  user: string | null;
}

/** A running desk. */
export interface Desk extends AsyncDisposable {
  url: string;
  ledger(): Promise<DeskRequest[]>;
}

/** Starts it; node-soap answers in one version, PHP in that of the request. */
export async function startOrderDesk(
  stack: Stack,
  version: '1.1' | '1.2',
  answers: Readonly<Record<string, DeskAnswer>>,
): Promise<Desk> {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-soap-desk-'));
  const file = join(folder, 'answers.json');
  await writeFile(file, JSON.stringify(answers));
  const env = {
    DESK_ANSWERS: file,
    DESK_LEDGER: join(folder, 'ledger.json'),
    DESK_USER: access.user,
    DESK_PASSWORD: access.password,
    DESK_VERSION: version,
  };
  const child: Child =
    stack === 'php'
      ? await startChild('/usr/bin/php', ['-S', '127.0.0.1:0', siblingFiles(import.meta.url, 'desk.php')], {
          ready: /Development Server \((http:\/\/127\.0\.0\.1:\d+)\) started/,
          cwd: folder,
          env,
        })
      : await startChild(process.execPath, [siblingFiles(import.meta.url, 'desk.js')], {
          ready: /listening on (http:\S+)/,
          env,
        });
  const base = child.ready[1] ?? '';
  return {
    url: `${base}/desk`,
    ledger: async () => (await (await fetch(`${base}/__ledger`)).json()) as DeskRequest[],
    async [Symbol.asyncDispose]() {
      await child[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
