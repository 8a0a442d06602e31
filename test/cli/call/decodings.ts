/** All that a text can be decoded to: what a reader with patience would find in it. */

/** The text, and what stands behind its escapes, one in the other too. */
export function decodings(text: string): string[] {
  let found = [text];
  for (const round of [1, 2, 3])
    found = [...new Set([...found, ...found.flatMap(unescaped)])].slice(0, 4 ** round * 4);
  return [...found, ...found.flatMap(behindBase64), ...found.flatMap(behindHex)];
}

/** Secrets that stand in a text in any way; short ones not behind base64, where chance would find them too. */
export const foundIn = (text: string, secrets: readonly string[]): string[] => {
  const all = decodings(text);
  return secrets.filter(
    (secret) => all.some((each) => secret.length > 3 && each.includes(secret)) || text.includes(secret),
  );
};

const unescaped = (text: string): string[] => [
  json(text),
  xml(text),
  percent(text),
  percent(text.replaceAll('+', ' ')),
];

const json = (text: string): string =>
  text
    .replaceAll(/\\u([0-9a-fA-F]{4})/g, (_all, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    )
    .replaceAll(/\\(["\\/nrt])/g, (_all, sign: string) => ({ n: '\n', r: '\r', t: '\t' })[sign] ?? sign);

const xml = (text: string): string =>
  text.replaceAll(
    /&(?:#x([0-9a-fA-F]+)|#(\d+)|(amp|lt|gt|quot|apos));/g,
    (_all, hex?: string, code?: string, name?: string) => {
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      if (code !== undefined) return String.fromCodePoint(Number(code));
      return { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }[name ?? ''] ?? '';
    },
  );

const percent = (text: string): string =>
  text.replaceAll(/(?:%[0-9a-fA-F]{2})+/g, (run) => {
    const bytes = Buffer.from(run.replaceAll('%', ''), 'hex');
    return bytes.toString().includes('\ufffd') ? bytes.toString('latin1') : bytes.toString();
  });

const behindBase64 = (text: string): string[] =>
  [0, 1, 2, 3].map((offset) =>
    (text.match(/[A-Za-z0-9+/_-]{6,}/g) ?? [])
      .map((run) => Buffer.from(run.slice(offset), 'base64').toString())
      .join('\n'),
  );

const behindHex = (text: string): string[] =>
  (text.match(/(?:[0-9a-fA-F]{2}){4,}/g) ?? []).map((run) => Buffer.from(run, 'hex').toString());
