/** Checks of what a process reads when it starts: Node.js, settings, keys, files. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { requireSecret } from '../../platform/config.js';
import { openMasterKey } from '../../security/keys/open-master-key.js';
import { requireSealing } from '../../security/keys/require-sealing.js';
import type { Check, Finding } from './check.js';

/** The oldest Node.js that works (package.json, `engines`). */
const oldest = [20, 19] as const;

const node: Check = {
  name: 'Node.js',
  needs: [],
  examine() {
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
    const isOld = major < oldest[0] || (major === oldest[0] && minor < oldest[1]);
    return Promise.resolve<Finding>(
      isOld
        ? {
            type: 'wrong',
            says: `Node.js ${process.versions.node} is too old`,
            todo: `Install Node.js ${oldest.join('.')} or later.`,
          }
        : { type: 'ok', says: process.versions.node },
    );
  },
};

const settings: Check = {
  name: 'settings',
  needs: [],
  async examine({ config }) {
    requireSecret(await config());
    return { type: 'ok', says: 'all can be read' };
  },
};

const encryption: Check = {
  name: 'encryption',
  needs: ['config'],
  async examine({ config }) {
    const set = await config();
    // Where there is no address yet, nothing is stored elsewhere.
    requireSealing(set, { databaseUrl: set.databaseUrl ?? '', address: set.temporal.address ?? '' });
    const isSealed = openMasterKey(set) !== undefined;
    if (set.writesPlaintext)
      return {
        type: 'warning',
        says: 'Personal data is stored unencrypted, because ORDERLY_PLAINTEXT says `written`',
        todo: 'Set a master key (docs/operating/privacy.md), and remove ORDERLY_PLAINTEXT.',
      };
    return { type: 'ok', says: isSealed ? 'there is a master key' : 'none is needed on this machine alone' };
  },
};

const keyFiles: Check = {
  name: 'files of secrets',
  needs: ['config'],
  async examine({ config }) {
    const { masterKeyFile, secretsFolder } = await config();
    const named = [masterKeyFile, secretsFolder].filter((path) => path !== undefined);
    const open = await Promise.all(named.map(async (path) => ((await modeOf(path)) & 0o007 ? [path] : [])));
    const readable = open.flat();
    if (readable.length === 0) return { type: 'ok', says: 'nobody else can read them' };
    return {
      type: 'warning',
      says: `Every user of this machine can read ${readable.join(' and ')}`,
      todo: `Run \`chmod o-rwx ${readable.join(' ')}\`.`,
    };
  },
};

/** Permissions of a file; none where there is no file, which is told elsewhere. */
const modeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ mode }) => mode,
    () => 0,
  );

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

const publicAddress: Check = {
  name: 'public address',
  needs: ['config'],
  async examine({ config }) {
    const { publicUrl, httpHost } = await config();
    const { protocol, hostname } = new URL(publicUrl);
    const todo =
      'Set ORDERLY_PUBLIC_URL to the https:// address at which customers and agents reach the API.';
    if (/^(0\.0\.0\.0|\[::\])$/.test(hostname))
      return { type: 'wrong', says: `The API would send links to ${publicUrl}, which leads nowhere`, todo };
    if (!LOOPBACK.test(httpHost) && LOOPBACK.test(hostname))
      return {
        type: 'wrong',
        says: `Links would lead to ${publicUrl}, so to each reader’s own machine`,
        todo,
      };
    if (protocol === 'http:' && !LOOPBACK.test(hostname))
      return { type: 'warning', says: `${publicUrl} is not encrypted`, todo };
    return { type: 'ok', says: publicUrl };
  },
};

const merchants: Check = {
  name: 'merchants',
  needs: ['config'],
  async examine({ merchants: examined, config }) {
    const { loaded } = await examined();
    const { merchantsFolder } = await config();
    if (loaded.merchants.size + loaded.refused.length === 0)
      return {
        type: 'wrong',
        code: 'path_missing',
        says: `There is no merchant in ${merchantsFolder}`,
        todo: 'Set ORDERLY_MERCHANTS to your merchants’ folder.',
      };
    const refused = loaded.refused.map((name): Finding => {
      const own = loaded.issues.filter(({ file }) => file.startsWith(join(merchantsFolder, name)));
      const [first] = own.length > 0 ? own : loaded.issues;
      const more = own.length > 1 ? `, and ${own.length - 1} more` : '';
      return {
        type: 'wrong',
        ...(first === undefined ? {} : { code: first.code }),
        says: `${name} would not be served: ${first === undefined ? 'its files are not valid' : `${first.file}:${first.line}: ${first.message}`}${more}`,
        todo: `Run \`orderly flows check ${name}\`. ${first?.hint ?? ''}`.trim(),
      };
    });
    return refused.length > 0 ? refused : { type: 'ok', says: [...loaded.merchants.keys()].join(', ') };
  },
};

/** In the order in which a start reads them. */
export const settingsChecks: readonly Check[] = [
  node,
  settings,
  encryption,
  keyFiles,
  publicAddress,
  merchants,
];
