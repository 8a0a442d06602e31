/** The report of a secret without a value, wherever it is needed. */

/** What stands for a merchant's secret in a variable's name, and in a folder; without an owner, what all share. */
export const secretPlaces = (name: string, owner?: string): { variable: string; file: string } =>
  owner === undefined
    ? { variable: name, file: name }
    : { variable: `${owner.toUpperCase().replaceAll('-', '_')}__${name}`, file: `${owner}/${name}` };

/** Whose secrets they are, and the folder in which they were looked for. */
interface LookedFor {
  readonly owner?: string;
  readonly folder?: { readonly path: string; readonly exists: boolean };
}

/** An issue's code, message and hint; the hint names the variable to set, and the file and its folder. */
export function missingSecret(name: string, { owner, folder }: LookedFor = {}) {
  const { variable, file } = secretPlaces(name, owner);
  const shared =
    owner === undefined
      ? ''
      : ` To share a secret between merchants, also add its name to ORDERLY_SHARED_SECRETS.`;
  const absent = folder?.exists === false ? ', which does not exist: correct ORDERLY_SECRETS' : '';
  const where = folder === undefined ? 'the secrets folder' : `the secrets folder ${folder.path}${absent}`;
  return {
    code: 'secret_missing',
    message: `The secret ${name} is not set${owner === undefined ? '' : ` for ${owner}`}.`,
    hint: `Set ORDERLY_SECRET_${variable} in the environment, or put a file named ${file} into ${where}.${shared}`,
  } as const;
}
