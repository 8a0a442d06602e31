/** Insertions into pages of the documentation. */
import { NewError } from './names.js';

/** Adds a row at the end of the first table below a line of the page. */
export function addRow(text: string, below: string, row: string): string {
  const lines = text.split('\n');
  const start = lines.indexOf(below);
  const table = lines.findIndex((line, index) => index > start && line.startsWith('|'));
  if (start < 0 || table < 0)
    throw new NewError(`The page has no table below \`${below}\` any more; tools/new must follow it.`);
  const end = lines.findIndex((line, index) => index > table && !line.startsWith('|'));
  return lines.toSpliced(end < 0 ? lines.length : end, 0, row).join('\n');
}

/** Adds a section before a heading. */
export function addSection(text: string, before: string, section: string): string {
  const at = text.indexOf(`\n${before}\n`);
  if (at < 0) throw new NewError(`The page has no \`${before}\` any more; tools/new must follow it.`);
  return `${text.slice(0, at + 1)}${section.trim()}\n\n${text.slice(at + 1)}`;
}
