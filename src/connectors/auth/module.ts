/** Credentials from the merchant's own code: an ES module beside the connection, with all rights of the worker. */
import { z } from 'zod';
import { type ModuleContext, moduleContext, fromModule, ModuleRequest, toModule } from './module-context.js';
import { type AuthContext, type AuthScheme, schemeKind } from './scheme.js';
import { unsignable } from './signer.js';

const Settings = z.strictObject({
  module: z
    .string()
    .regex(/\.m?js$/, 'Write a module file such as sign.mjs.')
    .describe('ES module beside this file.'),
  secrets: z
    .record(z.string().min(1), z.string())
    .default({})
    .describe('Values for the module: `apiKey: ${secret.NAME}`. It receives no other secrets.'),
});
type Settings = z.infer<typeof Settings>;

/** `scheme: module`. */
export const module = schemeKind({
  settings: Settings,
  check: ({ module }, siblingFiles) =>
    siblingFiles(module)
      ? []
      : [{ path: ['module'], message: 'There is no file with this name beside the connection.' }],
  open,
});

type Answer = { headers: Readonly<Record<string, string>> };

/** The module's exports; `renew` is told of a 401, and returns false where asking again is useless. */
interface Module {
  sign: (request: ModuleRequest, context: ModuleContext) => unknown;
  renew: ((answer: Answer, context: ModuleContext) => unknown) | undefined;
}

function open({ module: name, secrets }: Settings, context: AuthContext): AuthScheme {
  const given = moduleContext(name, secrets, context);
  // Read now, run when needed: what was there at load time is what runs, whatever happens to the file.
  const source = context.siblingFiles(name) ?? Buffer.alloc(0);
  let loaded: Promise<Module> | undefined;
  const module = (): Promise<Module> => (loaded ??= load(source));
  const bounded = (work: () => unknown): Promise<unknown> => within(work, context.timeoutMs);
  return {
    async apply(request) {
      try {
        const { sign, renew } = await module();
        const signed = ModuleRequest.parse(await bounded(() => sign(toModule(request), given)));
        return { is: 'ready', request: fromModule(signed), ...(renew ? { credential: name } : {}) };
      } catch {
        // The error is the module's own: its message and stack may hold secrets, so it stops here.
        return unsignable;
      }
    },
    async renew(_credential, answer) {
      try {
        const { renew } = await module();
        return (await bounded(() => renew?.({ headers: answer?.headers ?? {} }, given))) !== false;
      } catch {
        return false;
      }
    },
  };
}

/** By content, not by path: a changed file is a different module. */
async function load(source: Buffer): Promise<Module> {
  const loaded: unknown = await import(`data:text/javascript;base64,${source.toString('base64')}`);
  const { default: sign, renew } = Exports.parse({ ...(loaded as object) }); // a module is an object
  return { sign, renew };
}

const isFunction = (value: unknown): boolean => typeof value === 'function';
const Exports = z.object({
  default: z.custom<Module['sign']>(isFunction),
  renew: z.custom<NonNullable<Module['renew']>>(isFunction).optional(),
});

/** The result of the work, unless it takes longer than a request may. */
async function within(work: () => unknown, ms: number): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_settle, fail) => {
    timer = setTimeout(() => {
      fail(new Error('the module takes too long'));
    }, ms);
  });
  try {
    return await Promise.race([work(), over]);
  } finally {
    clearTimeout(timer);
  }
}
