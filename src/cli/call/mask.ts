/** Keeps secrets out of what a command prints: their values are known, so they are found wherever they stand. */
import type { Secrets } from '../../security/secrets.js';

const MASK = '•••';

/** Shorter secrets would mask ordinary words. */
const SHORTEST = 4;

/** An address without credentials is kept by name like a secret, but hides nothing. */
const isAddress = (value: string): boolean =>
  URL.canParse(value) && /^https?:/.test(value) && !/[@?#]/.test(value);

/** Secrets that remember what they gave out. */
export class KnownSecrets {
  readonly #values = new Set<string>();

  constructor(private readonly secrets: Secrets) {}

  /** Looks a secret up, and remembers it. */
  readonly lookUp: Secrets = (name) => {
    const value = this.secrets(name);
    if (value !== undefined && !isAddress(value)) this.know(value);
    return value;
  };

  /** Remembers a credential that came from elsewhere, such as a token. */
  know(value: string): void {
    if (value.length >= SHORTEST) this.#values.add(value);
  }

  /** The text without any of them, plain, percent-encoded or in base64. */
  masked(text: string): string {
    const written = [...this.#values].flatMap((value) => [
      value,
      encodeURIComponent(value),
      Buffer.from(value).toString('base64').replace(/=+$/, ''),
    ]);
    return [...new Set(written)]
      .sort((one, other) => other.length - one.length)
      .reduce((masked, value) => masked.replaceAll(value, MASK), text);
  }
}
