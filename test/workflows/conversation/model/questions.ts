/** The outbox of a game: where questions stand in it, and which are announced and not there yet. */
import type { AskName, UnderstoodMessage } from '../../../../src/contracts/activities.js';

/** One. */
export class Questions {
  /** How many rows there are. */
  last = 0;
  readonly #positions = new Map<string, number>();
  readonly #announced = new Set<string>();

  /** Whether one is still to be delivered. */
  get isDue(): boolean {
    return this.#announced.size > 0;
  }

  /** The conversation knows of a question; it is delivered later. */
  announce(ask: AskName): void {
    if (this.positionOf(ask) === undefined) this.#announced.add(nameOf(ask));
  }

  /** The next question stands in the outbox. */
  deliver(): void {
    const [name] = this.#announced;
    if (name === undefined) return;
    this.#announced.delete(name);
    this.#positions.set(name, ++this.last);
  }

  /** Where a question stands, if it has been delivered. */
  positionOf(ask: AskName): number | undefined {
    return this.#positions.get(nameOf(ask));
  }

  /** Those of the questions that stand there. */
  delivered(asks: readonly AskName[]): NonNullable<UnderstoodMessage['delivered']> {
    return asks.flatMap(({ run, key }) => {
      const position = this.positionOf({ run, key });
      return position === undefined ? [] : [{ run, key, position }];
    });
  }
}

const nameOf = ({ run, key }: AskName): string => `${run} ${key}`;
