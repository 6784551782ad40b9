import { randomBytes, randomUUID } from 'node:crypto';
import { dataKey, type PersonRecord, readPerson, sealJson, sealValue } from '../../keys/index.ts';
import { type DateString, dayOf, startOfDay } from '../../law/index.ts';
import {
  canonicalBytes,
  consentManifest,
  hex,
  insertEntries,
  type JsonObject,
  manifestHash,
  sha256,
} from '../../record/index.ts';
import { holderScope, systemScope } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import type { Lang } from '../../platform/text.ts';
import { capacity, isChild } from '../age.ts';
import type { ConsentDeps } from '../deps.ts';
import { type AuthorityDocument, type BesideLang, complete, type ConsentDocument } from '../document/index.ts';
import { entryOf } from '../journal.ts';
import { releaseDropped } from './release-dropped.ts';
import { refuse as refusePurpose } from '../purposes/refusals.ts';
import { noticeOf, purposeById } from '../purposes/store.ts';
import { refuse } from '../refusals.ts';
import { consentById, insertDecision } from '../store.ts';
import { type Choices, compose } from './compose.ts';
import { oneDecisionAtATime } from './draft-store.ts';
import { insertEvent } from './event-store.ts';
import { documentPlace, evidencePlace, validFrom, validUntil } from './give-consent.ts';
import { activatePaper, insertScan, type LatestWord, latestWord, paperOperator } from './paper-store.ts';

export type PaperInput = {
  readonly purposeId: string;
  readonly subjectPerson: string;
  readonly representative: { readonly personId: string; readonly authority: AuthorityDocument } | null;
  readonly choices: Choices;
  readonly beside: BesideLang | null;
  /** The day written beside the signature (CP-F-33). */
  readonly signedOn: DateString;
  /** CP-5e: the day the person was acquainted with the notice, and in which language. */
  readonly acquaintedOn: DateString;
  readonly noticeLang: Lang;
  /** PD-9.3: the notice has the form of the consent; on paper unless said otherwise. */
  readonly noticeForm?: 'paper' | 'electronic';
  readonly scan: { readonly bytes: Uint8Array; readonly mediaType: string } | null;
  /** Case or folder where the original lies. */
  readonly placeOfOriginal: string;
};

type Clerk = { readonly accountId: string; readonly holderId: string };

/**
 * CP-7a, CP-10e: registers a consent signed by hand: scan, place of the original, who received it. It counts for nothing
 * until another member of staff has compared it with the original.
 */
export async function registerPaperConsent(
  deps: ConsentDeps,
  clerk: Clerk,
  input: PaperInput,
): Promise<{ consentId: string; subjectId: string } | Refusal> {
  const lacking = [
    input.scan === null || input.scan.bytes.length === 0 ? 'scan' : null,
    input.placeOfOriginal.trim() === '' ? 'placeOfOriginal' : null,
  ].filter((part) => part !== null);
  if (lacking.length > 0)
    return refuse('EVIDENCE_MISSING', {
      law: ['CP-10e'],
      values: { parts: lacking.join(', ') },
      details: { missing: lacking },
    });
  if (input.acquaintedOn > input.signedOn) return refuse('NO_PRIOR_NOTICE', { field: 'acquaintedOn' });
  if (input.noticeForm === 'electronic') return refuse('NO_PRIOR_NOTICE', { law: ['PD-9.3'], field: 'noticeForm' });
  if (deps.decreeInForceFrom !== null && input.signedOn < deps.decreeInForceFrom)
    return refuse('CP_RULES_NOT_IN_FORCE', { field: 'signedOn', details: { inForceFrom: deps.decreeInForceFrom } });
  const made = await paperDocument(deps, clerk, input);
  if (isRefusal(made)) return made;
  const { document, purposeId } = made;
  const subjectId = deps.keys.subjectIdOf(input.subjectPerson, clerk.holderId);
  const scanHash = sha256(input.scan!.bytes);
  const bytes = canonicalBytes(document as unknown as JsonObject);
  const manifest = consentManifest(
    {
      consent: document.consentId,
      holder: clerk.holderId,
      notice: document.notice.id,
      purposeVersion: document.purposeVersion.id,
    },
    [
      { role: 'document', name: 'consent.json', mediaType: 'application/json', sha256: hex(sha256(bytes)) },
      {
        role: 'notice',
        name: 'notice.json',
        id: document.notice.id,
        mediaType: 'application/json',
        sha256: document.notice.hash,
      },
      { role: 'scan', name: 'scan', mediaType: input.scan!.mediaType, sha256: hex(scanHash) },
    ],
  );
  const hash = manifestHash(manifest);
  const at = deps.clock.now();
  const evidence = {
    v: 1,
    kind: 'PAPER',
    manifest,
    scanHash: hex(scanHash),
    placeOfOriginal: input.placeOfOriginal,
    signedOn: input.signedOn,
    signer: document.signerRole,
    receivedBy: clerk.accountId,
    receivedAt: at.toISOString(),
    attestation: { manifestHash: hash },
  };
  return deps.db.tx(
    holderScope(clerk.holderId),
    async (tx): Promise<{ consentId: string; subjectId: string } | Refusal> => {
      await oneDecisionAtATime(tx, subjectId);
      const latest = await latestWord(tx, subjectId, purposeId);
      if (latest !== null && saidNoAfter(latest, startOfDay(input.signedOn)))
        return refuse('LATER_WORD_STANDS', { field: 'signedOn', details: { state: latest.state } });
      // It counts for nothing yet: a consent that stands goes on standing until the check.
      const current = latest === null || !['active', 'pending', 'frozen'].includes(latest.state);
      using key = await dataKey(
        deps.keys,
        tx,
        { class: 'proof', subjectId, holderId: clerk.holderId },
        deps.clock.real(),
      );
      const entry = entryOf(deps.clock, document.profile, {
        type: 'consent.registered-on-paper',
        actor: { kind: 'account', id: clerk.accountId, role: 'clerk' },
        holder: clerk.holderId,
        subject: subjectId,
        object: { kind: 'consent', id: document.consentId },
        data: {
          documentHash: hex(sha256(bytes)),
          evidenceHash: hex(sha256(canonicalBytes(evidence as unknown as JsonObject))),
          manifestHash: hash,
          scanHash: hex(scanHash),
          mode: 'PAPER',
          purpose: purposeId,
          purposeVersion: document.purposeVersion.id,
        },
      });
      const given = document.dataItems.filter((item) => item.choice === 'given');
      await insertScan(tx, {
        subjectId,
        consentId: document.consentId,
        holderId: clerk.holderId,
        mediaType: input.scan!.mediaType,
        sha256: scanHash,
        sealed: sealValue(key, { table: 'paper_scan', row: document.consentId, column: 'sealed' }, input.scan!.bytes),
      });
      await insertEvent(tx, {
        id: uuidv7(deps.clock.real()),
        subjectId,
        consentId: document.consentId,
        holderId: clerk.holderId,
        kind: 'registered-on-paper',
        at,
        data: { by: clerk.accountId },
        sealed: null,
        journalEntryId: entry.id,
      });
      await insertDecision(tx, {
        row: {
          subject_id: subjectId,
          id: document.consentId,
          holder_id: clerk.holderId,
          purpose_id: purposeId,
          purpose_version_id: document.purposeVersion.id,
          notice_id: document.notice.id,
          state: 'unproven',
          current,
          profile: document.profile,
          medium: 'paper',
          evidence_mode: 'PAPER',
          signer_role: document.signerRole,
          given_at: at,
          valid_from: validFrom(document, startOfDay(input.signedOn)),
          valid_until: validUntil(document),
          ended_at: null,
          categories: given.map((item) => item.code),
          special_categories: given.filter((item) => item.special).map((item) => item.code),
          actions: document.actions,
          transfer: document.thirdPartyTransfer.possible,
          cross_border: document.crossBorder?.planned === true,
          public_items: [],
          invalid_clauses: [],
          document_hash: sha256(bytes),
          manifest_hash: Buffer.from(hash, 'hex'),
          evidence_id: null,
          journal_entry_id: entry.id,
          giving_steps: 1,
        },
        sealedDocument: sealJson(key, documentPlace(document.consentId), document),
        sealedEvidence: sealJson(key, evidencePlace(document.consentId), evidence),
        draftId: null,
        entries: [entry],
        outbox: { id: uuidv7(deps.clock.real()), kind: 'check.paper-consent' },
      });
      tx.onCommit(deps.poke);
      return { consentId: document.consentId, subjectId };
    },
  );
}

// PD-9.4a: a paper from before the subject's "no" does not undo it. On the same day nobody can tell which was first.
const saidNoAfter = ({ state, given_at, ended_at }: LatestWord, signed: Date): boolean =>
  (state === 'withdrawn' || state === 'declined') && startOfDay(dayOf(ended_at ?? given_at)) > signed;

async function paperDocument(
  deps: ConsentDeps,
  clerk: Clerk,
  input: PaperInput,
): Promise<{ document: ConsentDocument; purposeId: string } | Refusal> {
  const purpose = await purposeById(deps.db, input.purposeId);
  if (purpose === null || purpose.holderId !== clerk.holderId || purpose.currentVersionId === null)
    return refusePurpose('FORM_NOT_PUBLISHED');
  const version = (await deps.registers.version(purpose.currentVersionId))!;
  const [subject, signer] = await Promise.all([
    record(deps, input.subjectPerson),
    input.representative === null ? null : record(deps, input.representative.personId),
  ]);
  if (subject === null) return refuse('SUBJECT_NOT_NATURAL');
  if (
    input.representative === null &&
    capacity(subject.birthDate, input.signedOn, version.body.ageAppropriate) === 'representative'
  )
    return refuse('REPRESENTATIVE_REQUIRED');
  const audience = version.body.childText !== null && isChild(subject.birthDate, input.signedOn) ? 'child' : 'adult';
  const notice = await noticeOf(deps.db, version.id, input.noticeLang, audience);
  const holder = (await deps.registers.holder(clerk.holderId))!;
  const draft = compose({
    consentId: uuidv7(deps.clock.real()),
    holder,
    version,
    notice: {
      id: notice!.id,
      hash: notice!.hash,
      lang: input.noticeLang,
      acquaintedAt: startOfDay(input.acquaintedOn),
    },
    subject,
    representative:
      input.representative === null || signer === null
        ? null
        : { person: signer, authority: input.representative.authority },
    choices: input.choices,
    beside: input.beside,
    medium: 'paper',
    templateHash: deps.templates[version.body.service.kind === 'none' ? 'consent-cp8' : 'standard-form'],
    profile: deps.profile,
    salt: randomBytes(32).toString('hex'),
    today: input.signedOn,
    now: startOfDay(input.signedOn),
  });
  const document = complete(draft, {
    today: dayOf(deps.clock.now()),
    acts: deps.profile === 'kr-2017' ? ['CP'] : deps.profile === 'kr-draft-pd' ? ['PD'] : ['CP', 'PD'],
    standardFormHash: deps.templates['standard-form'],
    askedItems: version.body.categories.map((category) => category.code),
    processorIds: holder.body.processors.map((one) => one.code),
  });
  return isRefusal(document) ? document : { document, purposeId: purpose.id };
}

async function record(deps: ConsentDeps, personId: string): Promise<PersonRecord | null> {
  return (
    (await deps.db.tx(systemScope('a clerk registers a paper consent'), (tx) => readPerson(deps.keys, tx, personId)))
      ?.record ?? null
  );
}

/** The second person: compares with the original and lets the consent take effect. */
export async function confirmPaperConsent(
  deps: ConsentDeps,
  clerk: Clerk,
  subjectId: string,
  consentId: string,
): Promise<{ evidenceId: string } | Refusal> {
  return deps.db.tx(holderScope(clerk.holderId), async (tx) => {
    await oneDecisionAtATime(tx, subjectId);
    const consent = await consentById(tx, null, subjectId, consentId);
    if (consent === null || consent.evidence_mode !== 'PAPER') return refuse('CONSENT_UNKNOWN');
    if (consent.state !== 'unproven')
      return refuse('NOT_WITHDRAWABLE', { law: ['CP-10e'], details: { state: consent.state } });
    if ((await paperOperator(tx, subjectId, consentId)) === clerk.accountId) return refuse('SECOND_PERSON_NEEDED');
    const latest = await latestWord(tx, subjectId, consent.purpose_id);
    // What the subject decided while the paper waited for its check is later than the paper.
    if (
      latest !== null &&
      latest.id !== consentId &&
      (latest.given_at > consent.given_at || (latest.ended_at ?? latest.given_at) > consent.given_at)
    )
      return refuse('LATER_WORD_STANDS', { details: { state: latest.state } });
    const evidenceId = randomUUID();
    const at = deps.clock.now();
    const entry = entryOf(deps.clock, deps.profile, {
      type: 'consent.paper-checked',
      actor: { kind: 'account', id: clerk.accountId, role: 'clerk' },
      holder: clerk.holderId,
      subject: subjectId,
      object: { kind: 'consent', id: consentId },
      data: { evidence: evidenceId },
    });
    await activatePaper(tx, consent, evidenceId, at);
    await releaseDropped(deps, tx, consent, at);
    await insertEvent(tx, {
      id: uuidv7(deps.clock.real()),
      subjectId,
      consentId,
      holderId: clerk.holderId,
      kind: 'paper-checked',
      at,
      data: { by: clerk.accountId },
      sealed: null,
      journalEntryId: entry.id,
    });
    await insertEntries(tx, [entry]);
    tx.onCommit(deps.poke);
    return { evidenceId };
  });
}
