/** Layers and cycles: what `npm run check` holds the imports to. */
import { layers } from './tools/check/layers.js';

const rooms = Object.keys(layers);
for (const [room, below] of Object.entries(layers))
  for (const other of below)
    if (rooms.indexOf(other) >= rooms.indexOf(room) || !rooms.includes(other))
      throw new Error(`${room} may import only rooms that stand above it in the list: not ${other}`);

/** Where the files of a package are: in its folder, but not in a part of it that stands in the list by itself. */
const folderOf = (room) => {
  const parts = rooms
    .filter((other) => other.startsWith(`${room}/`))
    .map((other) => other.slice(room.length + 1));
  return parts.length === 0 ? `${room}/` : `${room}/(?!(?:${parts.join('|')})/)`;
};
const placeOf = (names) => `^src/(?:${names.map(folderOf).join('|')})`;

const layerRules = rooms.map((room) => ({
  name: `${room}-imports-what-is-below`,
  severity: 'error',
  from: { path: placeOf([room]) },
  to: { path: '^(src/|worker\\.ts|demo/|model/|tools/|test/)', pathNot: placeOf([room, ...layers[room]]) },
}));

const sandbox = '^src/(contracts|texts/languages|workflows)/';

export default {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'every-room-has-its-layer',
      severity: 'error',
      from: { path: '^src/', pathNot: placeOf([...rooms, 'cli']) },
      to: {},
    },
    {
      name: 'the-worker-knows-no-command',
      severity: 'error',
      from: { path: '^worker\\.ts$' },
      to: { path: '^src/(cli|client|simulator)/' },
    },
    ...layerRules,
    {
      name: 'sandbox-has-no-node-and-no-heavy-packages',
      severity: 'error',
      from: { path: sandbox },
      to: {
        dependencyTypes: ['core', 'npm'],
        pathNot: '@temporalio/(workflow|common|client)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'pure-rooms-know-no-temporal',
      severity: 'error',
      from: {
        path: '^src/(contracts|commerce|texts/languages|flows|workflows/(interpreter|conversation)|activities/calls)/',
      },
      to: { path: '@temporalio/' },
    },
    {
      name: 'got-in-one-file',
      severity: 'error',
      from: { pathNot: '^src/connectors/http/client\\.ts$' },
      to: { path: 'node_modules/got/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types'],
    },
  },
};
