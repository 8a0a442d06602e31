/** A description tells the address that it was asked at. */
import type { ApiRequest } from './api.js';

/** The text with the shop's address as its caller wrote it; as it is, if that is no plain host. */
export const atTheAddressAskedAt = (description: string, { headers: { host = '' } }: ApiRequest): string =>
  /^[\w.-]+(:\d+)?$/.test(host)
    ? description.replaceAll('http://shop.luettkontor.example', `http://${host}`)
    : description;
