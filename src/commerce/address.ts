/** A postal address as a parcel needs it. */
import { z } from 'zod';
import { type FieldMeta, text } from './field.js';

/** Postal address; `country` is ISO 3166-1 alpha-2, `state` a subdivision of it by ISO 3166-2 without the country, such as `NY`. */
export const Address = z
  .object({
    name: text('personal').optional(),
    street: text('personal').optional(),
    postcode: text('personal').optional(),
    city: text('personal').optional(),
    state: text('personal').optional(),
    country: text()
      .meta({ type: 'text', privacy: 'none', form: 'country' } satisfies FieldMeta)
      .optional(),
  })
  .meta({ type: 'record', name: 'Address', privacy: 'personal' } satisfies FieldMeta);

/** Postal address in business fields. */
export type Address = z.infer<typeof Address>;
