/** Writes the labels that a model is trained on: those that it knows already in their order, then the new ones: `npm run tool -- labels`. */
import { writeFileSync } from 'node:fs';
import { labels } from '../src/understanding/labels.js';

const file = new URL('../src/understanding/embedded/labels.json', import.meta.url);
const ids = labels.map(({ id }) => id);
writeFileSync(file, `${JSON.stringify(ids, null, 1)}\n`);
