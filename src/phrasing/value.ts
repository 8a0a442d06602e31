/** A value in a text: something that must stay what it is, however it is written. */

/** Kinds of values. */
type ValueKind =
  | 'link'
  | 'money'
  | 'date'
  | 'weekday'
  | 'month'
  | 'time'
  | 'span'
  | 'percent'
  | 'number'
  | 'code'
  | 'moment';

/** A value and where it stands. */
export interface Value {
  kind: ValueKind;
  /** Equal values have equal keys. */
  key: string;
  /** Of a date that names one. */
  year?: number;
  start: number;
  end: number;
  /** How it is bound: `before`, `after`, `about`, `least`, `most`, `within`, `since`, `end` (of what ends then), `whole` (what a part is of), or what a code belongs to. */
  relation?: string;
}

/** A text whose values are taken out one kind after the other; what is taken is blanked, so that nothing is read twice. */
export class Reading {
  readonly values: Value[] = [];
  #rest: string;

  constructor(readonly text: string) {
    this.#rest = text;
  }

  /** What has not been taken yet, as long as the text. */
  get rest(): string {
    return this.#rest;
  }

  /** Takes every match that is read as values; a match that `read` gives nothing for stays. */
  take(pattern: RegExp, read: (match: RegExpExecArray) => Omit<Value, 'start' | 'end'> | undefined): void {
    for (const match of this.#rest.matchAll(pattern)) {
      const value = read(match);
      if (value === undefined) continue;
      const [start, end] = [match.index, match.index + match[0].length];
      this.values.push({ ...value, start, end });
      this.#rest = this.#rest.slice(0, start) + '\u0000'.repeat(end - start) + this.#rest.slice(end);
    }
  }
}
