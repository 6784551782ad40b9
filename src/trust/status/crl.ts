import { der, oids } from '../der/index.ts';
import { algorithmBytes, type CaKey, keyIdentifierOf, signStructure } from '../issue/index.ts';
import { distributionPointName, extension } from '../issue/extensions.ts';
import { type EntryFacts, entriesBytes } from './crl-entries.ts';

// CRLs (RFC 5280 5): the register printed for programs. The record of the register is the legal fact, not the list.

export type CrlScope = {
  /** The list's own address, for the issuing distribution point. Nothing: a list for all of the issuer's certificates. */
  readonly url?: string;
  /** DECISIONS 36: signed by another than the issuers of the certificates, each of which is named. */
  readonly indirect?: boolean;
};

export type CrlPlan = {
  /** The name of who signs, DER. */
  readonly issuer: Buffer;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  /** Grows with each list of this issuer and scope (RFC 5280 5.2.3). */
  readonly number: bigint;
  readonly scope?: CrlScope;
  /** The number of the complete list a delta builds on (RFC 5280 5.2.4). */
  readonly base?: bigint;
  /** Where the delta of this complete list is found (RFC 5280 5.2.6). */
  readonly freshest?: string;
  /** ES-13.6a: entries of expired certificates are kept from this moment on: the centre's first day. */
  readonly keepsExpiredSince: Date;
  readonly entries: Iterable<EntryFacts>;
};

/**
 * A signed CRL, complete for the life of the issuer. Entries of an indirect list come grouped by the issuer of their
 * certificates. @throws RangeError
 */
export async function signCrl(plan: CrlPlan, key: CaKey): Promise<Buffer> {
  const entries = entriesBytes(plan.entries, plan.scope?.indirect === true);
  const tbs = der.sequence(
    der.integer(1),
    algorithmBytes(key.algorithm),
    plan.issuer,
    der.time(plan.thisUpdate),
    der.time(plan.nextUpdate),
    // RFC 5280 5.1.2.6: without entries the list itself is absent.
    entries.length === 0 ? undefined : der.sequence(entries),
    der.explicit(0, der.sequence(...crlExtensions(plan, key))),
  );
  return signStructure(tbs, key);
}

function crlExtensions({ number, scope, base, freshest, keepsExpiredSince }: CrlPlan, key: CaKey): Buffer[] {
  const all = [
    extension(oids.authorityKeyIdentifier, der.sequence(der.implicit(0, der.octetString(keyIdentifierOf(key.spki))))),
    extension(oids.cRLNumber, der.integer(number)),
    base === undefined ? undefined : extension(oids.deltaCRLIndicator, der.integer(base), true),
    scope?.url === undefined && scope?.indirect !== true
      ? undefined
      : extension(
          oids.issuingDistributionPoint,
          der.sequence(
            scope.url === undefined ? undefined : distributionPointName(scope.url),
            scope.indirect === true ? der.implicit(4, der.boolean(true)) : undefined,
          ),
          true,
        ),
    freshest === undefined
      ? undefined
      : extension(oids.freshestCRL, der.sequence(der.sequence(distributionPointName(freshest)))),
    extension(oids.expiredCertsOnCRL, der.generalizedTime(keepsExpiredSince)),
  ];
  return all.filter((one) => one !== undefined);
}
