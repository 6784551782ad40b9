import { randomBytes } from 'node:crypto';
import { dataKey, type PersonRecord, readPerson, sealJson } from '../../keys/index.ts';
import { dayOf } from '../../law/index.ts';
import {
  type JsonObject,
  canonicalBytes,
  type ConsentManifest,
  consentManifest,
  hex,
  manifestHash,
  sha256,
} from '../../record/index.ts';
import { personScope, systemScope } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import type { Lang } from '../../platform/text.ts';
import { capacity, isChild } from '../age.ts';
import type { ActingPerson, ConsentDeps } from '../deps.ts';
import { type BesideLang, complete, type ConsentDocument } from '../document/index.ts';
import { asksConsent, type PurposeVersion } from '../purposes/purpose.ts';
import { refuse as refusePurpose } from '../purposes/refusals.ts';
import { noticeOf, purposeById } from '../purposes/store.ts';
import { refuse } from '../refusals.ts';
import { type Choices, compose } from './compose.ts';
import { insertDraft } from './draft-store.ts';
import { powerFor } from './representation.ts';

export type PrepareInput = {
  readonly purposeId: string;
  /** The protocol of this journey; its `notice-shown` step is the proof of acquaintance. */
  readonly protocolId: string;
  readonly choices: Choices;
  readonly beside: BesideLang | null;
  /** Acting for somebody under a recorded power (CP-6e). */
  readonly representationId?: string;
};

export type Prepared = {
  readonly draftId: string;
  readonly consentId: string;
  readonly holderId: string;
  readonly document: ConsentDocument;
  readonly manifestHash: string;
  readonly expiresAt: Date;
};

/** What a draft holds until it is signed. Sealed under the subject's proof key. */
export type DraftContent = {
  readonly document: ConsentDocument;
  readonly manifest: ConsentManifest;
  readonly purposeId: string;
  readonly protocolId: string;
  readonly noticeLang: Lang;
  readonly audience: 'adult' | 'child';
  readonly personId: string;
  /** The power under which the signer acts; null = for themselves. */
  readonly representationId: string | null;
};

const draftMinutes = 30;

/** CP-5 -> CP-8: acquainted first, then the document is put together, checked for completeness and held for signing. */
export async function prepareConsent(
  deps: ConsentDeps,
  who: ActingPerson,
  input: PrepareInput,
): Promise<Prepared | Refusal> {
  const purpose = await purposeById(deps.db, input.purposeId);
  if (purpose === null) return refusePurpose('PURPOSE_UNKNOWN');
  const version = purpose.currentVersionId === null ? null : await deps.registers.version(purpose.currentVersionId);
  if (version === null || purpose.state !== 'active') return refusePurpose('FORM_NOT_PUBLISHED');
  if (!asksConsent(version.body))
    return refusePurpose('CONSENT_NOT_NEEDED', {
      law: [version.body.ground!.code, 'PD-9.4b'],
      values: { ground: version.body.ground!.code },
    });
  // CP-4c: an electronic document is made of a form that is published as one.
  if (!version.body.media.includes('electronic_document')) return refusePurpose('FORM_NOT_IN_THIS_MEDIUM');
  const now = deps.clock.now();
  const today = dayOf(now);

  const power =
    input.representationId === undefined
      ? null
      : await powerFor(deps, who.personId, input.representationId, today, version.holderId);
  if (isRefusal(power)) return power;
  const subjectPerson = power?.principal ?? who.personId;
  const subject = await readRecord(deps, subjectPerson);
  if (subject === null) return refuse('SUBJECT_NOT_NATURAL');
  const refusal = checkPerson(subject, version, today, power !== null);
  if (refusal !== null) return refusal;

  const acquainted = await acquaintance(
    deps,
    input.protocolId,
    version,
    isChild(subject.birthDate, today) ? 'child' : 'adult',
  );
  if (isRefusal(acquainted)) return acquainted;
  const ticked = checkTicks(input.choices, version);
  if (ticked !== null) return ticked;

  const holder = (await deps.registers.holder(version.holderId))!;
  const onForm = version.body.service.kind !== 'none';
  const consentId = uuidv7(deps.clock.real());
  const draft = compose({
    consentId,
    holder,
    version,
    subject,
    choices: input.choices,
    beside: input.beside,
    medium: 'electronic_document',
    notice: acquainted.notice,
    representative:
      power === null ? null : { person: (await readRecord(deps, who.personId))!, authority: power.authority },
    templateHash: deps.templates[onForm ? 'standard-form' : 'consent-cp8'],
    profile: deps.profile,
    salt: randomBytes(32).toString('hex'),
    today,
    now,
  });
  const document = complete(draft, {
    today,
    acts: deps.profile === 'kr-2017' ? ['CP'] : deps.profile === 'kr-draft-pd' ? ['PD'] : ['CP', 'PD'],
    standardFormHash: deps.templates['standard-form'],
    askedItems: version.body.categories.map((category) => category.code),
    processorIds: holder.body.processors.map((one) => one.code),
  });
  if (isRefusal(document)) return document;
  return hold(deps, who, input.protocolId, {
    document,
    version,
    holderId: holder.id,
    subjectPerson,
    notice: acquainted,
    representationId: power?.id ?? null,
  });
}

async function readRecord(deps: ConsentDeps, personId: string): Promise<PersonRecord | null> {
  const person = await deps.db.tx(systemScope('the signer’s own record for the document'), (tx) =>
    readPerson(deps.keys, tx, personId),
  );
  return person?.state === 'active' ? person.record : null;
}

// DECISIONS 11: who may sign follows from the age on the day of signing.
function checkPerson(
  subject: PersonRecord,
  version: PurposeVersion,
  today: string,
  represented: boolean,
): Refusal | null {
  if (!represented && capacity(subject.birthDate, today, version.body.ageAppropriate) === 'representative')
    return refuse('REPRESENTATIVE_REQUIRED');
  const parts = [
    subject.address === null ? 'address' : null,
    subject.documents.length === 0 ? 'document' : null,
  ].filter((part) => part !== null);
  if (parts.length === 0) return null;
  return refuse(
    parts.length === 2 ? 'PERSON_INCOMPLETE' : parts[0] === 'address' ? 'ADDRESS_MISSING' : 'DOCUMENT_MISSING',
    { details: { missing: parts } },
  );
}

// CP-6b: nothing is ticked for the person, and a consent without any permission is none. CP-F-22: which boxes are ticked is
// the person's own choice; without the first, `may` refuses every operation of processing.
function checkTicks(choices: Choices, version: PurposeVersion): Refusal | null {
  if (!choices.processing && !choices.transfer && !choices.crossBorder)
    return refuse('CONSENT_INCOMPLETE', {
      law: ['CP-6b', 'CP-F-22'],
      field: 'choices/processing',
      values: { parts: 'permissions' },
      details: { missing: ['permissions'] },
    });
  // PD-4.4, CP-8e: what the form does not ask for is refused, not quietly dropped.
  const beyond = choices.categories.find((code) => !version.body.categories.some((category) => category.code === code));
  if (beyond !== undefined)
    return refusePurpose('EXCESSIVE_DATA', {
      law: ['PD-4.4', 'CP-8e'],
      field: 'choices/categories',
      values: { category: beyond },
    });
  const lacking = version.body.categories.filter(
    (category) => category.required && !choices.categories.includes(category.code),
  );
  if (lacking.length > 0)
    return refuse('CONSENT_INCOMPLETE', {
      law: ['CP-8e', 'CP-F-25'],
      field: 'choices/categories',
      values: { parts: lacking.map((one) => one.text.ky).join(', ') },
      details: { missing: lacking.map((one) => one.code) },
    });
  return null;
}

// CP-5e: the notice was shown, in this journey, before anything was given; the protocol says so, not the browser.
async function acquaintance(
  deps: ConsentDeps,
  protocolId: string,
  version: PurposeVersion,
  audience: 'adult' | 'child',
) {
  const protocol = await deps.signing.readProtocol(protocolId);
  const shown = protocol?.steps.findLast(
    (step) => step.kind === 'notice-shown' && step.data['purposeVersion'] === version.id,
  );
  if (shown === undefined) return refuse('NO_PRIOR_NOTICE');
  const lang = shown.data['lang'] as Lang;
  const notice = await noticeOf(deps.db, version.id, lang, version.body.childText === null ? 'adult' : audience);
  if (notice === null || shown.data['noticeHash'] !== hex(notice.hash)) return refuse('NO_PRIOR_NOTICE');
  return {
    notice: { id: notice.id, hash: notice.hash, lang, acquaintedAt: new Date(shown.lawAt) },
    audience: notice.audience,
  };
}

async function hold(
  deps: ConsentDeps,
  who: ActingPerson,
  protocolId: string,
  made: {
    document: ConsentDocument;
    version: PurposeVersion;
    holderId: string;
    subjectPerson: string;
    notice: { notice: { id: string; hash: Uint8Array; lang: Lang }; audience: 'adult' | 'child' };
    representationId: string | null;
  },
): Promise<Prepared | Refusal> {
  const { document, version, holderId, notice } = made;
  const bytes = canonicalBytes(document as unknown as JsonObject);
  const manifest = consentManifest(
    { consent: document.consentId, holder: holderId, notice: notice.notice.id, purposeVersion: version.id },
    [
      { role: 'document', name: 'consent.json', mediaType: 'application/json', sha256: hex(sha256(bytes)) },
      {
        role: 'notice',
        name: 'notice.json',
        id: notice.notice.id,
        mediaType: 'application/json',
        sha256: hex(notice.notice.hash),
      },
      { role: 'template', id: document.template.id, sha256: document.template.hash },
    ],
  );
  const hash = manifestHash(manifest);
  const draftId = uuidv7(deps.clock.real());
  const expiresAt = new Date(deps.clock.real().getTime() + draftMinutes * 60_000);
  const subjectId = deps.keys.subjectIdOf(made.subjectPerson, holderId);
  const content: DraftContent = {
    document,
    manifest,
    purposeId: version.purposeId,
    protocolId,
    noticeLang: notice.notice.lang,
    audience: notice.audience,
    personId: made.subjectPerson,
    representationId: made.representationId,
  };
  // CP-10d: only the protocol's own session adds to it; on another's protocol nothing is prepared.
  const shown = await deps.signing.recordStep(who, protocolId, 'document-shown', {
    consent: document.consentId,
    manifestHash: hash,
    documentHash: hex(sha256(bytes)),
    template: document.template.hash,
  });
  if (shown !== undefined) return shown;
  await deps.db.tx(personScope([subjectId]), async (tx) => {
    using key = await dataKey(deps.keys, tx, { class: 'proof', subjectId, holderId }, deps.clock.real());
    const sealed = sealJson(key, { table: 'consent_draft', row: draftId, column: 'sealed' }, content);
    await insertDraft(tx, {
      id: draftId,
      subjectId,
      holderId,
      purposeId: version.purposeId,
      sealed,
      manifestHash: Buffer.from(hash, 'hex'),
      expiresAt,
    });
  });
  return { draftId, consentId: document.consentId, holderId, document, manifestHash: hash, expiresAt };
}
