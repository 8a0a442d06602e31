/** Paths to what the answer cannot have: what a GraphQL document does not ask for, and what SOAP and a WSDL do not know. */
import { Kind, parse as parseGraphql, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';
import parsePath, { type JsonPathQuery } from 'jsonpath-rfc9535/parser';
import type { Json, JsonObject } from '../../../contracts/json.js';
import type { Path } from '../../../flows/yaml/document.js';
import { didYouMean, nearest } from '../../../flows/yaml/suggest.js';
import { type PlacedPath, placedPaths } from '../paths-of-rules.js';
import type { Report } from '../report-issues.js';
import type { RequestRules } from '../requests/schema.js';
import type { ConnectionFile, OperationRules } from '../schema.js';
import { WsdlProblem, type XsdElement } from '../wsdl/model.js';
import { readWsdl } from '../wsdl/read-wsdl.js';

/** What stands at a place of the answer: its members by name, on demand; undefined where anything may. */
type Known = (() => ReadonlyMap<string, Known>) | undefined;

/** What is known of an answer, and how sure that is. */
interface AnswerShape {
  root: Known;
  /** False for a WSDL: systems answer more than theirs says. */
  isSure: boolean;
  /** Why a name is not there. */
  says: (name: string) => string;
}

type SiblingFiles = (name: string) => Buffer | undefined;

/** Reports paths of fields and conditions that lead to nothing in any answer. */
export function checkAnswerPaths(
  file: ConnectionFile,
  report: Report,
  { siblingFiles }: { siblingFiles: SiblingFiles },
): void {
  const isSoap = Object.values(file.operations).some(({ request }) => request.soap !== undefined);
  if (isSoap) {
    // YAML gives JSON.
    const rules = { errorRules: file.errorRules } as unknown as JsonObject;
    for (const placed of placedPaths(rules)) checkPath(placed, soapShape(undefined), [], report);
  }
  for (const [name, rules] of Object.entries(file.operations)) {
    const path = ['operations', name];
    checkAnswer(rules, path, report, siblingFiles);
    for (const [index, link] of (rules.chain ?? []).entries())
      checkAnswer(link, [...path, 'chain', index], report, siblingFiles);
  }
}

type AnswerOf = Pick<OperationRules, 'request' | 'answer' | 'together'> | { request: RequestRules };

function checkAnswer(rules: AnswerOf, path: Path, report: Report, siblingFiles: SiblingFiles): void {
  // Several answers at once have names of their own, and elements of chosen namespaces too.
  if ('together' in rules && rules.together !== undefined) return;
  if ('answer' in rules && rules.answer !== undefined) return;
  const shape = shapeOf(rules.request, siblingFiles);
  if (shape === undefined) return;
  const json = rules as unknown as JsonObject; // YAML gives JSON
  for (const placed of placedPaths(json))
    if (isOfWhole(placed.at, json)) checkPath(placed, shape, path, report);
}

/** Keys whose paths are read from the whole answer, or from the items that `at` or `each` leads to. */
const FOLLOWED = new Set([
  ...['at', 'each', 'fields', 'take'],
  ...['none', 'success', 'refusal', 'paging', 'truncated'],
]);

/** Whether a path is read from where it seems to be: not inside a record that is found elsewhere. */
function isOfWhole(at: Path, rules: JsonObject): boolean {
  const [first = '', ...rest] = at;
  if (!FOLLOWED.has(String(first))) return false;
  let map: Json | undefined = rules[first];
  for (const key of rest) {
    if (map === undefined || map === null || typeof map !== 'object') return true;
    if ('lookup' in map ? key !== 'lookup' : key === 'fields' && 'at' in map) return false;
    map = (map as Readonly<Record<string, Json>>)[key];
  }
  return true;
}

function shapeOf(
  { graphql, operationName, soap }: RequestRules,
  siblingFiles: SiblingFiles,
): AnswerShape | undefined {
  if (graphql !== undefined) {
    const text = graphql.includes('{') ? graphql : siblingFiles(graphql)?.toString('utf8');
    return text === undefined ? undefined : graphqlShape(text, operationName);
  }
  if (soap === undefined) return undefined;
  return soapShape(soap.wsdl === undefined ? undefined : outputOf(soap.wsdl, soap.operation, siblingFiles));
}

// What a GraphQL document asks for.

const anything: Known = undefined;

function graphqlShape(text: string, operationName: string | undefined): AnswerShape | undefined {
  const { definitions } = parseGraphql(text, { maxTokens: 50_000 });
  const fragments = new Map(
    definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
  const operation = definitions.find(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION &&
      (operationName === undefined || definition.name?.value === operationName),
  );
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return undefined;
  const root = new Map<string, Known>([
    ['data', selected(operation.selectionSet, fragments)],
    ['errors', anything],
    ['extensions', anything],
  ]);
  return {
    root: () => root,
    isSure: true,
    says: (name) => `The GraphQL document does not ask for \`${name}\` here, so it is in no answer.`,
  };
}

/** The names in a selection, those of fragments included; a field without one of its own may hold anything. */
function selected(
  { selections }: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): Known {
  return () => {
    const found = new Map<string, Known>();
    const add = (set: SelectionSetNode | undefined): void => {
      for (const [name, known] of (set === undefined ? undefined : selected(set, fragments))?.() ?? [])
        found.set(name, both(found.get(name), known, found.has(name)));
    };
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) add(fragments.get(selection.name.value)?.selectionSet);
      else if (selection.kind === Kind.INLINE_FRAGMENT) add(selection.selectionSet);
      else {
        const name = (selection.alias ?? selection.name).value;
        const own = selection.selectionSet && selected(selection.selectionSet, fragments);
        found.set(name, both(found.get(name), own, found.has(name)));
      }
    }
    return found;
  };
}

/** What two selections of one name ask for together. */
function both(first: Known, second: Known, isTwice: boolean): Known {
  if (!isTwice) return second;
  return first && second && (() => new Map([...first(), ...second()]));
}

// What is in the Body of a SOAP answer.

const faultParts: ReadonlyMap<string, Known> = new Map([
  ['code', () => new Map<string, Known>()],
  ['reason', () => new Map<string, Known>()],
  ['detail', anything],
]);

/** The parts of a fault in the envelopes of both versions, and their names here. */
const faultNames: Readonly<Record<string, string>> = {
  ...{ faultcode: 'code', Code: 'code', Subcode: 'code', faultstring: 'reason', Reason: 'reason' },
  ...{ Detail: 'detail' },
};

function soapShape(output: XsdElement | undefined): AnswerShape {
  const fault: Known = () => faultParts;
  const root = new Map<string, Known>([
    ['Fault', fault],
    ...(output === undefined ? [] : [[output.name, elementShape(output)] as const]),
  ]);
  return {
    root: output === undefined ? () => openRoot : () => root,
    isSure: false,
    says: (name) => `The WSDL has no \`${name}\` at this place of the answer.`,
  };
}

/** Without a WSDL, anything may be in Body but the envelope around it. */
const openRoot: ReadonlyMap<string, Known> = new Map([['Fault', () => faultParts]]);

function elementShape({ type }: XsdElement): Known {
  if (type.kind === 'simple') return () => new Map([['#text', anything]]);
  if (type.refused !== undefined) return anything;
  return () =>
    new Map<string, Known>([
      ...type.elements.map((element) => [element.name, safely(element)] as const),
      ...type.attributes.map(({ name }) => [`@${name}`, anything] as const),
      ...(type.text ? [['#text', anything] as const] : []),
    ]);
}

/** What an element holds; anything where its type cannot be read. */
function safely(element: XsdElement): Known {
  try {
    return elementShape(element);
  } catch (error) {
    if (error instanceof WsdlProblem) return anything;
    throw error;
  }
}

/** The element of the answer by the WSDL; undefined if it cannot be read. */
function outputOf(
  file: string,
  name: string | undefined,
  siblingFiles: SiblingFiles,
): XsdElement | undefined {
  try {
    const { services } = readWsdl(file, (each) => siblingFiles(each)?.toString('utf8'));
    const operations = services.flatMap(({ ports }) => ports).flatMap((port) => port.operations);
    const output = operations.find((operation) => operation.name === name)?.output;
    return output && safely(output) ? output : undefined;
  } catch (error) {
    if (error instanceof WsdlProblem) return undefined;
    throw error;
  }
}

// Follows a path through what is known.

/** A name on the way that is not there: what would be, and the whole path as it should begin. */
interface Astray {
  name: string;
  known: ReadonlyMap<string, Known>;
  before: readonly string[];
}

function checkPath(
  { path, base = '$', at }: PlacedPath,
  shape: AnswerShape,
  below: Path,
  report: Report,
): void {
  const start = follow(base, { known: shape.root, before: [] });
  // What the path builds on leads to nothing, which is told there.
  if (start === undefined || 'name' in start) return;
  const end = follow(path, start);
  if (end === undefined || !('name' in end)) return;
  const { name, known, before } = end;
  const place = [...below, ...at];
  const [inSoap] = before;
  if (before.length === 0 && !shape.isSure && /^(Envelope|Body|Header)$/.test(name)) {
    const message = `Paths start inside \`Body\`: there is no \`${name}\` in what is read.`;
    const hint = `Write \`${path.replace(/^\$(\.Envelope)?(\.Body)?/, '$')}\`.`;
    report.add(place, 'connection_path_absent', message, { hint });
  } else if (inSoap === 'Fault' && before.length === 1 && !shape.isSure) {
    const right = Object.hasOwn(faultNames, name) ? faultNames[name] : undefined;
    const message = `A fault has \`code\`, \`reason\` and \`detail\` here, whatever its SOAP version is, and no \`${name}\`.`;
    const hint = `Write \`$.Fault.${right ?? 'code'}\`${right === undefined ? ', `$.Fault.reason` or `$.Fault.detail.…`' : ''}.`;
    report.add(place, 'connection_path_absent', message, { hint });
  } else if (known !== openRoot) {
    const hint = hintFor(end, path, shape);
    if (shape.isSure) report.add(place, 'connection_path_absent', shape.says(name), { hint });
    else report.warn(place, 'connection_path_absent', shape.says(name), { hint });
  }
}

/** The path from one level further in, where the name is there; else names that are like it. */
function hintFor({ name, known, before }: Astray, path: string, { isSure }: AnswerShape): string {
  const outer = before.length === 0 ? wayTo(name, known) : undefined;
  if (outer !== undefined) return `Write \`$.${outer.join('.')}${path.slice(1)}\`.`;
  const names = [...known.keys()];
  const also = isSure && nearest(name, names) === undefined ? ' Or add it to the document.' : '';
  return `${didYouMean(name, names)}${also}`;
}

/** Names that lead to a member of this name further in; the shortest way of at most three. */
function wayTo(name: string, known: ReadonlyMap<string, Known>): string[] | undefined {
  let ways = [{ names: [] as string[], members: known }];
  for (let depth = 0; depth < 3; depth += 1) {
    ways = ways.flatMap(({ names, members }) =>
      [...members].flatMap(([member, inner]) =>
        inner === undefined ? [] : { names: [...names, member], members: inner() },
      ),
    );
    const found = ways.find(({ members }) => members.has(name));
    if (found !== undefined) return found.names;
  }
  return undefined;
}

type Segments = JsonPathQuery['segments'];
type Step = { known: Known; before: readonly string[] };

/** Where a path leads; undefined where anything may be, or the path is more than names and lists. */
function follow(path: string, from: Step): Step | Astray | undefined {
  let { known, before } = from;
  for (const name of namesIn(path)) {
    if (name === undefined || known === undefined) return undefined;
    const members = known();
    if (!members.has(name)) return { name, known: members, before };
    known = members.get(name);
    before = [...before, name];
  }
  return { known, before };
}

/** The names of a path; one that cannot be read is told elsewhere. */
function namesIn(path: string): (string | undefined)[] {
  try {
    return namesOf(parsePath(path).segments);
  } catch {
    return [undefined];
  }
}

/** The names on the way; items of lists have none, and undefined stands for all that cannot be followed. */
const namesOf = (segments: Segments): (string | undefined)[] =>
  segments.flatMap(({ type, node }, index): (string | undefined)[] => {
    const [only, second] = node.type === 'BracketedSelection' ? node.selectors : [node];
    if (type !== 'ChildSegment' || second !== undefined) return [undefined];
    if (only.type === 'MemberNameShorthand' || only.type === 'NameSelector') return [only.value];
    const before = segments[index - 1]?.node;
    // What is no list is chosen from by its members.
    const isObject =
      before === undefined || (before.type === 'MemberNameShorthand' && before.value === 'data');
    return isObject ? [undefined] : [];
  });
