/** Values for all that the book does not know: the same at every run, and no errors where none were ordered. */

let count = 0;
const next = () => (count += 1);

const scalars = {
  ID: () => `gid://shopify/Thing/${next()}`,
  ARN: () => 'arn:aws:events:::event-source/example',
  BigInt: () => '1',
  Boolean: () => false,
  Color: () => '#336699',
  Date: () => '2026-09-01',
  DateTime: () => '2026-09-01T12:00:00Z',
  Decimal: () => '1.00',
  Float: () => 1,
  FormattedString: () => 'text',
  HTML: () => '<p>text</p>',
  Int: () => 1,
  JSON: () => ({}),
  Money: () => '1.00',
  StorefrontID: () => 'c3RvcmVmcm9udA==',
  String: () => 'text',
  URL: () => 'https://example.com/',
  UnsignedInt64: () => '1',
  UtcOffset: () => '-04:00',
};

/** One mock for each type of the schema that would otherwise be drawn by chance. */
export function mocksOf(schema, { isAbstractType, isEnumType, isObjectType }) {
  const mocks = { ...scalars };
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isEnumType(type)) mocks[type.name] = () => type.getValues()[0].value;
    if (isAbstractType(type)) {
      const [first] = schema.getPossibleTypes(type);
      if (first !== undefined) mocks[type.name] = () => ({ __typename: first.name });
    }
    if (isObjectType(type)) {
      const errors = Object.keys(type.getFields()).filter((name) => /userErrors$/i.test(name));
      if (errors.length > 0) mocks[type.name] = () => Object.fromEntries(errors.map((name) => [name, []]));
    }
  }
  mocks.PageInfo = () => ({ hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null });
  return mocks;
}
