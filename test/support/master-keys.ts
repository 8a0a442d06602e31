/** Settings of a master key. */

/** No master key but the one that is named beside it. */
export const noOther = {
  ...{ masterKeyFile: undefined, masterKeyService: undefined, vaultToken: undefined, secret: undefined },
  aws: { accessKeyId: undefined, secretAccessKey: undefined, sessionToken: undefined },
};
