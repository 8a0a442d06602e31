/** Tones: the neutral one, in which every sentence is there, and others that may lack some. */

/** The tone of a merchant that chooses none. */
export const neutral = 'neutral';

/** In which language and tone a text is written. */
export interface Manner {
  /** BCP 47. */
  language: string;
  tone: string;
}

/** The name of a manner, which is that of its file of texts: `de`, `de.warm`. */
export const nameOfManner = ({ language, tone }: Manner): string =>
  tone === neutral ? language : `${language}.${tone}`;

/** Reads such a name; undefined where it is none. */
export function mannerOf(name: string): Manner | undefined {
  const [, language, tone = neutral] =
    /^([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)(?:\.([a-z]+(?:-[a-z]+)*))?$/.exec(name) ?? [];
  if (language === undefined || name.endsWith(`.${neutral}`)) return undefined;
  return { language, tone };
}
