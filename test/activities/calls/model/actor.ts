/** An attempt as a schedule moves it: it runs from one point to the next, and stands still in between. */

/** Something that stands still at points, and goes on when it is told to. */
export class Actor {
  /** Where it stands. */
  at = 'start';
  state: 'waiting' | 'ended' | 'dead' = 'waiting';
  private goOn: () => void;
  private stands: () => void = () => undefined;

  constructor(
    readonly name: string,
    work: (actor: Actor) => Promise<void>,
  ) {
    this.goOn = () => {
      void work(this).then(() => {
        this.state = 'ended';
        this.stands();
      });
    };
  }

  /** Stands still until the schedule wakes it. */
  pause(at: string): Promise<void> {
    this.at = at;
    return new Promise((resolve) => {
      this.goOn = resolve;
      this.stands();
    });
  }

  /** Runs to the next point, or to the end. */
  step(): Promise<void> {
    return new Promise((resolve) => {
      this.stands = resolve;
      this.goOn();
    });
  }

  /** The process is killed where it stands. */
  kill(): void {
    this.state = 'dead';
  }
}
