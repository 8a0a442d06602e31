/** Webhooks of a system that is played: each is sent until it is taken, in order, as real systems do. */
import { setTimeout as delay } from 'node:timers/promises';

/** A request as it is sent. */
export interface WebhookRequest {
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** What a system tells; it waits until there is an address. */
export class Webhooks {
  readonly #waiting: (() => WebhookRequest)[] = [];
  #hook: string | undefined;
  #isOver = false;
  #isSending = false;

  /** Where webhooks go from now on, what waits first. */
  async tells(hook: string): Promise<void> {
    this.#hook = hook;
    await this.deliver();
  }

  /** Notes one, which is signed when it is sent; `deliver` sends it. */
  note(request: () => WebhookRequest): void {
    this.#waiting.push(request);
  }

  /** Sends what waits, each until it is taken; one that is refused for good is an error. */
  async deliver(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    try {
      for (
        let next = this.#waiting[0];
        next !== undefined && this.#hook !== undefined;
        next = this.#waiting[0]
      ) {
        const status = await this.#told(this.#hook, next());
        if (this.#isOver) return;
        if (status !== undefined && status < 300) this.#waiting.shift();
        else if (status !== undefined && status < 500)
          throw new Error(`A webhook was answered with ${status}.`);
        // Nobody is there, or not yet.
        else await delay(200);
      }
    } finally {
      this.#isSending = false;
    }
  }

  /** Nothing is sent from now on. */
  end(): void {
    this.#isOver = true;
  }

  /** The status of the answer; undefined if there was none. */
  async #told(hook: string, { headers, body }: WebhookRequest): Promise<number | undefined> {
    const sent = { 'content-type': 'application/json', ...headers };
    return fetch(hook, { method: 'POST', headers: sent, body }).then(
      ({ status }) => status,
      () => undefined,
    );
  }
}
