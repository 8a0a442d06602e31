/** The pages of the documentation, as tests read them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A page with its path from the root of the project. */
export interface Page {
  path: string;
  text: string;
}

/** The pages at the top of the repository, and everything below docs/. */
export const pages: readonly Page[] = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'],
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
].map((path) => ({ path, text: readFileSync(path, 'utf8') }));

/** One page. */
export function page(path: string): Page {
  const found = pages.find((each) => each.path === path);
  if (found === undefined) throw new Error(`there is no ${path}`);
  return found;
}

/** The code blocks of a language, in their order. */
export const blocks = ({ text }: Page, language: string): string[] =>
  [...text.matchAll(new RegExp(String.raw`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'gm'))].map(
    ([, block = '']) => block,
  );

/** The text below a heading, up to the next one of its level or above. */
export function section({ path, text }: Page, heading: string): string {
  const [, marks = ''] = /^(#+) /.exec(heading) ?? [];
  const from = text.indexOf(`\n${heading}\n`);
  if (from < 0) throw new Error(`${path} has no heading ${heading}`);
  const rest = text.slice(from + heading.length + 2);
  const end = rest.search(new RegExp(`^#{1,${marks.length}} `, 'm'));
  return end < 0 ? rest : rest.slice(0, end);
}

/** The first column of every table in a text, without backticks. */
export const rowNames = (text: string): string[] =>
  [...text.matchAll(/^\| `([^`|]+)`/gm)].map(([, name = '']) => name);
