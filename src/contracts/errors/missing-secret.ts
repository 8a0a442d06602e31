/** The report of a secret without a value, wherever it is needed. */

/** An issue's code, message and hint; the hint names the variable to set. */
export const missingSecret = (name: string) =>
  ({
    code: 'secret_missing',
    message: `The secret ${name} is not set.`,
    hint: `Set ORDERLY_SECRET_${name} in the environment, or put the file ${name} into the secrets folder.`,
  }) as const;
