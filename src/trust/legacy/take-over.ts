import { hash } from 'node:crypto';
import { isBeforeESignature } from '../../law/index.ts';
import { systemScope } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { Refusal } from '../../platform/refusal.ts';
import { type CentreDeps, journalOfCentres } from '../centres/index.ts';
import { DerError } from '../der/index.ts';
import { readPem } from '../issue/index.ts';
import { type Certificate, parseCertificate } from '../path/index.ts';
import { enteredAuthorities, lockFormerLaw } from './approval-store.ts';
import { contentOf } from './content.ts';
import {
  type Basis,
  type CourtDecisionRow,
  insertAuthority,
  insertDecision,
  insertEntries,
  type LegacyEntry,
  type LegacyUse,
} from './legacy-store.ts';
import { refuse } from './refusals.ts';

const scope = systemScope('the authorised body takes over what is left of the former law');

export type TakeOver = {
  /** DER, or its text form. */
  readonly certificate: Uint8Array;
  readonly use: LegacyUse;
  readonly basis: Basis;
  readonly register: { readonly asOf: Date; readonly certificates: readonly LegacyEntry[] } | null;
};

/**
 * ES-19.1a: an officer enters an authority of the former law, with its closed register where there is one. It counts once another
 * officer has approved what was entered (`contentHash`: SHA-256 of all of it). A register may follow later: the same authority is then
 * entered again, with it. `officer`: an account.
 */
export async function takeOverAuthority(
  deps: CentreDeps,
  officer: string,
  what: TakeOver,
): Promise<{ readonly authorityId: string; readonly contentHash: string } | Refusal> {
  const now = deps.clock.now();
  const certificate = certificateIn(what.certificate);
  const refusal =
    certificate === null ? refuse('LEGACY_UNREADABLE', { field: 'certificate' }) : judge(certificate, what, now);
  if (certificate === null || refusal !== null) return refusal!;
  const { fingerprint } = certificate;
  const id = uuidv7(deps.clock.real());
  const contentHash = hash('sha256', contentOf({ ...what, fingerprint }));
  return deps.db.tx(scope, async (tx) => {
    await lockFormerLaw(tx);
    const before = (await enteredAuthorities(tx)).filter((one) => one.fingerprint === fingerprint);
    const registerFollows = before.every(
      (one) => one.approvedAt !== null && one.registerAsOf === null && what.register !== null && one.use === what.use,
    );
    if (!registerFollows) return refuse('LEGACY_TAKEN_OVER', { field: 'certificate' });
    const entry = await journalOfCentres(deps, tx, {
      type: 'legacy.authority-taken-over',
      actor: { kind: 'account', id: officer, role: 'officer' },
      object: { kind: 'legacy-authority', id },
      data: {
        fingerprint,
        use: what.use,
        basis: what.basis.number,
        entries: what.register?.certificates.length ?? -1,
        contentHash,
      },
    });
    const row = {
      id,
      der: certificate.raw,
      fingerprint,
      use: what.use,
      basis: what.basis,
      enteredAt: now,
      enteredBy: officer,
      contentHash,
      registerAsOf: what.register?.asOf ?? null,
    };
    await insertAuthority(tx, row, entry);
    if (what.register !== null) await insertEntries(tx, id, what.register.certificates);
    return { authorityId: id, contentHash };
  });
}

function certificateIn(bytes: Uint8Array): Certificate | null {
  try {
    const text = Buffer.from(bytes).toString('latin1');
    return parseCertificate(text.includes('-----BEGIN CERTIFICATE-----') ? readPem('CERTIFICATE', text) : bytes);
  } catch (error) {
    if (error instanceof DerError) return null;
    throw error;
  }
}

function judge(certificate: Certificate, { register }: TakeOver, now: Date): Refusal | null {
  const { basicConstraints, keyUsage, version, notBefore } = certificate;
  const signs = (version < 3 || basicConstraints?.ca === true) && keyUsage?.has('keyCertSign') !== false;
  if (!signs) return refuse('LEGACY_NOT_AN_AUTHORITY', { field: 'certificate' });
  if (!isBeforeESignature(notBefore)) return refuse('LEGACY_AUTHORITY_TOO_LATE', { field: 'certificate' });
  if (register === null) return null;
  if (register.asOf > now) return refuse('LEGACY_MOMENT_IN_FUTURE', { field: 'register/asOf' });
  const all = new Set(register.certificates.map(({ sha256 }) => sha256));
  return all.size < register.certificates.length ? refuse('LEGACY_REGISTER_TWICE', { field: 'register' }) : null;
}

/** ES-11b, ES-19.2b: a decision of a court in force, about a document, a signature or a certificate. Never taken back: another follows it. */
export async function enterCourtDecision(
  deps: CentreDeps,
  officer: string,
  what: Omit<CourtDecisionRow, 'id'>,
): Promise<{ readonly decisionId: string } | Refusal> {
  const now = deps.clock.now();
  if (what.since > now) return refuse('LEGACY_MOMENT_IN_FUTURE', { field: 'since' });
  const id = uuidv7(deps.clock.real());
  return deps.db.tx(scope, async (tx) => {
    const entry = await journalOfCentres(deps, tx, {
      type: 'court.decision-entered',
      actor: { kind: 'account', id: officer, role: 'officer' },
      object: { kind: 'court-decision', id },
      data: { number: what.number, of: what.of, sha256: what.sha256, since: what.since.toISOString() },
    });
    await insertDecision(tx, { ...what, id }, now, entry);
    return { decisionId: id };
  });
}
