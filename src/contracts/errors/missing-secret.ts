/** The report of a secret without a value, wherever it is needed. */

/** What stands for a merchant's secret in a variable's name, and in a folder; without an owner, what all share. */
export const secretPlaces = (name: string, owner?: string): { variable: string; file: string } =>
  owner === undefined
    ? { variable: name, file: name }
    : { variable: `${owner.toUpperCase().replaceAll('-', '_')}__${name}`, file: `${owner}/${name}` };

/** An issue's code, message and hint; the hint names what is set `instead`, if anything, and the variable to set. */
export function missingSecret(name: string, owner?: string, instead?: string) {
  const { variable, file } = secretPlaces(name, owner);
  const shared =
    owner === undefined
      ? ''
      : ` To share a secret between merchants, also add its name to ORDERLY_SHARED_SECRETS.`;
  return {
    code: 'secret_missing',
    message: `The secret ${name} is not set${owner === undefined ? '' : ` for ${owner}`}.`,
    hint: `${instead === undefined ? 'Set' : `${instead} Otherwise, set`} ORDERLY_SECRET_${variable} in the environment, or put a file named ${file} into the secrets folder.${shared}`,
  } as const;
}
