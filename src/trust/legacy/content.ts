import { canonicalBytes } from '../../record/index.ts';
import type { Basis, LegacyEntry, LegacyUse } from './legacy-store.ts';

export type Content = {
  /** SHA-256 of the authority's certificate, hexadecimal. */
  readonly fingerprint: string;
  readonly use: LegacyUse;
  readonly basis: Basis;
  readonly register: { readonly asOf: Date; readonly certificates: readonly LegacyEntry[] } | null;
};

/**
 * What an officer enters of the former law, as canonical JSON (RFC 8785), the register's certificates by their SHA-256: the second
 * officer approves the SHA-256 of these octets and can read every one of them (ES-19.1a).
 */
export const contentOf = ({ fingerprint, use, basis, register }: Content): Uint8Array =>
  canonicalBytes({
    fingerprint,
    use,
    basis,
    register:
      register === null
        ? null
        : {
            asOf: register.asOf.toISOString(),
            certificates: register.certificates
              .toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1))
              .map(({ sha256, endedAt }) => ({ sha256, endedAt: endedAt?.toISOString() ?? null })),
          },
  });
