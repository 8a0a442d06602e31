/** What systems tell of their own accord during a test, and which steps wait for it: the product's store of both, in memory. */
import { timesOf } from '../activities/listen-for-event.js';
import type { ListenCommand } from '../contracts/interpreter-command.js';
import type { Listened } from '../contracts/run-event.js';
import type { JsonObject } from '../contracts/json.js';
import type { MerchantConfig } from '../merchants/merchant.js';

/** What a system tells; without `ref` it is about whatever record is waited for. */
export interface ReportedEvent {
  event: string;
  ref?: string;
  fields: JsonObject;
}

/** A step of a run. */
type WaitingStep = { workflowId: string } & Pick<ListenCommand, 'step' | 'visit'>;

/** All that has been told, with its number and moment, by the test's clock (epoch ms). */
export class ReportedEvents {
  readonly #events: (ReportedEvent & { number: number; at: number })[] = [];
  readonly #waits = new Map<string, WaitingStep & { event: string; ref: string }>();

  constructor(
    readonly config: MerchantConfig,
    readonly clock: { readonly now: number },
  ) {}

  /** Has a step of a run told of an event, unless it has been told already. */
  listen(workflowId: string, command: Omit<ListenCommand, 'do' | 'id'>): Listened {
    const { step, visit, event, ref, since, after = 0 } = command;
    const times = timesOf(this.config, { ...command, now: this.clock.now });
    if (ref === undefined) return times;
    const found = this.#events.find(
      (reported) => isAbout(reported, { event, ref }) && reported.at >= since && reported.number > after,
    );
    const key = JSON.stringify([workflowId, step, visit]);
    if (found === undefined) this.#waits.set(key, { workflowId, step, visit, event, ref });
    else this.#waits.delete(key);
    return { ...times, ...(found && { received: { number: found.number, fields: found.fields } }) };
  }

  /** Keeps an event; returns the steps that wait for it, each once. */
  take({ event, ref, fields }: ReportedEvent): WaitingStep[] {
    const reported = { event, fields, ...(ref === undefined ? {} : { ref }) };
    this.#events.push({ ...reported, at: this.clock.now, number: this.#events.length + 1 });
    const woken = [...this.#waits].filter(([, wait]) => isAbout(reported, wait));
    for (const [key] of woken) this.#waits.delete(key);
    return woken.map(([, { workflowId, step, visit }]) => ({ workflowId, step, visit }));
  }
}

const isAbout = (reported: ReportedEvent, wait: { event: string; ref: string }): boolean =>
  reported.event === wait.event && (reported.ref ?? wait.ref) === wait.ref;
