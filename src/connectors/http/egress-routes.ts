/** The routes by which requests leave: per region a proxy, if any, and the source addresses that shops see. */
import { isIP } from 'node:net';

/** A forward proxy; its credentials are available only by an explicit call, so that no log or error shows them. */
export class EgressProxy {
  readonly secure: boolean;
  readonly host: string;
  readonly port: number;
  readonly #authorization: string | undefined;

  /** Parses `http://user:password@host:port` or https; undefined if the text is not such a URL. */
  static parse(text: string): EgressProxy | undefined {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const usable = url && /^https?:$/.test(url.protocol) && `${url.search}${url.hash}` === '';
    return usable && url.pathname === '/' ? new EgressProxy(url) : undefined;
  }

  private constructor(url: URL) {
    this.secure = url.protocol === 'https:';
    this.host = url.hostname.replace(/^\[|\]$/g, '');
    this.port = Number(url.port) || (this.secure ? 443 : 80);
    const pair = [url.username, url.password].map((part) => decodeURIComponent(part)).join(':');
    if (pair !== ':') this.#authorization = `Basic ${Buffer.from(pair).toString('base64')}`;
  }

  /** Value of `proxy-authorization` (RFC 9110 §11.7.2); undefined if the proxy needs none. */
  authorization(): string | undefined {
    return this.#authorization;
  }

  /** `host:port`, without credentials. */
  toString(): string {
    return `${isIP(this.host) === 6 ? `[${this.host}]` : this.host}:${this.port}`;
  }
}

/** One route out. */
export interface EgressRoute {
  proxy?: EgressProxy;
  /** Source addresses of requests, which a shop must allow. */
  addresses: readonly string[];
}

/** All routes: the one for connections that name no region, and one per region. */
export interface EgressRoutes {
  usual: EgressRoute;
  regions: ReadonlyMap<string, EgressRoute>;
}

/** The route of a region, or of connections that name none; undefined: there is no such region. */
export function routeOf(routes: EgressRoutes, region: string | undefined): EgressRoute | undefined {
  return region === undefined ? routes.usual : routes.regions.get(region);
}
