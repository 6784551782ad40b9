import type { Certificate } from './certificate.ts';
import type { Crl } from './crl.ts';

/** Certificates one may build paths from, found by subject. Nothing in a pool is trusted for being in it. */
export class CertificatePool {
  /** The few that most messages bring, or by subject. */
  readonly #few: readonly Certificate[];
  readonly #bySubject: ReadonlyMap<string, readonly Certificate[]> | undefined;
  readonly #more: CertificatePool | undefined;
  /** `more`: a pool that was put in order before, whose certificates come first. */
  constructor(certificates: readonly Certificate[], more?: CertificatePool) {
    this.#more = more;
    if (certificates.length <= FEW) {
      this.#few = certificates.filter(
        (one, at) => more?.has(one) !== true && certificates.findIndex((other) => isSame(one, other)) === at,
      );
      this.#bySubject = undefined;
    } else {
      const all = new Map<string, Certificate>();
      for (const one of certificates) if (more?.has(one) !== true) all.set(one.fingerprint, one);
      this.#few = none;
      this.#bySubject = Map.groupBy(all.values(), ({ subject }) => subject.key);
    }
  }
  /** `key`: of a name. */
  bySubject(key: string): readonly Certificate[] {
    const own = this.#bySubject?.get(key) ?? this.#few.filter(({ subject }) => subject.key === key);
    const more = this.#more?.bySubject(key) ?? none;
    return more.length === 0 ? own : own.length === 0 ? more : [...more, ...own];
  }
  has(certificate: Certificate): boolean {
    return this.bySubject(certificate.subject.key).some((one) => isSame(one, certificate));
  }
}

const FEW = 4;
const isSame = (a: Certificate, b: Certificate): boolean => a.fingerprint === b.fingerprint;

/** CRLs found by issuer, the newest first: complete ones, and deltas. */
export class CrlPool {
  readonly #complete: ReadonlyMap<string, readonly Crl[]>;
  readonly #deltas: ReadonlyMap<string, readonly Crl[]>;
  constructor(crls: Iterable<Crl>) {
    const all = new Map([...crls].map((crl) => [crl.fingerprint, crl]));
    const newestFirst = [...all.values()].sort((a, b) => b.thisUpdate.getTime() - a.thisUpdate.getTime());
    const isDelta = ({ deltaBase }: Crl): boolean => deltaBase !== undefined;
    this.#complete = byIssuer(newestFirst.filter((crl) => !isDelta(crl)));
    this.#deltas = byIssuer(newestFirst.filter(isDelta));
  }
  /** `key`: of a name. */
  completeBy(key: string): readonly Crl[] {
    return this.#complete.get(key) ?? none;
  }
  /** `key`: of a name. */
  deltasBy(key: string): readonly Crl[] {
    return this.#deltas.get(key) ?? none;
  }
}

const none: readonly never[] = [];
const byIssuer = (crls: readonly Crl[]): Map<string, Crl[]> => Map.groupBy(crls, ({ issuer }) => issuer.key);
