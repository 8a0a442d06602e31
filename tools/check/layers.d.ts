/** Each package of `src` with the packages that it may import, lowest first. */
export declare const layers: Readonly<Record<string, readonly string[]>>;
