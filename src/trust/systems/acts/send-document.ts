import { createHash } from 'node:crypto';
import { recordKeyUse, type SignatureType } from '../../../identity/index.ts';
import { type ActCategory, type SignatureLaw, signatureLaw } from '../../../law/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import { uuidv7 } from '../../../platform/ids.ts';
import { isRefusal, type Refusal } from '../../../platform/refusal.ts';
import { keyDigest } from '../../issue/index.ts';
import { journal, scope, type SystemDeps } from '../deps.ts';
import { type ExchangedDocument, governmentRules, insertDocument } from '../document-store.ts';
import { keptToAnswer, mostMessageBytes } from '../keeping.ts';
import { acceptedTypes } from '../policy.ts';
import { bodiesOf, ruleAt } from '../public-bodies.ts';
import { refuse } from '../refusals.ts';
import type { Acting, ExchangeSystem, Participant } from '../system.ts';
import { participantsOf, policyOf, systemById } from '../system-store.ts';
import { keepMessage } from './keep-message.ts';
import { actsAs, notIn } from './participants.ts';
import { type SignedAs, signedAs } from './signed-as.ts';

export type Sent = {
  readonly category: ActCategory;
  readonly documentKind: string;
  /** What the sender says the signature is. */
  readonly signatureType: SignatureType;
  /** What the file is called; null: the sender says nothing. */
  readonly fileName: string | null;
  readonly document: Uint8Array;
  /** CMS or JAdES, detached or not; null: signed by the session, where the operator's rules allow it. */
  readonly signature: Uint8Array | null;
  /** ES-9.1.2b: whom a simply signed document names. */
  readonly namedPerson: string | null;
  /** As which participant; needed where the sender acts for several. */
  readonly as: string | null;
  readonly recipients: readonly string[];
};
export type Taken = { readonly id: string; readonly signatureType: SignatureType; readonly rules: SignatureLaw };

/** `name`: of the person who is signed in, as the register of persons or the organisation has it; a machine has neither name nor session. */
export type Sending = Acting & { readonly clientId?: string; readonly name?: string; readonly sessionId?: string };

/**
 * A signed document on its way through a system. What the law and the Government say comes first, the system's own order after them
 * (ES-3.2). The document is kept sealed for its sender and recipients until it is answered; a hash of it stays.
 */
export async function sendDocument(
  deps: SystemDeps,
  who: Sending,
  systemId: string,
  sent: Sent,
): Promise<Taken | Refusal> {
  const size = sent.document.length + (sent.signature?.length ?? 0);
  if (size > mostMessageBytes)
    return refuse('MESSAGE_TOO_LARGE', {
      field: 'document',
      values: { size: String(size), most: String(mostMessageBytes) },
    });
  const way = await deps.db.tx(scope, (tx) => wayIn(deps, tx, who, systemId, sent));
  if (isRefusal(way)) return way;
  const signed = await signedAs(deps, who, way.system, sent);
  if (isRefusal(signed)) return signed;
  const { certificate } = signed;
  const simple = signed.type === 'simple';
  const key = certificate && (await deps.accountOfKey(certificate));
  const keyOf = simple ? who.accountId : (key?.accountId ?? null);
  // DECISIONS 7: what a person sends in their own name, nobody else has signed, nor an organisation.
  const own = simple || key?.own === true;
  if (way.sender.kind === 'citizen' && !(own && keyOf === who.accountId)) return refuse('SIGNER_NOT_SENDER');
  return deps.db.tx(scope, async (tx) => {
    const barred = await barredType(deps, tx, way, sent.documentKind, signed.type);
    if (barred !== undefined) return barred;
    const now = deps.clock.now();
    const document: ExchangedDocument = {
      id: uuidv7(deps.clock.real()),
      systemId,
      category: sent.category,
      documentKind: sent.documentKind,
      documentHash: createHash('sha256').update(sent.document).digest(),
      signatureType: signed.type,
      certificateNumber: signed.certificateNumber,
      keySha256: certificate && keyDigest(certificate.publicKey.raw),
      senderId: way.sender.id,
      accountId: who.accountId,
      at: now,
    };
    const rules = signatureLaw(sent.category);
    const entryId = await journal(deps, tx, {
      type: 'exchange-document.sent',
      actor: who.accountId === null ? { kind: 'client', id: who.clientId! } : { kind: 'account', id: who.accountId },
      holderId: way.system.ownerId,
      object: { kind: 'exchange-document', id: document.id },
      data: {
        system: systemId,
        category: sent.category,
        law: rules.by,
        documentKind: sent.documentKind,
        documentHash: document.documentHash.toString('hex'),
        signatureType: signed.type,
        certificate: signed.certificateNumber,
        recipients: way.recipients.length,
        keepUntil: keptToAnswer(now).toISOString(),
      },
    });
    const recipients = way.recipients.map(({ id }) => id);
    await insertDocument(tx, document, recipients, entryId);
    const message = {
      name: sent.fileName ?? sent.documentKind,
      document: sent.document,
      signature: sent.signature,
      namedPerson: simple ? sent.namedPerson : null,
      report: signed.report,
    };
    await keepMessage(deps, tx, { documentId: document.id, ownerId: way.system.ownerId }, message, now);
    // Whose key it is, sees its uses, whoever hands the document in; of a key that is nobody's here nobody does.
    if (keyOf !== null) await recordUse(deps, tx, keyOf, document, signed);
    for (const to of way.recipients)
      await deps.notify(tx, {
        holderId: to.holderId ?? way.system.ownerId,
        subjectId: to.subjectId,
        kind: documentSent,
        ref: document.id,
      });
    return { id: document.id, signatureType: signed.type, rules };
  });
}

/** The kind of the notice to a recipient. */
export const documentSent = 'exchange.document-sent';

type Way = {
  readonly system: ExchangeSystem;
  readonly sender: Participant;
  readonly recipients: readonly Participant[];
};

async function wayIn(deps: SystemDeps, tx: Tx, who: Acting, systemId: string, sent: Sent): Promise<Way | Refusal> {
  const system = await systemById(tx, systemId);
  if (system === undefined) return refuse('SYSTEM_UNKNOWN');
  const own = await actsAs(deps, tx, system, who);
  const sender = sent.as === null ? own[0] : own.find(({ id }) => id === sent.as);
  if (sender === undefined) return notIn(system);
  if (!system.documentKinds.some(({ code }) => code === sent.documentKind))
    return refuse('DOCUMENT_KIND_UNKNOWN', { field: 'documentKind' });
  const all = new Map((await participantsOf(tx, systemId)).map((one) => [one.id, one]));
  const recipients = [...new Set(sent.recipients)].flatMap((id) => all.get(id) ?? []);
  return recipients.length < new Set(sent.recipients).size
    ? refuse('RECIPIENT_UNKNOWN', { field: 'recipients' })
    : { system, sender, recipients };
}

/** Statute, then Government, then the order of the system. */
async function barredType(
  deps: SystemDeps,
  tx: Tx,
  { system, sender }: Way,
  documentKind: string,
  type: SignatureType,
): Promise<Refusal | undefined> {
  const owner = await deps.registers.holder(system.ownerId);
  const policy = (await policyOf(tx, system.id))?.body ?? null;
  const { types, simpleLaw } = acceptedTypes(system, documentKind, policy, owner?.holdsStateSecrets === true);
  if (type === 'simple' && simpleLaw !== undefined) return refuse('SIGN_SIMPLE_FORBIDDEN', { law: simpleLaw });
  const body = sender.holderId === null ? null : await deps.registers.holder(sender.holderId);
  const bodies = body === null ? null : bodiesOf(body.type);
  const rule = bodies === null ? null : ruleAt(await governmentRules(tx), bodies, deps.clock.now());
  if (rule !== null && !rule.types.includes(type))
    return refuse('SIGN_TYPE_NOT_ALLOWED', {
      values: { act: `${rule.act.title} № ${rule.act.number}, ${rule.act.on}` },
      details: { allowed: rule.types, signed: type, act: rule.act.number },
    });
  return types.includes(type) ? undefined : refuse('SIGN_TYPE_NOT_ACCEPTED', { details: { accepted: types } });
}

// ES-10.1b: the owner of the account sees it among the uses of keys; with whom, the exchange itself knows (`sentWithKey`).
const recordUse = (
  deps: SystemDeps,
  tx: Tx,
  accountId: string,
  { documentKind, documentHash, signatureType, certificateNumber, keySha256 }: ExchangedDocument,
  { keyKind, tool }: Pick<SignedAs, 'keyKind' | 'tool'>,
): Promise<unknown> =>
  recordKeyUse(
    tx,
    accountId,
    { now: deps.clock.now(), real: deps.clock.real() },
    {
      key_kind: keyKind,
      signature_type: signatureType,
      certificate_number: certificateNumber,
      key_sha256: keySha256,
      document_kind: documentKind,
      document_hash: documentHash,
      holder_id: null,
      tool,
    },
  );
