/**
 * Orders many clients' use of PGlite's single session. A client has exclusive use from the first message of a
 * statement to its Sync, and throughout a transaction: clients share the unnamed statement, so a Bind after
 * another client's Parse would run the other's statement.
 */
import type { PGlite } from '@electric-sql/pglite';

/** What the queue needs of PGlite. */
export type Session = Pick<
  PGlite,
  'execProtocolRaw' | 'execProtocolRawStream' | 'isInTransaction' | 'runExclusive'
>;

interface Waiting {
  client: number;
  message: Uint8Array;
  onData: (data: Uint8Array) => void;
  resolve: (bytes: number) => void;
  reject: (error: unknown) => void;
}

/** Parse, Bind, Describe, Execute, Close, Flush: the messages before a Sync. */
const WITHIN_STATEMENT = new Set<number | undefined>(Buffer.from('PBDECH'));
const TERMINATE = 'X'.charCodeAt(0);
const SYNC = protocolMessage('S', '');
const ROLLBACK = protocolMessage('Q', 'rollback\0');

/** A queue of protocol messages, with the methods that pglite-socket's handlers call. */
export class SessionQueue {
  private waiting: Waiting[] = [];
  private readonly gone = new Set<number>();
  private running = false;
  private owner: number | undefined;
  private withinStatement = false;
  private ownerTimer: NodeJS.Timeout | undefined;

  /** Calls `onStuck` for a client that holds the session in silence past the deadline, e.g. when suspended. */
  constructor(
    private readonly session: Session,
    private readonly deadlineMs: number,
    private readonly onStuck: (client: number) => void,
  ) {}

  /** Runs a client's message when its turn comes; resolves to the number of bytes returned. */
  enqueue(client: number, message: Uint8Array, onData: (data: Uint8Array) => void): Promise<number> {
    if (this.gone.has(client)) return Promise.reject(new Error('The client has disconnected.'));
    return new Promise((resolve, reject) => {
      this.waiting.push({ client, message, onData, resolve, reject });
      void this.drain();
    });
  }

  /** Number of waiting messages. */
  getQueueLength(): number {
    return this.waiting.length;
  }

  /** Drops the messages of a disconnected client. */
  clearQueueForHandler(client: number): void {
    this.gone.add(client);
    const dropped = this.waiting.filter((entry) => entry.client === client);
    this.waiting = this.waiting.filter((entry) => entry.client !== client);
    for (const entry of dropped) entry.reject(new Error('The client has disconnected.'));
  }

  /** Frees a session that a client abandoned in the middle of a statement or transaction. */
  async clearTransactionIfNeeded(client: number): Promise<void> {
    await this.session.runExclusive(async () => {
      if (this.owner !== client) return;
      if (this.withinStatement) await this.session.execProtocolRaw(SYNC);
      if (this.session.isInTransaction()) await this.session.execProtocolRaw(ROLLBACK);
      this.release();
    });
    void this.drain();
  }

  private async drain(): Promise<void> {
    if (this.running) return;
    this.running = true;
    for (let next = this.next(); next !== undefined; next = this.next()) await this.run(next);
    this.running = false;
  }

  private next(): Waiting | undefined {
    if (this.owner === undefined) return this.waiting.shift();
    const index = this.waiting.findIndex((entry) => entry.client === this.owner);
    return index === -1 ? undefined : this.waiting.splice(index, 1)[0];
  }

  private async run({ client, message, onData, resolve, reject }: Waiting): Promise<void> {
    let bytes = 0;
    const count = (data: Uint8Array) => {
      bytes += data.length;
      onData(data);
    };
    try {
      await this.session.runExclusive(async () => {
        if (message[0] !== TERMINATE) await this.session.execProtocolRawStream(message, { onRawData: count });
        this.settle(client, message);
      });
      resolve(bytes);
    } catch (error) {
      reject(error);
    }
  }

  private settle(client: number, message: Uint8Array): void {
    this.withinStatement = WITHIN_STATEMENT.has(message[0]);
    this.release();
    if (!this.withinStatement && !this.session.isInTransaction()) return;
    this.owner = client;
    this.ownerTimer = setTimeout(() => {
      this.onStuck(client);
    }, this.deadlineMs).unref();
  }

  private release(): void {
    clearTimeout(this.ownerTimer);
    this.owner = undefined;
  }
}

/** A message of the PostgreSQL protocol: type letter, length, text. */
function protocolMessage(letter: string, text: string): Uint8Array {
  const body = Buffer.from(text);
  const head = Buffer.alloc(5, letter);
  head.writeInt32BE(body.length + 4, 1);
  return new Uint8Array(Buffer.concat([head, body]));
}
