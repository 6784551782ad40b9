import type { Certificate } from './certificate.ts';
import type { Crl } from './crl.ts';

/** Certificates one may build paths from, found by subject. Nothing in a pool is trusted for being in it. */
export class CertificatePool {
  readonly #bySubject: ReadonlyMap<string, readonly Certificate[]>;
  readonly #more: CertificatePool | undefined;
  /** `more`: a pool that was put in order before, whose certificates come first. */
  constructor(certificates: Iterable<Certificate>, more?: CertificatePool) {
    const all = new Map<string, Certificate>();
    for (const one of certificates) if (more?.has(one) !== true) all.set(one.fingerprint, one);
    this.#bySubject = Map.groupBy(all.values(), ({ subject }) => subject.key);
    this.#more = more;
  }
  /** `key`: of a name. */
  bySubject(key: string): readonly Certificate[] {
    const own = this.#bySubject.get(key) ?? [];
    const more = this.#more?.bySubject(key) ?? [];
    return more.length === 0 ? own : own.length === 0 ? more : [...more, ...own];
  }
  has({ subject, fingerprint }: Certificate): boolean {
    return this.bySubject(subject.key).some((one) => one.fingerprint === fingerprint);
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
