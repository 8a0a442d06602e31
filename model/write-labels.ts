/** Writes labels.json, which the worker reads, from labels.yaml: `npm run tool -- labels`; `npm run tool -- train` does it first. */
import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';

const understanding = new URL('../src/understanding/', import.meta.url);
const { labels } = parse(readFileSync(new URL('labels.yaml', understanding), 'utf8')) as { labels: object[] };
writeFileSync(new URL('labels.json', understanding), `${JSON.stringify(labels, null, 1)}\n`);
