/** Reads a diagram by a grammar of its own, stricter than Mermaid's: exactly what we mean to write. */

/** What a diagram holds: labels of its nodes by id, and its edges. */
export interface Drawn {
  labels: Record<string, string[]>;
  edges: { from: string; to: string; label?: string; dashed: boolean }[];
  groups: number;
}

const text = String.raw`"((?:[^"#;&<>{}|\[\]\\\`\n%]|#\d+;|<br>)*)"`;
const node = new RegExp(
  String.raw`^(n\d+)(?:\[${text}\]|\{${text}\}|\(\[${text}\]\)|\[\[${text}\]\]|\[/${text}/\]|\{\{${text}\}\}|\[\\${text}/\]|>${text}\]|\(\(${text}\)\))$`,
);
const edge = new RegExp(String.raw`^(n\d+) (-->|-\.->)(?:\|${text}\|)? (n\d+)$`);
const group = new RegExp(String.raw`^subgraph g\d+\[${text}\]$`);
const style = /^(classDef (money|approval) [a-z0-9#:,-]+|class n\d+(,n\d+)* (money|approval))$/;

const decoded = (label: string): string[] =>
  label
    .split('<br>')
    .map((line) => line.replaceAll(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code))));

/** Reads a diagram; a line that is not of the grammar is an error. */
export function read(diagram: string): Drawn {
  const [head, ...lines] = diagram.trimEnd().split('\n');
  if (head !== 'flowchart TD') throw new Error('no flowchart');
  const drawn: Drawn = { labels: {}, edges: [], groups: 0 };
  let open = 0;
  for (const line of lines.map((each) => each.trim())) {
    const [, id, ...forms] = node.exec(line) ?? [];
    const [, from, arrow, words, to] = edge.exec(line) ?? [];
    if (id !== undefined) drawn.labels[id] = decoded(forms.filter(Boolean)[0] ?? '');
    else if (from !== undefined && to !== undefined) {
      const label = words === undefined ? {} : { label: decoded(words).join('\n') };
      drawn.edges.push({ from, to, dashed: arrow === '-.->', ...label });
    } else if (group.test(line)) {
      drawn.groups += 1;
      open += 1;
    } else if (line === 'end') open -= 1;
    else if (!style.test(line)) throw new Error(`not of the grammar: ${line}`);
  }
  if (open !== 0) throw new Error('a group is not closed');
  return drawn;
}
