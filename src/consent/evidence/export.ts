import { keysOf, openValue, sealedUnder } from '../../keys/index.ts';
import {
  type ConsentManifest,
  evidenceMembers,
  type EvidenceParts,
  insertEntries,
  type JsonValue,
  type NoteSigner,
  provenEntry,
  type TypedMember,
} from '../../record/index.ts';
import { type Scope, systemScope, type Tx } from '../../platform/db/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import type { ConsentDeps } from '../deps.ts';
import { openConsent } from '../acts/read-consent.ts';
import { scanOf } from '../acts/paper-store.ts';
import { entryOf } from '../journal.ts';
import { noticeById } from '../purposes/store.ts';
import { refuse } from '../refusals.ts';
import { withdrawalProof } from './withdrawal.ts';
import { certifiedConsent, type Certifying } from './rendering.ts';

export type ExportDeps = ConsentDeps &
  Certifying & {
    readonly logKey: string;
    /** For the idempotency table. */
    readonly macSecret: Buffer;
    /** Address people use, without a slash at the end. */
    readonly publicUrl: string;
    readonly seal: NoteSigner;
    /** Puts the members into a container under the platform's own signature (ASiC-E). */
    container(members: readonly TypedMember[]): Promise<Uint8Array>;
    /** Puts a JSON document under the platform's own signature (JAdES); null where it has no key for that. */
    readonly sealedJson: ((content: Uint8Array, mediaType: string) => Promise<string>) | null;
    /** The text of an agreement by its id and language, as it was accepted. */
    agreementText(agreementId: string, lang: string): Promise<JsonValue | null>;
  };

/**
 * PD-9.5a, CP-10a: everything that proves one consent, in one file that anybody can check offline. The export itself is a
 * recorded look. A consent whose evidence is missing is reported as unproven, never papered over.
 */
export async function exportEvidence(
  deps: ExportDeps,
  scope: Scope,
  who: { kind: 'account' | 'client' | 'person'; id: string },
  subjectId: string,
  consentId: string,
): Promise<Uint8Array | Refusal> {
  const opened = await openConsent(deps, scope, subjectId, consentId);
  if (isRefusal(opened)) return opened;
  const { row, document, evidence } = opened;
  if (document === null || evidence === null || row.evidence_mode === null)
    return refuse('EVIDENCE_MISSING', {
      law: ['PD-9.5a', 'CP-10a'],
      values: { parts: 'evidence' },
      details: { state: 'unproven' },
    });
  // CP-10e: a paper that nobody has compared with its original proves nothing yet.
  if (row.evidence_mode === 'PAPER' && row.evidence_id === null)
    return refuse('EVIDENCE_MISSING', {
      law: ['CP-10e', 'CP-10a'],
      values: { parts: 'check' },
      details: { state: 'unproven' },
    });
  const manifest = evidence['manifest' as never] as ConsentManifest;
  // The journal and the log are the platform's; that the consent is the asker's own was decided by its scope above.
  const parts = await deps.db.tx(systemScope('the proof of a recorded act'), async (tx) => {
    const proven = await provenEntry(tx, row.journal_entry_id);
    if (typeof proven === 'string') return proven;
    const binding = (evidence as { keyBinding?: { entryId: string } }).keyBinding;
    return { entry: proven, keyBinding: binding === undefined ? undefined : await keyBindingOf(tx, binding.entryId) };
  });
  if (typeof parts === 'string')
    return refuse('EVIDENCE_MISSING', { law: ['CP-10a'], values: { parts: 'log' }, details: { state: parts } });
  const withdrawal = await withdrawalPart(deps, scope, subjectId, consentId);
  if (isRefusal(withdrawal)) return withdrawal;
  const notice = row.notice_id === null ? null : await noticeById(deps.db, row.notice_id);
  const basis = (evidence as { basis?: { kind: string; agreementId: string; lang: string } }).basis;
  const agreement = basis?.kind === 'agreement' ? await deps.agreementText(basis.agreementId, basis.lang) : null;
  const file: EvidenceParts = {
    consentManifest: manifest,
    document: document as unknown as JsonValue,
    notice: JSON.parse(Buffer.from(notice!.bytes).toString()) as JsonValue,
    ...(agreement === null ? {} : { agreement }),
    evidence: evidence as unknown as JsonValue,
    rendering: await certifiedConsent(deps, document, document.languages.beside ?? 'ky', {
      at: row.given_at,
      evidence: evidence as never,
      evidenceId: row.evidence_id,
    }),
    more: await scanMember(deps, scope, row.evidence_mode, subjectId, consentId),
    entry: { body: parts.entry.body, salt: parts.entry.salt },
    inclusion: parts.entry.inclusion,
    ...(parts.keyBinding === undefined ? {} : { keyBinding: parts.keyBinding }),
    ...(withdrawal === null ? {} : { withdrawal }),
    logKey: deps.logKey,
    seal: deps.seal,
  };
  await deps.db.tx(scope, (tx) =>
    insertEntries(tx, [
      entryOf(deps.clock, deps.profile, {
        type: 'evidence.exported',
        actor: who,
        holder: row.holder_id,
        subject: subjectId,
        object: { kind: 'consent', id: consentId },
        data: {},
      }),
    ]),
  );
  return deps.container(evidenceMembers(file));
}

async function keyBindingOf(tx: Tx, entryId: string) {
  const proven = await provenEntry(tx, entryId);
  return typeof proven === 'string' ? undefined : { body: proven.body, salt: proven.salt, inclusion: proven.inclusion };
}

/** CP-F-30: what proves the signed application to withdraw, where there is one; it is left out of no file that is given later. */
async function withdrawalPart(
  deps: ExportDeps,
  scope: Scope,
  subjectId: string,
  consentId: string,
): Promise<NonNullable<EvidenceParts['withdrawal']> | null | Refusal> {
  const proof = await withdrawalProof(deps, scope, subjectId, consentId);
  if (isRefusal(proof)) return null;
  const proven = await deps.db.tx(systemScope('the proof of a recorded act'), (tx) => provenEntry(tx, proof.entryId));
  if (typeof proven === 'string')
    return refuse('EVIDENCE_MISSING', { law: ['CP-10a'], values: { parts: 'log' }, details: { state: proven } });
  const { body, salt, inclusion } = proven;
  const evidence = proof.evidence as unknown as JsonValue;
  return { document: proof.document, evidence, body, salt, inclusion };
}

async function scanMember(
  deps: ConsentDeps,
  scope: Scope,
  mode: string,
  subjectId: string,
  consentId: string,
): Promise<NonNullable<EvidenceParts['more']>> {
  if (mode !== 'PAPER') return [];
  const scan = await scanOf(deps.db, scope, subjectId, consentId);
  if (scan === null) return [];
  const key = await deps.db.tx(scope, async (tx) =>
    (await keysOf(deps.keys, tx, subjectId, [scan.sealed])).get(sealedUnder(scan.sealed)),
  );
  if (key === undefined) return [];
  using opened = key;
  return [
    {
      name: 'scan',
      mediaType: scan.media_type,
      bytes: openValue(opened, { table: 'paper_scan', row: consentId, column: 'sealed' }, scan.sealed),
    },
  ];
}
