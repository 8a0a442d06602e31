/** Writes schemas/*.schema.json, by which editors complete and check YAML: `npm run tool -- schemas`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { editorSchema, schemaNames, schemaText } from '../../src/cli/editor-schemas.js';

mkdirSync('schemas', { recursive: true });
for (const name of schemaNames) writeFileSync(`schemas/${name}.schema.json`, schemaText(editorSchema(name)));
