/** Values that try to be more than values, by name. */
export const hostileValues: readonly (readonly [string, string])[] = [
  ['quotes', `a"b'c`],
  ['the end of CDATA', 'a]]>b'],
  ['a lone end of a bracket', ']]'],
  ['an element', '</v><admin>1</admin><v>'],
  ['an attribute', '" admin="1'],
  ['an attribute in single quotes', "' admin='1"],
  ['an entity', '&amp;&#x41;&xxe;'],
  ['a comment', '<!-- x -->'],
  ['an instruction', '<?php echo 1; ?>'],
  ['a parameter', '1&admin=1#x?y=z'],
  ['a plus, a percent and blanks inside', 'a+b %41 %22 c'],
  ['a header', 'x\r\nX-Admin: 1'],
  ['a part', 'x\r\n--orderly\r\ncontent-disposition: form-data; name="admin"\r\n\r\n1'],
  ['another path', '../admin'],
  ['dots', '..'],
  ['one dot', '.'],
  ['an encoded path', '%2e%2e%2fadmin'],
  ['a backslash', '..\\admin'],
  ['a template', '${inputs.number}${secret.KEY}'],
  ['a GraphQL selection', '") { admin } #'],
  ['JSON', '","admin":"1'],
  ['a null byte', 'a\0b'],
  ['a control character', 'a\x01b'],
  ['a tab and line breaks', 'a\tb\nc\rd'],
  ['blanks around', ' a '],
  ['four bytes', '😀 Ωμέγα ü'],
  ['a lone surrogate', 'a\ud800b'],
  ['no character of XML', 'a\uffffb'],
  ['prototype names', '__proto__'],
  ['a hundred kilobytes', 'ä<'.repeat(50_000)],
];

/** What a value can be where only visible ASCII goes. */
export const isHeaderText = (value: string): boolean =>
  /^[\x20-\x7e]*$/.test(value) && value === value.trim();

/** What XML 1.0 can carry. */
export const isXmlText = (value: string): boolean =>
  /^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]*$/u.test(value);

/** What UTF-8 can carry. */
export const isUnicode = (value: string): boolean => !/\p{Surrogate}/u.test(value);
