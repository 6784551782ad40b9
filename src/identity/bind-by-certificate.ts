import { readPerson, type PersonRecord } from '../keys/index.ts';
import { isRefusal, type Refusal } from '../platform/refusal.ts';
import type { Text3 } from '../platform/text.ts';
import { bytesHash, canonicalBytes } from '../record/index.ts';
import { bindAccount, type Bound } from './bind-account.ts';
import type { CertificateOwner, PreparedByCertificate } from './certificates.ts';
import { insertKeyUse } from './key-use-store.ts';
import { refuse } from './refusals.ts';
import { scope } from './sealing.ts';
import { useOfCertificate } from './sign-by-certificate.ts';
import type { ByCertificate, SessionRef } from './signing-api.ts';
import { isSuspected } from './suspect-store.ts';
import type { IdentityDeps } from './types.ts';

/** What the statement is, for limits of certificates and in the log of uses. */
const bindingKind = 'account-binding';
/** How old the statement may be, in milliseconds. */
const mostApart = 900_000;

/**
 * DECISIONS 1: what the owner of a qualified certificate signs to have an account stand for them. It names this session of this account
 * and the moment, so that it binds nothing else; the same input gives the same bytes.
 */
function statement(deps: IdentityDeps, session: SessionRef, claimedAt: Date): Uint8Array {
  const at = claimedAt.toISOString();
  const nonce = deps.keys
    .mac('identity/binding-by-certificate', session.accountId, session.sessionId, at)
    .toString('hex');
  return canonicalBytes({ v: 1, kind: bindingKind, service: deps.publicUrl, at, nonce, text });
}
const text: Text3 = {
  ky: 'Мен, ушул сертификаттын ээси, Макулдуктагы азыр кирип турган эсебим өзүмө таандык экенин ырастайм.',
  ru: 'Я, владелец этого сертификата, подтверждаю, что учётная запись в Макулдуке, в которую выполнен вход, принадлежит мне.',
  en: 'I, the owner of this certificate, confirm that the account of Makulduk that is signed in now is mine.',
};

export async function prepareBinding(
  deps: IdentityDeps,
  session: SessionRef,
  certificate: Uint8Array,
): Promise<(PreparedByCertificate & { readonly claimedAt: string; readonly content: Uint8Array }) | Refusal> {
  if (deps.certificates === undefined) return refuse('CERTIFICATES_NOT_TAKEN');
  const claimedAt = deps.clock.now();
  const content = statement(deps, session, claimedAt);
  const prepared = deps.certificates.prepare({ certificate, content, claimedAt, documentKind: bindingKind });
  if (isRefusal(prepared)) return prepared;
  if (await suspected(deps, session, prepared.certificate.keySha256)) return refuse('SIGN_KEY_SUSPECT');
  return { ...prepared, claimedAt: claimedAt.toISOString(), content };
}

/** DECISIONS 1: only a qualified signature binds; whom it names is taken from the certificate or from the register that issued it. */
export async function bindByCertificate(
  deps: IdentityDeps,
  session: SessionRef,
  given: Omit<ByCertificate, 'content'>,
): Promise<Bound | Refusal> {
  if (deps.certificates === undefined) return refuse('CERTIFICATES_NOT_TAKEN');
  if (Math.abs(deps.clock.now().getTime() - given.claimedAt.getTime()) > mostApart) return refuse('SIGNING_OVER');
  const content = statement(deps, session, given.claimedAt);
  const completed = await deps.certificates.complete({ ...given, content, documentKind: bindingKind });
  if (isRefusal(completed)) return completed;
  const { owner, report, certificate, cades } = completed;
  if (await suspected(deps, session, certificate.keySha256)) return refuse('SIGN_KEY_SUSPECT');
  await deps.db.tx(scope, (tx) =>
    insertKeyUse(
      tx,
      session.accountId,
      { now: deps.clock.now(), real: deps.clock.real() },
      {
        ...useOfCertificate(completed),
        document_kind: bindingKind,
        document_hash: Buffer.from(bytesHash(content), 'hex'),
        holder_id: null,
      },
    ),
  );
  if (report.class !== 'qualified' || !owner.natural) return refuse('BINDING_NEEDS_QUALIFIED');
  const record = await recordOf(deps, owner);
  if (record === null) return refuse('CERTIFICATE_NAMES_NOBODY');
  const evidence = {
    number: certificate.number,
    sha256: certificate.sha256,
    report,
    cades: Buffer.from(cades).toString('base64url'),
  };
  return bindAccount(deps, session.accountId, { record, evidence }, { method: 'certificate' });
}

const suspected = (deps: IdentityDeps, { accountId }: SessionRef, keySha256: string): Promise<boolean> =>
  deps.db.tx(scope, (tx) => isSuspected(tx, accountId, Buffer.from(keySha256, 'hex')));

/** The person by the PIN in the certificate, else as the register of the centre knows its owner. Without a PIN nobody is told apart. */
async function recordOf(deps: IdentityDeps, owner: CertificateOwner): Promise<PersonRecord | null> {
  const { pin, surname, givenName, patronymic, birthDate, registered } = owner;
  if (pin !== null && surname !== null && givenName !== null && birthDate !== null)
    return { pin, surname, givenName, patronymic, birthDate, documents: [], address: null, contacts: [] };
  if (pin !== null || registered === null) return null;
  const personId = deps.keys.personIdOf(registered.subjectId, registered.centreId);
  const person = await deps.db.tx(scope, (tx) => readPerson(deps.keys, tx, personId));
  return person?.state === 'active' && person.record !== null && person.record.pin !== null ? person.record : null;
}
