/** Insertions into TypeScript, by its syntax tree: a registry's list, map or union gets one entry more. */
import ts from 'typescript';
import { NewError } from './names.js';

const parse = (text: string): ts.SourceFile =>
  ts.createSourceFile('file.ts', text, ts.ScriptTarget.ES2022, true);

const insert = (text: string, at: number, piece: string): string =>
  text.slice(0, at) + piece + text.slice(at);

/** The first node, in reading order, that is what is looked for. */
function first<N extends ts.Node>(node: ts.Node, is: (node: ts.Node) => node is N): N | undefined {
  if (is(node)) return node;
  return ts.forEachChild(node, (child) => first(child, is));
}

function found<N>(node: N | undefined, what: string): N {
  if (node === undefined) throw new NewError(`The code has no ${what} any more; tools/new must follow it.`);
  return node;
}

const initializerOf = (text: string, variable: string): ts.Expression => {
  const isIt = (node: ts.Node): node is ts.VariableDeclaration =>
    ts.isVariableDeclaration(node) && node.name.getText() === variable;
  return found(first(parse(text), isIt)?.initializer, `\`${variable}\``);
};

/** Imports one name more from a module. */
export function addImport(
  text: string,
  name: string,
  module: string,
  kind: 'value' | 'type' = 'value',
): string {
  const imports = parse(text).statements.filter(ts.isImportDeclaration);
  const same = imports.find(
    ({ moduleSpecifier, importClause }) =>
      ts.isStringLiteral(moduleSpecifier) &&
      moduleSpecifier.text === module &&
      (importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword) === (kind === 'type'),
  );
  const bindings = same?.importClause?.namedBindings;
  if (bindings !== undefined && ts.isNamedImports(bindings)) {
    if (bindings.elements.some((element) => element.name.text === name)) return text;
    return insert(text, bindings.elements.end, `, ${name}`);
  }
  const last = found(imports.at(-1), 'imports');
  return insert(text, last.end, `\nimport ${kind === 'type' ? 'type ' : ''}{ ${name} } from '${module}';`);
}

/** Adds an element to the first list in a variable's value. */
export function addElement(text: string, variable: string, element: string): string {
  const list = found(
    first(initializerOf(text, variable), ts.isArrayLiteralExpression),
    `list \`${variable}\``,
  );
  const last = list.elements.at(-1);
  return last === undefined
    ? insert(text, list.getStart() + 1, element)
    : insert(text, last.end, `, ${element}`);
}
