import type { BegunSigning, ByCertificate, OnSigned, PreparedByCertificate } from '../../identity/index.ts';
import { bytesHash, canonicalBytes, hex, type JsonObject, parseCanonical } from '../../record/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import { fill, type Text3 } from '../../platform/text.ts';
import type { ActingPerson, ConsentDeps } from '../deps.ts';
import { refuse } from '../refusals.ts';
import type { ConsentRow } from '../store.ts';
import { withdrawIn, type Withdrawn } from './withdraw-consent.ts';
import { withdrawalDeclaration } from './withdrawal.messages.ts';

// CP-F-30 takes "an e-signed document" as the written application: here it is signed as a consent is, with the key of a certificate.

/** PD-9.4h: whatever signature sufficed for giving suffices for withdrawing, so the kind of document is the consent's own. */
const documentKind = 'consent';

/** The application as it is signed, in canonical JSON. */
export type WithdrawalStatement = {
  readonly v: 1;
  readonly kind: 'consent-withdrawal';
  readonly consent: { readonly id: string; readonly documentHash: string };
  readonly holder: { readonly id: string; readonly name: Text3 };
  readonly purpose: { readonly id: string; readonly text: Text3 };
  readonly declaration: Text3;
  /** Free words; null: none. */
  readonly application: string | null;
  /** Law time at which it was drawn up. */
  readonly at: string;
};

export type PreparedWithdrawal = PreparedByCertificate & {
  readonly signingId: string;
  readonly claimedAt: string;
  /** What the key signs: the signed attributes hold its digest. */
  readonly content: Uint8Array;
};

/** One call: the application is drawn up, its protocol begun, and what the key is to sign comes back (ES-12.2.1). */
export async function prepareWithdrawal(
  deps: ConsentDeps,
  who: ActingPerson,
  row: ConsentRow,
  given: { readonly application: string | null; readonly certificate: Uint8Array },
): Promise<PreparedWithdrawal | Refusal> {
  const content = canonicalBytes((await statementOf(deps, row, given.application)) as unknown as JsonObject);
  const about = { holderId: row.holder_id, documentKind };
  const protocolId = await deps.signing.openProtocol(who, about);
  if (isRefusal(protocolId)) return protocolId;
  const manifestHash = bytesHash(content);
  const step = { documentHash: manifestHash, consent: row.id };
  const shown = await deps.signing.recordStep(who, protocolId, 'document-shown', step);
  if (shown !== undefined) return shown;
  const begun: BegunSigning | Refusal = await deps.signing.beginSigning(who, { ...about, protocolId, manifestHash });
  if (isRefusal(begun)) return begun;
  const { signingId } = begun;
  const { certificate } = given;
  const prepared = await deps.signing.prepareByCertificate(who, signingId, { certificate, content });
  return isRefusal(prepared) ? prepared : { ...prepared, signingId, content };
}

async function statementOf(
  deps: ConsentDeps,
  row: ConsentRow,
  application: string | null,
): Promise<WithdrawalStatement> {
  const [holder, version] = await Promise.all([
    deps.registers.holder(row.holder_id),
    deps.registers.version(row.purpose_version_id),
  ]);
  const [{ name }, { text }] = [holder!.body, version!.body];
  const declaration = (lang: keyof Text3): string =>
    fill(withdrawalDeclaration, { holder: name[lang], purpose: text[lang] })[lang];
  return {
    v: 1,
    kind: 'consent-withdrawal',
    consent: { id: row.id, documentHash: hex(row.document_hash) },
    holder: { id: row.holder_id, name },
    purpose: { id: row.purpose_id, text },
    declaration: { ky: declaration('ky'), ru: declaration('ru'), en: declaration('en') },
    application: application === null || application.trim() === '' ? null : application.trim().normalize('NFC'),
    at: deps.clock.now().toISOString(),
  };
}

export type SignedWithdrawal = {
  readonly signingId: string;
  /** The bytes that `prepareWithdrawal` gave: others are refused (DECISIONS 7). */
  readonly signed: ByCertificate;
  readonly role: 'subject' | 'representative';
};

/**
 * PD-9.4, ES-11: the signature is judged in full, then the withdrawal is decided as any other; both stand or neither does. An application
 * that meets another ground of processing is refused and kept with its signature all the same (PD-9.4b).
 */
export async function withdrawByCertificate(
  deps: ConsentDeps,
  who: ActingPerson,
  row: ConsentRow,
  { signingId, signed, role }: SignedWithdrawal,
): Promise<Withdrawn | Refusal> {
  let refused: Refusal | undefined;
  const act: OnSigned<Withdrawn | null> = async (tx, evidence) => {
    const statement = parseCanonical(signed.content) as unknown as WithdrawalStatement;
    const same =
      evidence.signing.manifestHash === bytesHash(signed.content) &&
      evidence.signing.holderId === row.holder_id &&
      statement.kind === 'consent-withdrawal' &&
      statement.consent.id === row.id;
    if (!same) return refuse('SIGNATURE_INVALID');
    const done = await withdrawIn(deps, tx, {
      subjectId: row.subject_id,
      consentId: row.id,
      application: statement.application,
      channel: 'account',
      actor: { kind: 'person', id: deps.keys.subjectIdOf(who.personId, row.holder_id), role },
      signed: { document: signed.content, evidence },
    });
    if (!isRefusal(done)) return done;
    if (done.code !== 'PROCESSING_LAWFUL_WITHOUT_CONSENT') return done;
    refused = done;
    return null;
  };
  const done = await deps.signing.confirmByCertificate(who, signingId, signed, act);
  return done ?? refused!;
}
