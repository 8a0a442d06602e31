/** Keeps secrets out of command output: their values are known, so they are found wherever they occur. */
import type { Json } from '../../contracts/json.js';
import { likeThose, type Secrets } from '../../security/secrets.js';
import { writtenForms } from './written-forms.js';

/** Printed in place of a secret. */
export const MASK = '•••';

/** Values that reveal nothing: masking each of them would hide the answer. */
const SAYS_NOTHING = /^(?:true|false|null|\d?)$/;

/** A URL without credentials may be stored as a secret, but needs no masking. */
const isAddress = (value: string): boolean =>
  URL.canParse(value) && /^https?:/.test(value) && !/[@?#]/.test(value);

/** Possible base64 of more than a word. */
const ENCODED = /[A-Za-z0-9+/_-]{12,}/g;
/** Shorter values would match in any bytes. */
const REVEALING = 4;

/** A path segment too random to guess: some systems use one as a credential. */
const UNGUESSABLE = /^(?=.*\d)(?=.*[A-Za-z])[\w-]{16,}$/;

/** Secrets that remember which values they returned. */
export class KnownSecrets {
  readonly #forms = new Map<string, readonly RegExp[]>();

  /** Looks a secret up, and remembers it. */
  readonly lookUp: Secrets;

  constructor(secrets: Secrets) {
    this.lookUp = likeThose(secrets, (name) => {
      const value = secrets(name);
      if (value === undefined) return undefined;
      if (!isAddress(value)) this.know(value);
      else for (const part of new URL(value).pathname.split('/')) if (UNGUESSABLE.test(part)) this.know(part);
      return value;
    });
  }

  /** Remembers a credential that came from elsewhere, such as a token. */
  know(value: string): void {
    if (!SAYS_NOTHING.test(value) && !this.#forms.has(value)) this.#forms.set(value, writtenForms(value));
  }

  /** The text with every known secret masked, however it is encoded there. */
  masked(text: string, mask = MASK): string {
    if (this.#forms.size === 0) return text;
    const forms = [...this.#forms]
      .sort(([one], [other]) => other.length - one.length)
      .flatMap(([, each]) => each);
    const plainly = forms.reduce((masked, form) => masked.replaceAll(form, mask), text);
    return plainly.replaceAll(ENCODED, (run) => (this.#isBehind(run) ? mask : run));
  }

  /** Whether a base64 run contains a known secret, even escaped, at any offset of its four-character groups. */
  #isBehind(run: string): boolean {
    const revealing = [...this.#forms].flatMap(([value, forms]) => (value.length < REVEALING ? [] : forms));
    return [0, 1, 2, 3].some((start) => {
      const text = Buffer.from(run.slice(start), 'base64').toString();
      return revealing.some((form) => text.search(form) >= 0);
    });
  }

  /** A value with every known secret masked in its texts and member names. */
  maskedIn(value: Json): Json {
    if (typeof value === 'string') return this.masked(value);
    if (typeof value === 'number') return this.masked(String(value)) === String(value) ? value : MASK;
    if (value === null || typeof value === 'boolean') return value;
    if (Array.isArray(value)) return value.map((item: Json) => this.maskedIn(item));
    return Object.fromEntries(
      Object.entries(value).map(([name, item]: [string, Json]) => [this.masked(name), this.maskedIn(item)]),
    );
  }
}
