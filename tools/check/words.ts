/** Words that the glossary retires: none in names and comments of `src`, nor in docs, flows and schemas. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const GLOSSARY = 'docs/development/glossary.md';
const texts = ['docs', 'flows', 'schemas', 'README.md', 'CONTRIBUTING.md'];

/** What the glossary retires: everywhere, and as part of a name. */
export interface RetiredWords {
  words: ReadonlySet<string>;
  names: ReadonlySet<string>;
}

/** Reads the two tables below `## Retired terms`, the first column of each. */
export function retiredWords(glossary: string): RetiredWords {
  const [, retired] = glossary.split('\n## Retired terms\n');
  const [everywhere = '', inNames] = (retired ?? '').split('\n| Name | Use instead |\n');
  const found = { words: firstColumn(everywhere), names: firstColumn(inNames ?? '') };
  if (found.words.size > 0 && found.names.size > 0) return found;
  throw new Error(
    `${GLOSSARY} must have the heading "## Retired terms", and below it the tables "| Word |" and "| Name |".`,
  );
}

const firstColumn = (table: string): Set<string> =>
  new Set(
    [...table.matchAll(/^\| (?!-|Word|Name)([^|]+) \|/gm)].flatMap(([, cell = '']) =>
      cell.trim().split(', '),
    ),
  );

/** Each place of a code file where a retired word stands in a name or a comment, as `line: word`. */
export function retiredInCode(file: string, text: string, { words, names }: RetiredWords): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const found: string[] = [];
  const report = (at: number, word: string): void => {
    found.push(`${source.getLineAndCharacterOfPosition(at).line + 1}: ${word}`);
  };
  const retired = new Set([...words, ...names]);
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node))
      for (const word of [node.text, ...wordsOfName(node.text)])
        if (retired.has(word)) report(node.getStart(source), node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  for (const { pos, comment } of commentsOf(text))
    for (const [word] of comment.matchAll(/[\w-]+/g)) if (words.has(word.toLowerCase())) report(pos, word);
  return [...new Set(found)];
}

/** Each place of another text, as `line: word`. */
export function retiredInText(text: string, { words }: RetiredWords): string[] {
  return text
    .split('\n')
    .flatMap((line, index) =>
      [...line.matchAll(/[\w-]+/g)]
        .filter(([word]) => words.has(word) || words.has(word.toLowerCase()))
        .map(([word]) => `${index + 1}: ${word}`),
    );
}

const wordsOfName = (name: string): string[] =>
  name
    .replace(/^#/, '')
    .split(/(?=[A-Z])|_/)
    .map((word) => word.toLowerCase());

function commentsOf(text: string): { pos: number; comment: string }[] {
  const scanner = ts.createScanner(ts.ScriptTarget.ES2022, false, ts.LanguageVariant.Standard, text);
  const comments: { pos: number; comment: string }[] = [];
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    if (kind === ts.SyntaxKind.SingleLineCommentTrivia || kind === ts.SyntaxKind.MultiLineCommentTrivia)
      comments.push({ pos: scanner.getTokenStart(), comment: scanner.getTokenText() });
  }
  return comments;
}

/** Every place in the repository where a retired word stands, as `file:line: word`. */
export function retiredPlaces(): string[] {
  const retired = retiredWords(readFileSync(GLOSSARY, 'utf8'));
  const inCode = filesBelow('src')
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => at(file, retiredInCode(file, readFileSync(file, 'utf8'), retired)));
  const inTexts = texts
    .flatMap(filesBelow)
    .filter((file) => /\.(md|yaml|json)$/.test(file) && file !== GLOSSARY)
    .flatMap((file) => at(file, retiredInText(readFileSync(file, 'utf8'), retired)));
  return [...inCode, ...inTexts];
}

const at = (file: string, places: readonly string[]): string[] => places.map((place) => `${file}:${place}`);

const filesBelow = (root: string): string[] =>
  root.includes('.')
    ? [root]
    : readdirSync(root, { recursive: true, encoding: 'utf8' }).map((name) => join(root, name));
