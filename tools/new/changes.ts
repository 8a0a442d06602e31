/** What is about to be written: all of it is worked out first, so that nothing is written halfway. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { NewError } from './names.js';

interface File {
  /** Absent: a new file. */
  before?: string;
  after: string;
}

/** New files and edits below a folder. */
export class Changes {
  readonly #files = new Map<string, File>();

  constructor(readonly root: string) {}

  /** True if a file is there, or will be. */
  has(path: string): boolean {
    return this.#files.has(path) || existsSync(join(this.root, path));
  }

  /** The text of a file that is there. */
  read(path: string): string {
    return this.#file(path).after;
  }

  /** Adds a file; one that is there is never written over. */
  create(path: string, text: string): void {
    if (this.has(path)) throw new NewError(`${path} is there already. Nothing was written.`);
    this.#files.set(path, { after: text });
  }

  /** Changes a file that is there. */
  edit(path: string, change: (text: string) => string): void {
    const file = this.#file(path);
    this.#files.set(path, { ...file, after: change(file.after) });
  }

  #file(path: string): File {
    const changed = this.#files.get(path);
    if (changed !== undefined) return changed;
    const place = join(this.root, path);
    if (!existsSync(place)) throw new NewError(`${path} is missing, so nothing can be added to it.`);
    const before = readFileSync(place, 'utf8');
    return { before, after: before };
  }

  /** Writes everything, in the house's format; after a failure everything is as it was. Answers what it wrote, a line each. */
  async write(): Promise<string[]> {
    const texts = new Map<string, string>();
    for (const [path, { after }] of this.#files) texts.set(path, await this.#formatted(path, after));
    const written: string[] = [];
    try {
      for (const [path, text] of texts) {
        written.push(path);
        mkdirSync(dirname(join(this.root, path)), { recursive: true });
        writeFileSync(join(this.root, path), text);
      }
    } catch (error) {
      for (const path of written) this.#takeBack(path);
      throw error;
    }
    return [...this.#files].map(
      ([path, { before }]) => `${before === undefined ? 'new    ' : 'changed'} ${path}`,
    );
  }

  #takeBack(path: string): void {
    const before = this.#files.get(path)?.before;
    if (before === undefined) rmSync(join(this.root, path), { force: true });
    else writeFileSync(join(this.root, path), before);
  }

  async #formatted(path: string, text: string): Promise<string> {
    if (!path.endsWith('.ts')) return text;
    const filepath = join(this.root, path);
    return format(text, { ...(await resolveConfig(filepath)), filepath });
  }
}
