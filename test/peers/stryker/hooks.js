/** Module hooks: tests get `test` and `expect` of harness.ts, and a round of modules never shares one with another. */
const harness = new URL('harness.ts', import.meta.url).href;

export async function resolve(specifier, context, next) {
  if (specifier === 'vitest') return next(harness, context);
  const resolved = await next(specifier, context);
  const round = /[?&]round=\d+/.exec(context.parentURL ?? '')?.[0];
  const isOwn = resolved.url.startsWith('file:') && !resolved.url.includes('/node_modules/');
  return round === undefined || !isOwn ? resolved : { ...resolved, url: `${resolved.url}${round}` };
}
