/** A flowchart being drawn: nodes in groups and the edges between them, written as Mermaid at the end, or given as data. */

/** Shape of a node, by what it represents. */
export type Shape =
  'step' | 'decision' | 'end' | 'subflow' | 'question' | 'approval' | 'loop' | 'people' | 'fork';

const brackets: Readonly<Record<Shape, readonly [open: string, close: string]>> = {
  step: ['[', ']'],
  decision: ['{', '}'],
  end: ['([', '])'],
  subflow: ['[[', ']]'],
  question: ['[/', '/]'],
  approval: ['{{', '}}'],
  loop: ['[\\', '/]'],
  people: ['>', ']'],
  fork: ['((', '))'],
};

/** A flowchart as data, for whoever lays it out. */
export interface GraphData {
  /** `step`: id of the step that it stands for, or belongs to. */
  nodes: {
    id: string;
    shape: Shape;
    lines: string[];
    mark?: 'money' | 'approval';
    group?: string;
    step?: string;
  }[];
  /** `outcomes`: how the step of `from` ends that leads along it, where that is known. */
  edges: { from: string; to: string; label?: string; dashed?: true; outcomes?: string[] }[];
  groups: { id: string; title: string; parent?: string }[];
}

/** An edge still waiting for its target node. */
export interface LooseEnd {
  from: string;
  label?: string;
  dashed?: boolean;
  /** How its step ends that leads along it. */
  outcomes?: readonly string[];
}

interface Group {
  id: string;
  title: string;
  lines: (string | Group)[];
}

/** Colours for nodes that deserve a second look. */
const styles: readonly string[] = [
  'classDef money stroke:#b3261e,stroke-width:3px',
  'classDef approval fill:#fff4d6,stroke:#8a6d00,color:#1d1b20',
];

/** Nodes and edges, in the order in which they were drawn. */
export class Graph {
  readonly #root: Group = { id: '', title: '', lines: [] };
  readonly #edges: string[] = [];
  readonly #marked = new Map<string, string[]>();
  #group = this.#root;
  #nodes = 0;
  #groups = 0;
  readonly #data: GraphData = { nodes: [], edges: [], groups: [] };
  #step: string | undefined;

  /** The same as data. */
  get data(): GraphData {
    return this.#data;
  }

  /** Draws what stands for a step. */
  ofStep<T>(step: string, draw: () => T): T {
    const outer = this.#step;
    this.#step = step;
    try {
      return draw();
    } finally {
      this.#step = outer;
    }
  }

  /** Adds a node to the current group; returns its id. */
  node(shape: Shape, lines: readonly string[], mark?: 'money' | 'approval'): string {
    const id = `n${this.#nodes++}`;
    const [open, close] = brackets[shape];
    this.#group.lines.push(`${id}${open}${label(lines)}${close}`);
    if (mark !== undefined) this.#marked.set(mark, [...(this.#marked.get(mark) ?? []), id]);
    this.#data.nodes.push({
      ...{ id, shape, lines: [...lines] },
      ...(mark === undefined ? {} : { mark }),
      ...(this.#group === this.#root ? {} : { group: this.#group.id }),
      ...(this.#step === undefined ? {} : { step: this.#step }),
    });
    return id;
  }

  /** Adds a node outside all groups. */
  atTop(shape: Shape, lines: readonly string[]): string {
    const group = this.#group;
    this.#group = this.#root;
    const id = this.node(shape, lines);
    this.#group = group;
    return id;
  }

  /** Connects loose ends to a node. */
  connect(ends: readonly LooseEnd[], to: string): void {
    for (const { from, label: words, dashed, outcomes } of ends) {
      const arrow = dashed === true ? '-.->' : '-->';
      this.#data.edges.push({
        ...{ from, to },
        ...(words === undefined ? {} : { label: words }),
        ...(dashed === true ? { dashed } : {}),
        ...(outcomes === undefined ? {} : { outcomes: [...outcomes] }),
      });
      this.#edges.push(`${from} ${arrow}${words === undefined ? '' : `|${label([words])}|`} ${to}`);
    }
  }

  /** Draws something inside a group with a title. */
  group<T>(title: string, draw: () => T): T {
    const outer = this.#group;
    const group: Group = { id: `g${this.#groups++}`, title, lines: [] };
    outer.lines.push(group);
    const parent = outer === this.#root ? {} : { parent: outer.id };
    this.#data.groups.push({ id: group.id, title, ...parent });
    this.#group = group;
    try {
      return draw();
    } finally {
      this.#group = outer;
    }
  }

  /** The whole graph as Mermaid. */
  toString(): string {
    const used = styles.filter((style) => this.#marked.has(style.split(' ')[1] ?? ''));
    const classes = [...this.#marked].map(([mark, ids]) => `class ${ids.join(',')} ${mark}`);
    const lines = [...this.#root.lines.flatMap(raw), ...this.#edges, ...used, ...classes];
    return `flowchart TD\n${lines.map((line) => `  ${line}\n`).join('')}`;
  }
}

function raw(line: string | Group): string[] {
  if (typeof line === 'string') return [line];
  const inner = line.lines.flatMap(raw).map((each) => `  ${each}`);
  return [`subgraph ${line.id}[${label([line.title])}]`, ...inner, 'end'];
}

/** Characters allowed in a quoted label; Mermaid decodes all others from their code points after parsing. */
const plainCharacter = /[\p{L}\p{M}\p{N}\p{Emoji_Presentation} .,?!'():/€‹›“”’…–·→-]/u;

/** Mermaid marks entities by these letters while it parses. */
const markers = /[ﬂ¶]/u;

/** Lines as one quoted label, with line breaks between them. */
function label(lines: readonly string[]): string {
  const all = lines.flatMap((line) => line.split(/\r\n|[\n\r\u2028\u2029]/));
  const raw = all.map(escaped).filter((line) => line !== '');
  return `"${raw.length === 0 ? '…' : raw.join('<br>')}"`;
}

function escaped(line: string): string {
  // Mermaid looks for styles before it reads labels: after these words a colon would start one.
  const styles = /style|classDef/.test(line);
  const raw = Array.from(visible(line).trim(), (character) =>
    plainCharacter.test(character) && !markers.test(character) && !(styles && character === ':')
      ? character
      : `#${character.codePointAt(0) ?? 32};`,
  ).join('');
  // Lists of Markdown: `1. `, `- `.
  return raw.replace(/^(\s*\d+)\./, '$1#46;').replace(/^(\s*)-/, '$1#45;');
}

/** The line without control characters, direction marks and lone surrogates. */
const visible = (line: string): string =>
  line
    .replace(/[\p{Cc}\p{Cf}]/gu, (character) => (character === '\u200d' ? character : ' '))
    .replace(/\p{Cs}/gu, '\ufffd');
