/** Any tree, written as XML in any way, is read back as it was; htmlparser2, another reader, sees the same. */
import { expect, test } from 'vitest';
import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import type { Json } from '../../../../src/contracts/json.js';
import { readXml, type XmlListener } from '../../../../src/connectors/declarative/formats/xml-reader.js';
import { seed } from '../../../fuzz/support/seed.js';
import { problemOf, viewOf, xml } from './support/read.js';
import '../../../support/fixed-seed.js';

/** An element with texts as attributes, and a text or children. */
interface Tree {
  name: string;
  attributes: Record<string, string>;
  content: string | Tree[];
  /** How it is written: its prefix, '' for a default namespace, and whether a comment stands in it. */
  prefix: string;
  comment: boolean;
}

const NAMES = ['a', 'b', 'line', 'größe', 'x-1', 'constructor', 'toString', '_'];
const name = fc.constantFrom(...NAMES);
const text = fc.string({
  unit: fc.constantFrom('x', '<', '>', '&', '"', "'", ']]>', ' ', '\n', '0', '1e5', 'ä', '😀', '\t'),
  maxLength: 8,
});

const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.record({
    name,
    attributes: fc.dictionary(name, text, { maxKeys: 3, noNullPrototype: true }),
    content: fc.oneof({ maxDepth: 4 }, text, fc.array(tie('tree'), { maxLength: 4 })),
    prefix: fc.constantFrom('', 'p', 'q'),
    comment: fc.boolean(),
  }),
}));

/** Half of the characters as references, which ones by their place. */
const escaped = (value: string): string =>
  Array.from(value)
    .map((character, index) => {
      const code = character.codePointAt(0) ?? 0;
      if (!/[<>&"'\t\n]/.test(character) && index % 2 === 0) return character;
      return index % 3 === 0 ? `&#${code};` : `&#x${code.toString(16)};`;
    })
    .join('');

function written({ name: local, attributes, content, prefix, comment }: Tree): string {
  const tag = prefix === '' ? local : `${prefix}:${local}`;
  const declared = prefix === '' ? `xmlns="urn:${local}"` : `xmlns:${prefix}="urn:${local}"`;
  const listed = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  const inside =
    typeof content === 'string'
      ? escaped(content)
      : content.map(written).join(comment ? '<!-- <x> -->' : '\n');
  return `<${tag} ${declared}${listed.join('')}>${inside}</${tag}>`;
}

function view({ attributes, content }: Tree): Json {
  const listed = Object.entries(attributes).map(([key, value]) => [`@${key}`, value] as const);
  if (typeof content === 'string') {
    if (listed.length === 0) return content;
    return Object.fromEntries([...listed, ...(content.trim() === '' ? [] : [['#text', content] as const])]);
  }
  if (content.length === 0 && listed.length === 0) return '';
  const names = [...new Set(content.map((child) => child.name))];
  const children = names.map((key) => {
    const all = content.filter((child) => child.name === key).map(view);
    return [key, all.length === 1 ? (all[0] ?? null) : all] as const;
  });
  return Object.fromEntries([...listed, ...children]);
}

test(`any tree is read back as it was (seed ${seed})`, () => {
  fc.assert(
    fc.property(tree, (root) => {
      expect(viewOf(written(root), xml())).toEqual({ [root.name]: view(root) });
    }),
    { seed, numRuns: 2000 },
  );
});

test(`a tree that is cut off has no view, wherever it is (seed ${seed})`, () => {
  fc.assert(
    fc.property(tree, fc.nat(), (root, place) => {
      const bytes = Buffer.from(written(root));
      expect(problemOf(bytes.subarray(0, place % bytes.length), xml())).not.toBe('it has a view');
    }),
    { seed, numRuns: 2000 },
  );
});

/** What a reader tells of: tags by their local names, and the texts between them that are not blank. */
class Events implements XmlListener {
  readonly told: string[] = [];
  #text = '';

  open({ local }: { local: string }): void {
    this.#tell(`<${local}>`);
  }

  text(text: string): void {
    this.#text += text;
  }

  close(): void {
    this.#tell('/');
  }

  #tell(tag: string): void {
    if (this.#text.trim() !== '') this.told.push(this.#text);
    this.#text = '';
    this.told.push(tag);
  }
}

test(`another reader sees the same elements (seed ${seed})`, () => {
  fc.assert(
    fc.property(tree, (root) => {
      const [ours, theirs] = [new Events(), new Events()];
      readXml(written(root), ours);
      const other = new Parser(
        {
          onopentag: (name) => {
            theirs.open({ local: name.slice(name.indexOf(':') + 1) });
          },
          ontext: (text) => {
            theirs.text(text);
          },
          onclosetag: () => {
            theirs.close();
          },
        },
        { xmlMode: true },
      );
      other.end(written(root));
      expect(ours.told).toEqual(theirs.told);
    }),
    { seed, numRuns: 500 },
  );
});
