import type { Certificate } from './certificate.ts';
import type { Crl } from './crl.ts';

/** Certificates one may build paths from, found by subject. Nothing in a pool is trusted for being in it. */
export class CertificatePool {
  readonly #bySubject: ReadonlyMap<string, readonly Certificate[]>;
  readonly size: number;
  constructor(certificates: Iterable<Certificate>) {
    const all = new Map([...certificates].map((certificate) => [certificate.fingerprint, certificate]));
    this.#bySubject = Map.groupBy(all.values(), ({ subject }) => subject.key);
    this.size = all.size;
  }
  /** `key`: of a name. */
  bySubject(key: string): readonly Certificate[] {
    return this.#bySubject.get(key) ?? [];
  }
}

/** CRLs, complete and delta, found by issuer, the newest first. */
export class CrlPool {
  readonly #byIssuer: ReadonlyMap<string, readonly Crl[]>;
  constructor(crls: Iterable<Crl>) {
    const all = new Map([...crls].map((crl) => [crl.fingerprint, crl]));
    const newestFirst = [...all.values()].sort((a, b) => b.thisUpdate.getTime() - a.thisUpdate.getTime());
    this.#byIssuer = Map.groupBy(newestFirst, ({ issuer }) => issuer.key);
  }
  /** `key`: of a name. */
  byIssuer(key: string): readonly Crl[] {
    return this.#byIssuer.get(key) ?? [];
  }
}
