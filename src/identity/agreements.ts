import { uuidv7 } from '../platform/ids.ts';
import type { Refusal } from '../platform/refusal.ts';
import type { Lang } from '../platform/text.ts';
import { type AgreementDraft, agreementHashes, agreementText, checkAgreement } from './agreement.ts';
import {
  acceptanceOf,
  activate,
  activeAgreement,
  agreementById,
  type AgreementRow,
  insertAcceptance,
  insertDraft,
} from './agreement-store.ts';
import { refuse } from './refusals.ts';
import { pairwise, scope } from './sealing.ts';
import type { IdentityDeps } from './types.ts';

/** Keeps a draft. It can be anything; only activation asks for what the law demands. */
export async function draftAgreement(
  deps: IdentityDeps,
  holderId: string,
  draft: AgreementDraft,
): Promise<{ id: string; version: number }> {
  const id = uuidv7(deps.clock.real());
  const row = {
    id,
    holder_id: holderId,
    content: draft.content,
    document_kinds: [...draft.documentKinds],
    signature_types: [...draft.signatureTypes],
  };
  return { id, version: await deps.db.tx(scope, (tx) => insertDraft(tx, row, deps.clock.now())) };
}

/** Brings a draft into force and replaces the version before; refused attempts are journalled too. */
export async function activateAgreement(
  deps: IdentityDeps,
  by: { accountId: string; holderId: string },
  agreementId: string,
): Promise<Refusal | undefined> {
  return deps.db.tx(scope, async (tx): Promise<Refusal | undefined> => {
    const row = await agreementById(tx, agreementId);
    if (row?.holder_id !== by.holderId || row.state !== 'draft') return refuse('NOT_YOURS');
    const lacking = checkAgreement({
      content: row.content,
      documentKinds: row.document_kinds,
      signatureTypes: row.signature_types.filter((type) => type !== 'qualified'),
    });
    const act = {
      actor: { kind: 'account', id: by.accountId },
      object: { kind: 'agreement', id: row.id },
      holder: by.holderId,
    } as const;
    if (lacking !== undefined) {
      await deps.journal(tx, {
        type: 'identity.agreement-refused',
        ...act,
        data: { code: lacking.code, version: row.version },
      });
      return lacking;
    }
    const hashes = agreementHashes(row.content, row.holder_id, row.version);
    await activate(tx, row.id, row.holder_id, hashes, deps.clock.now());
    await deps.journal(tx, {
      type: 'identity.agreement-in-force',
      ...act,
      data: { version: row.version, ...hashes, documentKinds: row.document_kinds, signatureTypes: row.signature_types },
    });
    return undefined;
  });
}

export type AgreementView = {
  readonly agreement: AgreementRow;
  readonly text: ReturnType<typeof agreementText>;
  readonly hash: string;
  readonly accepted: { readonly at: Date; readonly lang: Lang } | null;
};

/** The agreement in force, in one language, with the hash of exactly that text. */
export async function showAgreement(
  deps: IdentityDeps,
  holderId: string,
  lang: Lang,
  accountId: string | null,
): Promise<AgreementView | null> {
  return deps.db.tx(scope, async (tx) => {
    const agreement = await activeAgreement(tx, holderId);
    if (agreement === undefined) return null;
    const accepted = accountId === null ? undefined : await acceptanceOf(tx, agreement.id, accountId);
    return {
      agreement,
      text: agreementText(agreement.content, holderId, agreement.version, lang),
      hash: agreement.hashes![lang],
      accepted: accepted === undefined ? null : { at: accepted.at, lang: accepted.lang },
    };
  });
}

/** ES-9.3a: accepted once a version, with the hash of the text shown, before first use. The hash must be that of the text in force. */
export async function acceptAgreement(
  deps: IdentityDeps,
  who: { accountId: string; sessionId: string; personId: string | null },
  holderId: string,
  given: { lang: Lang; textHash: string },
): Promise<{ acceptanceId: string } | Refusal> {
  if (who.personId === null) return refuse('NOT_BOUND');
  const personId = who.personId;
  return deps.db.tx(scope, async (tx): Promise<{ acceptanceId: string } | Refusal> => {
    const agreement = await activeAgreement(tx, holderId);
    if (agreement === undefined) return refuse('SIGN_NO_BASIS');
    if (agreement.hashes![given.lang] !== given.textHash) return refuse('AGREEMENT_CHANGED');
    const before = await acceptanceOf(tx, agreement.id, who.accountId);
    if (before !== undefined) return { acceptanceId: before.id };
    const id = uuidv7(deps.clock.real());
    const entryId = await deps.journal(tx, {
      type: 'identity.agreement-accepted',
      actor: { kind: 'account', id: pairwise(deps, 'account', holderId, who.accountId) },
      object: { kind: 'agreement', id: agreement.id },
      holder: holderId,
      subject: deps.keys.subjectIdOf(personId, holderId),
      data: {
        version: agreement.version,
        lang: given.lang,
        textHash: given.textHash,
        session: pairwise(deps, 'session', holderId, who.sessionId),
      },
    });
    await insertAcceptance(tx, {
      id,
      agreement_id: agreement.id,
      account_id: who.accountId,
      lang: given.lang,
      text_hash: given.textHash,
      session_id: who.sessionId,
      entry_id: entryId,
      at: deps.clock.real(),
      law_at: deps.clock.now(),
    });
    return { acceptanceId: id };
  });
}

/** The accepted text as it stands in an evidence package: its canonical hash is the basis's `textHash`. */
export async function acceptedText(
  deps: IdentityDeps,
  agreementId: string,
  lang: Lang,
): Promise<ReturnType<typeof agreementText> | null> {
  const row = await deps.db.tx(scope, (tx) => agreementById(tx, agreementId));
  return row === undefined || row.state === 'draft'
    ? null
    : agreementText(row.content, row.holder_id, row.version, lang);
}
