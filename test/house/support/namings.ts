/** Where code and YAML name things: by texts of their own, not by words within one. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { isScalar, LineCounter, parseDocument, visit } from 'yaml';

/** A name, and where it stands. */
export interface Naming {
  name: string;
  /** Its path in the folder. */
  file: string;
  line: number;
}

type File = readonly [file: string, text: string];

/** Every place of a folder's files where one of the names stands; `files` stands in for the folder. */
export function namingsIn(
  folder: string,
  names: ReadonlySet<string>,
  files: readonly File[] = filesOf(folder),
): Naming[] {
  return files.flatMap(([file, text]) =>
    (file.endsWith('.ts') ? inCode(text) : inYaml(text)).flatMap(({ name, line }) =>
      names.has(name) ? [{ name, file, line }] : [],
    ),
  );
}

function filesOf(folder: string): File[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|yaml)$/.test(file))
    .sort()
    .map((file) => [file.replaceAll('\\', '/'), readFileSync(join(folder, file), 'utf8')]);
}

type Found = Omit<Naming, 'file'>;

/** Texts, and names of properties that are no ordinary words. */
function inCode(text: string): Found[] {
  const source = ts.createSourceFile('file.ts', text, ts.ScriptTarget.ES2022, true);
  const found: Found[] = [];
  const look = (node: ts.Node): void => {
    const isName = ts.isIdentifier(node) && node.text.includes('_');
    if (ts.isStringLiteralLike(node) || isName) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push({ name: node.text, line: line + 1 });
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

function inYaml(text: string): Found[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: 'failsafe', lineCounter: lines });
  const found: Found[] = [];
  visit(document, {
    Scalar(_, node) {
      if (!isScalar<string>(node)) return;
      found.push({ name: node.value, line: lines.linePos(node.range?.[0] ?? 0).line });
    },
  });
  return found;
}
