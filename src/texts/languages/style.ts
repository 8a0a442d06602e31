/** Styles: the neutral one, which has every sentence, and others that may lack some. */

/** The default style of a merchant. */
export const neutral = 'neutral';

/** The language and style of a text. */
export interface TextStyle {
  /** BCP 47. */
  language: string;
  style: string;
}

/** The name of a text style, which is also its texts' file name: `de`, `de.warm`. */
export const nameOfTextStyle = ({ language, style }: TextStyle): string =>
  style === neutral ? language : `${language}.${style}`;

/** Parses such a name; undefined if it is invalid. */
export function textStyleOf(name: string): TextStyle | undefined {
  const [, language, style = neutral] =
    /^([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)(?:\.([a-z]+(?:-[a-z]+)*))?$/.exec(name) ?? [];
  if (language === undefined || name.endsWith(`.${neutral}`)) return undefined;
  return { language, style };
}
