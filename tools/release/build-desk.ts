/** The desk's pages, for the browser, into dist/desk. `npm run tool -- desk` builds them, `-- desk --watch` again at each change. */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build, type InlineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const config: InlineConfig = {
  configFile: false,
  root: here('src/desk'),
  base: '/desk/',
  logLevel: 'warn',
  plugins: [react()],
  mode: 'production',
  // Styles need nothing that PostCSS does.
  css: { transformer: 'lightningcss' },
  build: {
    outDir: here('dist/desk'),
    emptyOutDir: true,
    target: 'es2022',
    // Pictures and styles are files: the pages may load nothing else.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1_200,
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
};

/** Builds the pages; answers once they are there. */
export async function buildDesk(outDir = here('dist/desk')): Promise<void> {
  const before = process.env['NODE_ENV'];
  // Vite believes what the process says of itself: in a test, too, the pages are those that are shipped.
  process.env['NODE_ENV'] = 'production';
  try {
    await build({ ...config, build: { ...config.build, outDir } });
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--watch')) await build({ ...config, build: { ...config.build, watch: {} } });
  else await buildDesk();
}
