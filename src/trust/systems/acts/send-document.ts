import { createHash } from 'node:crypto';
import { recordKeyUse, type SignatureType } from '../../../identity/index.ts';
import { type ActCategory, type SignatureLaw, signatureLaw } from '../../../law/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import { uuidv7 } from '../../../platform/ids.ts';
import { isRefusal, type Refusal } from '../../../platform/refusal.ts';
import { isPdf } from '../../formats/index.ts';
import { keyDigest } from '../../issue/index.ts';
import type { Certificate } from '../../path/index.ts';
import { certificatesOf } from '../../verify/index.ts';
import { journal, scope, type SystemDeps } from '../deps.ts';
import { type ExchangedDocument, governmentRules, insertDocument } from '../document-store.ts';
import { acceptedTypes } from '../policy.ts';
import { bodiesOf, ruleAt } from '../public-bodies.ts';
import { refuse } from '../refusals.ts';
import type { Acting, ExchangeSystem, Participant } from '../system.ts';
import { participantsOf, policyOf, systemById } from '../system-store.ts';
import { judgeSigned } from './judge-signed.ts';
import { actsAs, notIn } from './participants.ts';

export type Sent = {
  readonly category: ActCategory;
  readonly documentKind: string;
  /** What the sender says the signature is. */
  readonly signatureType: SignatureType;
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

/** `name`: of the person who is signed in, as the register of persons or the organisation has it; a machine has none. */
export type Sending = Acting & { readonly clientId?: string; readonly name?: string };

/**
 * A signed document on its way through a system. What the law and the Government say comes first, the system's own order after them
 * (ES-3.2); of the document a hash is kept, its bytes go back to nobody.
 */
export async function sendDocument(
  deps: SystemDeps,
  who: Sending,
  systemId: string,
  sent: Sent,
): Promise<Taken | Refusal> {
  const way = await deps.db.tx(scope, (tx) => wayIn(deps, tx, who, systemId, sent));
  if (isRefusal(way)) return way;
  const signed = await signedAs(deps, who, way.system, sent);
  if (isRefusal(signed)) return signed;
  // DECISIONS 7: what a person sends in their own name, nobody else has signed.
  const own =
    who.accountId !== null && signed.certificate !== null && (await deps.ownsKey(who.accountId, signed.certificate));
  if (way.sender.kind === 'citizen' && signed.type !== 'simple' && !own) return refuse('SIGNER_NOT_SENDER');
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
      keySha256: signed.certificate && keyDigest(signed.certificate.publicKey.raw),
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
      },
    });
    const recipients = way.recipients.map(({ id }) => id);
    await insertDocument(tx, document, recipients, entryId);
    // Whose key it is, sees its uses; a clerk who hands in what somebody else has signed has used no key.
    if (who.accountId !== null && (own || signed.type === 'simple'))
      await recordUse(deps, tx, who.accountId, document, signed.tool);
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

type Signed = {
  readonly type: SignatureType;
  readonly certificateNumber: string | null;
  readonly certificate: Certificate | null;
  readonly tool: string;
};

async function signedAs(deps: SystemDeps, who: Sending, system: ExchangeSystem, sent: Sent): Promise<Signed | Refusal> {
  const { signature, document, documentKind, signatureType } = sent;
  if (signature === null) {
    if (signatureType !== 'simple') return refuse('SIGN_TYPE_NOT_PROVEN', { values: { declared: signatureType } });
    if (sent.namedPerson === null || sent.namedPerson.trim() === '')
      return refuse('SIGNER_NOT_NAMED', { field: 'namedPerson' });
    // ES-9.1.2b: the one named is the one who is signed in; a machine is nobody, and has no key of a simple signature.
    if (who.machine || who.name === undefined || !isNameOf(sent.namedPerson, who.name))
      return refuse('SIGNER_NAMED_OTHERWISE', { field: 'namedPerson' });
    return { type: 'simple', certificateNumber: null, certificate: null, tool: 'unknown' };
  }
  // A PDF holds its signature and its document in one: an exchange takes them apart only.
  if (isPdf(signature)) return refuse('SIGNATURE_INSIDE_PDF', { field: 'signature' });
  const found = await deps.verifier.signature({
    signature,
    document,
    at: deps.clock.now(),
    use: { documentKind, informationSystem: system.id },
  });
  if (isRefusal(found)) return found;
  const proven = judgeSigned(found.report, signatureType);
  if (isRefusal(proven)) return proven;
  const { certificate } = proven.signature.signer!;
  const made = proven.signature.features.find(({ name }) => name === 'ES-5.4.2')?.findings[0]?.about;
  return {
    type: proven.type,
    certificateNumber: certificate.number,
    certificate: certificatesOf(signature).find((one) => one.fingerprint === certificate.sha256) ?? null,
    tool: made ?? 'unknown',
  };
}

/** Surname and given name, with or without the patronymic; letters count, their case and the blanks between them do not. */
function isNameOf(given: string, name: string): boolean {
  const words = (text: string): string[] =>
    text
      .normalize('NFC')
      .toLowerCase()
      .split(/\s+/u)
      .filter((word) => word !== '');
  const [said, known] = [words(given), words(name)];
  const two = known.slice(0, 2);
  return said.length > 1 && [known, two].some((one) => one.join(' ') === said.join(' '));
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
  tool: string,
): Promise<unknown> =>
  recordKeyUse(
    tx,
    accountId,
    { now: deps.clock.now(), real: deps.clock.real() },
    {
      key_kind: certificateNumber === null ? 'password' : 'certificate',
      signature_type: signatureType,
      certificate_number: certificateNumber,
      key_sha256: keySha256,
      document_kind: documentKind,
      document_hash: documentHash,
      holder_id: null,
      tool,
    },
  );
