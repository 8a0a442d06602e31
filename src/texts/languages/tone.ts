/** Tones: the neutral one, which has every sentence, and others that may lack some. */

/** The default tone of a merchant. */
export const neutral = 'neutral';

/** The language and tone of a text. */
export interface Manner {
  /** BCP 47. */
  language: string;
  tone: string;
}

/** The name of a manner, which is also its texts' file name: `de`, `de.warm`. */
export const nameOfManner = ({ language, tone }: Manner): string =>
  tone === neutral ? language : `${language}.${tone}`;

/** Parses such a name; undefined if it is invalid. */
export function mannerOf(name: string): Manner | undefined {
  const [, language, tone = neutral] =
    /^([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)(?:\.([a-z]+(?:-[a-z]+)*))?$/.exec(name) ?? [];
  if (language === undefined || name.endsWith(`.${neutral}`)) return undefined;
  return { language, tone };
}
