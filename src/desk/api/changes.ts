/**
 * The stream of a merchant's changes, read by `fetch`: unlike `EventSource` it shows the heartbeats, so a connection that has
 * silently died is noticed.
 */

/** What has changed. */
export interface Change {
  kind: 'conversation' | 'approval' | 'effect' | 'pause' | 'flow';
  id: string;
}

/** How the connection stands. */
export type Connection = 'connecting' | 'live' | 'lost';

/** Who is told of the stream. */
export interface Listener {
  change(change: Change): void;
  /** Something may have been missed: all is loaded anew. */
  reset(): void;
  /** The session has ended. */
  ended(): void;
  connection(state: Connection): void;
}

const silentMs = 30_000;
const mostWaitMs = 15_000;

/** Listens until the signal aborts; connects again by itself. */
export async function listen(merchant: string, listener: Listener, signal: AbortSignal): Promise<void> {
  const stream = new ChangeStream(`/v1/merchants/${encodeURIComponent(merchant)}/changes`, listener);
  listener.connection('connecting');
  for (let failures = 0; !signal.aborted;) {
    const outcome = await stream.read(signal);
    if (outcome === 'left') return;
    if (outcome === 'ended') {
      listener.ended();
      return;
    }
    listener.connection('lost');
    failures = outcome === 'broken' ? 0 : failures + 1;
    await waitFor(Math.min(1_000 * 2 ** failures, mostWaitMs), signal);
  }
}

/** One connection after the other, with the id of the last event. */
class ChangeStream {
  readonly #address: string;
  readonly #listener: Listener;
  #lastId: string | undefined;

  constructor(address: string, listener: Listener) {
    this.#address = address;
    this.#listener = listener;
  }

  /** Reads one connection to its end. */
  async read(signal: AbortSignal): Promise<'ended' | 'broken' | 'refused' | 'left'> {
    const silence = new Silence();
    const either = AbortSignal.any([signal, silence.signal]);
    try {
      const response = await fetch(this.#address, {
        credentials: 'same-origin',
        headers: {
          accept: 'text/event-stream',
          ...(this.#lastId === undefined ? {} : { 'last-event-id': this.#lastId }),
        },
        signal: either,
      });
      if (response.status === 401) return 'ended';
      if (!response.ok || response.body === null) return 'refused';
      const outcome = await this.#events(response.body, silence);
      return signal.aborted ? 'left' : outcome;
    } catch {
      return signal.aborted ? 'left' : 'refused';
    } finally {
      silence.stop();
    }
  }

  async #events(body: ReadableStream<Uint8Array>, silence: Silence): Promise<'ended' | 'broken'> {
    this.#listener.connection('live');
    const reader = body
      .pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)
      .getReader();
    let rest = '';
    try {
      for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
        silence.broken();
        const blocks = (rest + chunk.value).split(/\r?\n\r?\n/);
        rest = blocks.pop() ?? '';
        for (const block of blocks) if (this.#event(block) === 'ended') return 'ended';
      }
    } catch {
      return 'broken';
    }
    return 'broken';
  }

  #event(block: string): 'ended' | undefined {
    const fields = new Map<string, string>();
    for (const line of block.split(/\r?\n/)) {
      const [, name, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) fields.set(name, value);
    }
    this.#lastId = fields.get('id') ?? this.#lastId;
    const name = fields.get('event');
    if (name === 'ended') return 'ended';
    if (name === 'reset') this.#listener.reset();
    if (name === 'change') this.#listener.change(JSON.parse(fields.get('data') ?? '{}') as Change);
    return undefined;
  }
}

/** Aborts what has been silent for longer than two heartbeats, or at once if the browser knows that it is offline. */
class Silence {
  readonly #controller = new AbortController();
  readonly #abort = (): void => {
    this.#controller.abort();
  };
  #timer = this.#start();

  constructor() {
    window.addEventListener('offline', this.#abort);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  broken(): void {
    clearTimeout(this.#timer);
    this.#timer = this.#start();
  }

  stop(): void {
    clearTimeout(this.#timer);
    window.removeEventListener('offline', this.#abort);
  }

  #start(): number {
    return window.setTimeout(this.#abort, silentMs);
  }
}

/** Waits, or until the browser says that it is online again. */
function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = window.setTimeout(done, ms);
    window.addEventListener('online', done);
    signal.addEventListener('abort', done);
  });
}
