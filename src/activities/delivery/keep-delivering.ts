/** Sends what a table says is due, from time to time, until it is told to end. */

const intervalMs = 2_000;

/** What is due and taken by this worker, at most so much; and how one of it is sent, which never throws. */
export interface Deliveries<Item> {
  claim: (limit: number) => Promise<Item[]>;
  deliver: (item: Item) => Promise<void>;
}

/** Sends at most `most` at a time from now on; the returned end waits for what is under way. */
export function keepDelivering<Item>(
  { claim, deliver }: Deliveries<Item>,
  most: number,
  everyMs = intervalMs,
): () => Promise<void> {
  const underWay = new Set<Promise<void>>();
  let looking: Promise<void> | undefined;
  const look = async (): Promise<void> => {
    for (const item of await claim(most - underWay.size)) {
      const delivery = deliver(item).finally(() => underWay.delete(delivery));
      underWay.add(delivery);
    }
  };
  const timer = setInterval(() => {
    // A store that does not answer is told by /readyz; one that is slow is not asked again meanwhile.
    looking ??= look()
      .catch(() => undefined)
      .finally(() => {
        looking = undefined;
      });
  }, everyMs).unref();
  return async () => {
    clearInterval(timer);
    await looking;
    await Promise.all(underWay);
  };
}
