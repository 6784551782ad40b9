import { isBeforeESignature } from '../../law/index.ts';
import { type Certificate, formatName, type Status } from '../path/index.ts';
import type { Finding } from './report.ts';
import { finding } from './report.ts';

// ES-19: certificates and signatures of the former law of 17 July 2004 No. 92 "On electronic document and electronic digital signature".

/** An authority of the former law, as the authorised body has taken it over. */
export type LegacyAuthority = {
  readonly certificate: Certificate;
  /** Whether it issued certificates of signature keys, or told the time. */
  readonly use: 'certificates' | 'time-stamps';
  /** Its register, where that was taken over too; it is closed, and whole. */
  readonly register: LegacyRegister | null;
};
export type LegacyRegister = {
  readonly asOf: Date;
  /** The certificates issued, by SHA-256, hexadecimal, each with the moment of its end where it was ended before its term. */
  readonly certificates: ReadonlyMap<string, { readonly endedAt: Date | null }>;
};

/** How a signature stands under ES-19; `basis`: the part of the article that it is recognised by. */
export type LegacyView = { readonly certificate: 'legacy_recognised'; readonly basis: '19(1)' | '19(2)' };

export const legacyAnchors = (all: readonly LegacyAuthority[], use: LegacyAuthority['use']): readonly Certificate[] =>
  all.filter((one) => one.use === use).map(({ certificate }) => certificate);

/**
 * ES-19.1a: a certificate under an authority of the former law takes the place of a qualified one, whatever fields of ES-17.2 it lacks
 * (ES-19.1c). ES-20.2: one from the entry into force on is of no law; one that the register taken over does not have was never issued.
 * Where no register was taken over, nobody can tell what the authority issued from what whoever has its old key makes today: a
 * signature that is proven to be from before the entry into force shows that the certificate was there then, and nothing else does.
 * `anchor`: what its chain ends at. `reliable`: when the signature was there, at the latest.
 */
export function judgeLegacyIssuance(
  certificate: Certificate,
  anchor: Certificate | undefined,
  all: readonly LegacyAuthority[],
  reliable: Date | undefined,
): readonly Finding[] {
  const register = all.find((one) => one.certificate.fingerprint === anchor?.fingerprint)?.register ?? null;
  if (!isBeforeESignature(certificate.notBefore))
    return [finding('LEGACY_ISSUED_AFTER', certificate.notBefore.toISOString())];
  if (register !== null && !register.certificates.has(certificate.fingerprint))
    return [finding('LEGACY_NOT_IN_REGISTER', certificate.serial)];
  const isOfThen = register !== null || (reliable !== undefined && isBeforeESignature(reliable));
  return [finding(isOfThen ? 'LEGACY_RECOGNISED' : 'LEGACY_NO_REGISTER', formatName(certificate.issuer))];
}

/**
 * ES-19.1a of those who told the time: only whom the register taken over names, and the very certificate taken over. Without a register
 * nobody else is believed: the key of a centre that closed years ago would suffice to make any past. `anchor`: what the chain ends at.
 */
export function toldTimeThen(
  authority: Certificate,
  anchor: Certificate | undefined,
  all: readonly LegacyAuthority[],
): boolean {
  const taken = all.filter((one) => one.use === 'time-stamps' && one.certificate.fingerprint === anchor?.fingerprint);
  return taken.some(
    ({ certificate, register }) =>
      certificate.fingerprint === authority.fingerprint || register?.certificates.has(authority.fingerprint) === true,
  );
}

/** ES-19.1b: valid until its own end unless the register says that it was ended before; undefined where no register knows it. */
export function legacyStatus(certificate: Certificate, all: readonly LegacyAuthority[]): Status | undefined {
  for (const { register } of all) {
    const entry = register?.certificates.get(certificate.fingerprint);
    if (register === null || entry === undefined) continue;
    const { asOf } = register;
    const sources = ['legacy-register'];
    if (entry.endedAt === null) return { state: 'good', asOf, sources };
    const revocation = {
      revocationDate: entry.endedAt,
      reason: undefined,
      invalidityDate: undefined,
      ground: undefined,
    };
    return { state: 'revoked', revocation, asOf, sources };
  }
  return undefined;
}
