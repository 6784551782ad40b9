import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, test } from 'node:test';
import { isRefusal, type Refusal } from '../platform/refusal.ts';
import { standardAgreement } from './agreement-text-data.ts';
import { acceptAgreement, activateAgreement, draftAgreement, showAgreement } from './agreements.ts';
import { bindAccount } from './bind-account.ts';
import { createIdentity } from './identity.ts';
import { scope } from './sealing.ts';
import type { OnSigned } from './signing-api.ts';
import type { SigningEvidence } from './evidence.ts';
import { addStaff } from './staff.ts';
import { identityFixture, password, recordOf, signUp } from './test-identity.ts';
import type { IdentityDeps } from './types.ts';

// Kinds of documents whose acts ask for a type of signature, forbid the electronic form, or guard secrets.

const act = 'Бухгалтердик эсеп жөнүндө мыйзам, 9-берене';
const ban = 'Нотариат жөнүндө мыйзам, 42-берене';
const kinds: IdentityDeps['documentKinds'] = [
  { category: 'other_legal_act', code: 'consent' },
  {
    category: 'other_legal_act',
    code: 'accounting-record',
    requires: { type: 'qualified', source: act, purpose: 'баштапкы эсеп документи' },
  },
  { category: 'other_legal_act', code: 'will', electronicFormForbiddenBy: ban },
  { category: 'other_legal_act', code: 'order-secret', stateSecret: true, secrecyLevel: 2 },
];
const fixture = await identityFixture({ documentKinds: kinds, meansCertifiedFor: 1 });
after(fixture.stop);
const { deps, identity, holderId } = fixture;
const { signing } = identity;

const { page } = await signUp(fixture, '+996 000 333 555');
const me = await (async () => {
  const { items } = (await page.get('/v1/auth/sessions')).json() as { items: { id: string }[] };
  const [row] = await deps.db.query<{ account_id: string }>(scope, 'SELECT account_id FROM session WHERE id = $1', [
    items[0]!.id,
  ]);
  return { accountId: row!.account_id, sessionId: items[0]!.id };
})();
const bound = await bindAccount(
  deps,
  me.accountId,
  { record: { ...recordOf(0), address: null, contacts: [] }, evidence: {} },
  { method: 'esi' },
);
assert.ok(!isRefusal(bound));

/** An agreement with the holder that covers every kind for every type below the qualified one. */
async function agree(): Promise<void> {
  const staff = await addStaff(
    deps,
    {
      login: 'admin-2@example.kg',
      password,
      name: 'Эсенова Гүлнур',
      office: 'holder',
      holderId,
      roles: ['administrator'],
      lang: 'ky',
    },
    null,
  );
  assert.ok(!isRefusal(staff) && !isRefusal(bound));
  const content = { content: standardAgreement, documentKinds: kinds.map(({ code }) => code) };
  const draft = await draftAgreement(deps, holderId, { ...content, signatureTypes: ['simple', 'unqualified'] });
  assert.equal(await activateAgreement(deps, { accountId: staff.accountId, holderId }, draft.id), undefined);
  const { hash } = (await showAgreement(deps, holderId, 'ky', me.accountId))!;
  const who = { ...me, personId: bound.personId };
  assert.ok(!isRefusal(await acceptAgreement(deps, who, holderId, { lang: 'ky', textHash: hash })));
}

const basis = (kind: string, type: 'simple' | 'unqualified' | 'qualified') =>
  signing.signatureBasis(me.accountId, holderId, kind, type);
const refused = (found: unknown, code: string): Refusal => {
  assert.ok(isRefusal(found), JSON.stringify(found));
  assert.equal(found.code, code);
  return found;
};
const evidenceItself: OnSigned<SigningEvidence> = async (_tx, evidence) => evidence;
async function signBySimple(documentKind: string): Promise<SigningEvidence | Refusal> {
  const protocolId = await signing.openProtocol(me, { holderId, documentKind });
  assert.ok(!isRefusal(protocolId));
  const manifestHash = randomBytes(32).toString('hex');
  const begun = await signing.beginSigning(me, { protocolId, manifestHash, holderId, documentKind });
  if (isRefusal(begun)) return begun;
  const given = { password, address: '192.0.2.1', lang: 'ky' } as const;
  const signed = await signing.confirmByPassword(me, begun.signingId, given, evidenceItself);
  if (!isRefusal(signed)) assert.equal(signed.signing.manifestHash, manifestHash);
  return signed;
}

test('ES-6.1b ES-6.2b: where an act forbids the electronic form nothing is signed, by no type and under no agreement, and the act is cited', async () => {
  await agree();
  for (const type of ['simple', 'unqualified', 'qualified'] as const)
    assert.ok(refused(await basis('will', type), 'SIGN_ELECTRONIC_FORM_FORBIDDEN').text.ky.includes(ban));
  refused(await signBySimple('will'), 'SIGN_ELECTRONIC_FORM_FORBIDDEN');
});

test('ES-1.2: an act that asks for a qualified signature for its relations prevails; without one the law’s own rules apply', async () => {
  const found = refused(await signBySimple('accounting-record'), 'SIGN_TYPE_NOT_ALLOWED');
  assert.ok(found.text.ky.includes(act));
  assert.equal(found.details?.['source'], act);
  const plain = await signBySimple('consent');
  assert.ok(!isRefusal(plain), JSON.stringify(plain));
});

test('ES-5.2: a document approved with a password is signed simply; the event names person and document, and holds no password', async () => {
  const signed = await signBySimple('consent');
  assert.ok(!isRefusal(signed));
  assert.deepEqual([signed.signatureType, signed.kind], ['simple', 'LOGIN_SESSION']);
  assert.equal(signed.binding.bindingId, (bound as { bindingId: string }).bindingId);
  assert.match(signed.signing.manifestHash, /^[0-9a-f]{64}$/);
  assert.ok(!JSON.stringify(signed).includes(password));
});

test('ES-12.4a: a document of a higher level of secrecy than the means are certified for is not signed with them', async () => {
  for (const type of ['unqualified', 'qualified'] as const)
    refused(await basis('order-secret', type), 'SIGN_TOOL_SECRECY_LEVEL');
  const certified = createIdentity({ ...deps, meansCertifiedFor: 2 });
  const found = await certified.signing.signatureBasis(me.accountId, holderId, 'order-secret', 'qualified');
  assert.deepEqual(found, { kind: 'law', citation: 'ES-6.1a' });
});

test('ES-4.3: a rule that asks for a type of signature without saying what for is not taken', () => {
  const requires = { type: 'qualified', source: act, purpose: ' ' } as const;
  const made = (): unknown =>
    createIdentity({
      ...deps,
      documentKinds: [{ code: 'x', category: 'other_legal_act', requires }],
    } satisfies IdentityDeps);
  assert.throws(made, /purpose/);
});
