/** Each room of `src` with the rooms that it may import, lowest first. */
export declare const layers: Readonly<Record<string, readonly string[]>>;
