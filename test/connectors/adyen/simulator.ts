/** Adyen in small: payments with a memory, keys, and webhooks signed item by item; what it does wrong is scripted. */
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhooks } from '../../support/webhooks.js';

/** An amount as Adyen writes it: minor units. */
interface AdyenAmount {
  value: number;
  currency: string;
}

/** A modification that Adyen has taken, in the order in which they came. */
interface Modification {
  pspReference: string;
  payment: string;
  kind: 'refund' | 'reversal';
  amount: AdyenAmount;
  reference: string;
  key?: string;
}

/** One item of a webhook, unsigned. */
export interface AdyenItem {
  pspReference: string;
  originalReference: string;
  merchantAccountCode: string;
  merchantReference: string;
  amount: AdyenAmount;
  eventCode: string;
  success: 'true' | 'false';
  eventDate: string;
  reason: string;
  additionalData?: Record<string, string>;
}

/** What goes wrong with the next request: `cut`: done, and no answer; `busy`, `down`: 704 and 703; `transient`: 500 to be tried again. */
type AdyenFault = 'cut' | 'busy' | 'down' | 'transient';

/** A running simulator. */
export interface Adyen extends AsyncDisposable {
  url: string;
  /** What a connection to it needs: by the names of the template's examples. */
  apiKey: string;
  hmacKey: string;
  merchantAccount: string;
  /** Modifications that were taken. */
  ledger: Modification[];
  /** Registers a payment; captured unless it is said otherwise. */
  pays(payment: string, amount: AdyenAmount, captured?: boolean): void;
  /** Scripts faults of the next requests. */
  fail(...faults: AdyenFault[]): void;
  /** Where webhooks go from now on, what waits first; without one they wait. */
  tells(hook: string): Promise<void>;
  /** A refund that was done comes back. */
  comesBack(refund: string, eventCode?: 'REFUND_FAILED' | 'REFUNDED_REVERSED'): Promise<void>;
  /** The body of a webhook with these items, signed. */
  signed(...items: AdyenItem[]): string;
}

interface Payment {
  amount: AdyenAmount;
  captured: boolean;
  refunded: number;
  isReversed: boolean;
}

interface Said {
  status: number;
  body: object;
  headers?: Record<string, string>;
}

const error = (status: number, errorCode: string, message: string, errorType = 'validation'): Said => ({
  status,
  body: { status, errorCode, message, errorType },
});
const transient = (said: Said): Said => ({ ...said, headers: { 'transient-error': 'true' } });

/** Starts it on a free port; with `everyPayment` it has taken any payment that it is asked about, of a great amount. */
export async function startAdyen({ everyPayment = false } = {}): Promise<Adyen> {
  const system = new System(everyPayment);
  const server = createServer((request, response) => void system.serve(request, response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { apiKey, hmacKey, merchantAccount, ledger } = system;
  return {
    ...{ apiKey, hmacKey, merchantAccount, ledger },
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pays: (payment, amount, captured = true) =>
      void system.payments.set(payment, { amount, captured, refunded: 0, isReversed: false }),
    fail: (...faults) => void system.faults.push(...faults),
    tells: (hook) => system.webhooks.tells(hook),
    comesBack: (refund, eventCode = 'REFUND_FAILED') => system.comeBack(refund, eventCode),
    signed: (...items) => system.signed(items),
    async [Symbol.asyncDispose]() {
      system.webhooks.end();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

class System {
  readonly apiKey = 'adyen-api-key';
  readonly hmacKey = '44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056';
  readonly merchantAccount = 'AcmeECOM';
  readonly payments = new Map<string, Payment>();
  readonly ledger: Modification[] = [];
  readonly faults: AdyenFault[] = [];
  readonly #answers = new Map<string, Said>();
  readonly #underWay = new Set<string>();
  readonly webhooks = new Webhooks();

  constructor(readonly everyPayment: boolean) {}

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    request.setEncoding('utf8');
    for await (const chunk of request) text += String(chunk);
    const fault = this.faults.shift();
    const key = String(request.headers['idempotency-key'] ?? '');
    const isUnderWay = this.#underWay.has(key);
    const said = this.#answer(request, text, isUnderWay ? 'busy' : fault);
    if (!isUnderWay) {
      this.#underWay.add(key);
      await new Promise((resolve) => setTimeout(resolve, 30));
      this.#underWay.delete(key);
    }
    if (fault === 'cut') request.socket.destroy();
    else
      response
        .writeHead(said.status, { 'content-type': 'application/json', ...said.headers })
        .end(JSON.stringify(said.body));
    await this.webhooks.deliver();
  }

  #answer({ headers, url = '', method }: IncomingMessage, text: string, fault?: AdyenFault): Said {
    if (headers['x-api-key'] !== this.apiKey)
      return error(401, '000', 'HTTP Status Response - Unauthorized', 'security');
    if (fault === 'down') return transient(error(503, '703', 'Idempotency is not available'));
    if (fault === 'busy') return error(422, '704', 'This request is being processed already');
    if (fault === 'transient') return transient(error(500, '905', 'Try again', 'internal'));
    const key = headers['idempotency-key'];
    const known = typeof key === 'string' ? this.#answers.get(key) : undefined;
    if (known !== undefined) return known;
    const said = this.#modify(method ?? '', url, text, typeof key === 'string' ? key : undefined);
    if (typeof key === 'string') this.#answers.set(key, said);
    return said;
  }

  #modify(method: string, url: string, text: string, key?: string): Said {
    const [, payment = '', path] = /^\/payments\/([^/]+)\/(refunds|reversals)$/.exec(url) ?? [];
    if (method !== 'POST' || path === undefined) return error(404, '000', 'Not found', 'security');
    const body = parsed(text);
    if (body === undefined) return error(400, '702', 'Unexpected input');
    if (body.merchantAccount !== this.merchantAccount)
      return error(403, '901', 'Invalid Merchant Account', 'security');
    const known = this.#payment(decodeURIComponent(payment), body.amount?.currency);
    if (known === undefined) return error(422, '167', 'Original pspReference required for this operation');
    const kind = path === 'refunds' ? 'refund' : 'reversal';
    const amount = kind === 'refund' ? body.amount : known.amount;
    if (amount === undefined || !(amount.value > 0)) return error(422, '137', 'Invalid amount specified');
    if (amount.currency !== known.amount.currency) return error(422, '138', 'Unsupported currency specified');
    const pspReference = `ADYEN${String(this.ledger.length + 1).padStart(11, '0')}`;
    const { reference = '' } = body;
    this.ledger.push({
      pspReference,
      payment,
      kind,
      amount,
      reference,
      ...(key === undefined ? {} : { key }),
    });
    this.#settle(known, this.ledger.at(-1)!);
    const { merchantAccount } = this;
    const answer = { merchantAccount, paymentPspReference: payment, reference, pspReference };
    return { status: 201, body: { ...answer, status: 'received', ...(kind === 'refund' ? { amount } : {}) } };
  }

  #payment(name: string, currency = 'EUR'): Payment | undefined {
    const known = this.payments.get(name);
    if (known !== undefined || !this.everyPayment) return known;
    const taken = { amount: { value: 1e9, currency }, captured: true, refunded: 0, isReversed: false };
    this.payments.set(name, taken);
    return taken;
  }

  #settle(payment: Payment, modification: Modification): void {
    const { kind, amount } = modification;
    if (kind === 'reversal') {
      const isPossible = !payment.isReversed && payment.refunded === 0;
      if (isPossible) payment.isReversed = true;
      const additionalData = { 'modification.action': payment.captured ? 'refund' : 'cancel' };
      this.#note(modification, 'CANCEL_OR_REFUND', isPossible ? '' : 'Nothing is left', { additionalData });
      return;
    }
    const left = payment.isReversed ? 0 : payment.amount.value - payment.refunded;
    const why = !payment.captured
      ? "Transaction hasn't been captured, refund not possible"
      : amount.value > left
        ? 'Insufficient balance on payment'
        : '';
    if (why === '') payment.refunded += amount.value;
    this.#note(modification, 'REFUND', why);
  }

  #note(
    { pspReference, payment, amount, reference }: Modification,
    eventCode: string,
    reason: string,
    more: Partial<AdyenItem> = {},
  ): void {
    const item: AdyenItem = {
      ...{ pspReference, originalReference: payment, merchantAccountCode: this.merchantAccount },
      ...{ merchantReference: reference, amount, eventCode, reason, ...more },
      ...{ success: reason === '' ? 'true' : 'false', eventDate: new Date().toISOString() },
    };
    this.webhooks.note(() => ({ headers: {}, body: this.signed([item]) }));
  }

  async comeBack(refund: string, eventCode: string): Promise<void> {
    const done = this.ledger.find(({ pspReference }) => pspReference === refund);
    if (done === undefined) throw new Error(`There is no refund ${refund}.`);
    this.#note(done, eventCode, '');
    await this.webhooks.deliver();
  }

  signed(items: readonly AdyenItem[]): string {
    const notificationItems = items.map((item) => ({
      NotificationRequestItem: {
        ...item,
        additionalData: { ...item.additionalData, hmacSignature: signatureOf(item, this.hmacKey) },
      },
    }));
    return JSON.stringify({ live: 'false', notificationItems });
  }
}

function signatureOf(item: AdyenItem, key: string): string {
  const { pspReference, originalReference, merchantAccountCode, merchantReference, amount } = item;
  const parts = [pspReference, originalReference, merchantAccountCode, merchantReference];
  const signed = [...parts, amount.value, amount.currency, item.eventCode, item.success].join(':');
  return createHmac('sha256', Buffer.from(key, 'hex')).update(signed).digest('base64');
}

interface Body {
  merchantAccount?: string;
  reference?: string;
  amount?: AdyenAmount;
}

function parsed(text: string): Body | undefined {
  try {
    return JSON.parse(text) as Body;
  } catch {
    return undefined;
  }
}
