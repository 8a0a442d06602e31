/** The transcript of the demo: who says what, and which claims held. */

/** Takes lines as they come and writes them, if anybody reads. */
export class Transcript {
  constructor(readonly write: (line: string) => void) {}

  /** A headline. */
  scene(name: string, title: string): void {
    this.write(`\n(${name}) ${title}`);
  }

  /** Somebody says something; further lines of a text are set below its first. */
  line(who: string, text: string): void {
    const [first = '', ...rest] = text.split('\n');
    this.write(`  ${who.padStart(10)}  ${first}`);
    for (const line of rest) this.write(`${' '.repeat(14)}${line}`);
  }

  /** A claim that held. */
  claim(text: string): void {
    this.write(`${' '.repeat(12)}✓ ${text}`);
  }
}
