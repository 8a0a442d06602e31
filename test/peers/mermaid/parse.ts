/** Reads diagrams with Mermaid itself: a JSON list of texts on standard input, what it understood on standard output. */
import { createRequire } from 'node:module';
import { json } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

/** What Mermaid understood of one diagram: labels of nodes by id, and how many edges there are; or why it could not. */
export type Understood = { labels: Record<string, string[]>; edges: number } | { error: string };

interface Database {
  getVertices(): Map<string, { text?: string }>;
  getEdges(): unknown[];
}

/** The parts of the two packages that are used; they are installed beside this file alone. */
interface Packages {
  JSDOM: new (html: string) => { window: { document: PageDocument } };
  mermaid: {
    parse(text: string): Promise<unknown>;
    mermaidAPI: { getDiagramFromText(text: string): Promise<{ db: Database }> };
  };
}

interface PageDocument {
  createElement(name: string): { innerHTML: string; textContent: string };
}

const require = createRequire(import.meta.url);
const load = async (name: string): Promise<object> =>
  (await import(pathToFileURL(require.resolve(name)).href)) as object;

const { JSDOM } = (await load('jsdom')) as Packages;
const { window } = new JSDOM('');
Object.assign(globalThis, { window, document: window.document });
// Mermaid's package names no entry for `require`, and is found beside the other one.
const { default: mermaid } = (await import(
  new URL('node_modules/mermaid/dist/mermaid.core.mjs', import.meta.url).href
)) as {
  default: Packages['mermaid'];
};

async function understand(text: string): Promise<Understood> {
  try {
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
    const labels = [...db.getVertices()].map(([id, { text: label }]) => [id, linesOf(label ?? '')]);
    return { labels: Object.fromEntries(labels) as Record<string, string[]>, edges: db.getEdges().length };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/** A label as it is shown: Mermaid keeps entities under marks of its own until it draws. */
function linesOf(text: string): string[] {
  const html = text.replaceAll('ﬂ°°', '&#').replaceAll('ﬂ°', '&').replaceAll('¶ß', ';');
  return html.split(/<br ?\/?>/).map((line) => {
    const element = window.document.createElement('div');
    element.innerHTML = line;
    return element.textContent;
  });
}

// Only this registers the kinds of diagrams.
await mermaid.parse('flowchart TD\n  a --> b');
const texts = (await json(process.stdin)) as string[];
const understood: Understood[] = [];
for (const text of texts) understood.push(await understand(text));
process.stdout.write(JSON.stringify(understood));
