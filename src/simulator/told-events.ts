/** What systems tell of their own accord during a test, and which steps wait for it: the product's store of both, in memory. */
import { timesOf } from '../activities/listen.js';
import type { ListenCommand } from '../contracts/command.js';
import type { Listened } from '../contracts/event.js';
import type { JsonObject } from '../contracts/json.js';
import type { MerchantConfig } from '../merchants/merchant.js';

/** What a system tells; without `ref` it is about whatever record is waited for. */
export interface ToldEvent {
  event: string;
  ref?: string;
  fields: JsonObject;
}

/** A step of a run. */
type WaitingStep = { workflowId: string } & Pick<ListenCommand, 'step' | 'visit'>;

/** All that has been told, with its number and moment, by the test's clock (epoch ms). */
export class ToldEvents {
  readonly #events: (ToldEvent & { number: number; at: number })[] = [];
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
    const heard = this.#events.find(
      (told) => isAbout(told, { event, ref }) && told.at >= since && told.number > after,
    );
    const key = JSON.stringify([workflowId, step, visit]);
    if (heard === undefined) this.#waits.set(key, { workflowId, step, visit, event, ref });
    else this.#waits.delete(key);
    return { ...times, ...(heard && { heard: { number: heard.number, fields: heard.fields } }) };
  }

  /** Keeps an event; returns the steps that wait for it, each once. */
  take({ event, ref, fields }: ToldEvent): WaitingStep[] {
    const told = { event, fields, ...(ref === undefined ? {} : { ref }) };
    this.#events.push({ ...told, at: this.clock.now, number: this.#events.length + 1 });
    const woken = [...this.#waits].filter(([, wait]) => isAbout(told, wait));
    for (const [key] of woken) this.#waits.delete(key);
    return woken.map(([, { workflowId, step, visit }]) => ({ workflowId, step, visit }));
  }
}

const isAbout = (told: ToldEvent, wait: { event: string; ref: string }): boolean =>
  told.event === wait.event && (told.ref ?? wait.ref) === wait.ref;
