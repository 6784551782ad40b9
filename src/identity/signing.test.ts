import assert from 'node:assert/strict';
import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto';
import { after, test } from 'node:test';
import { isRefusal } from '../platform/refusal.ts';
import { hashOf } from '../record/index.ts';
import { standardAgreement } from './agreement-text-data.ts';
import { acceptAgreement, acceptedText, activateAgreement, draftAgreement, showAgreement } from './agreements.ts';
import { bindAccount } from './bind-account.ts';
import type { LoginSessionEvidence, Protocol, SigningEvidence, WebAuthnEvidence } from './evidence.ts';
import { brokenStep } from './protocol.ts';
import { refuse } from './refusals.ts';
import { scope } from './sealing.ts';
import type { OnSigned } from './signing-api.ts';
import { addStaff } from './staff.ts';
import { browser, device, identityFixture, password, recordOf, signUp } from './test-identity.ts';

const fixture = await identityFixture();
after(fixture.stop);
const { deps, identity, holderId } = fixture;
const { signing } = identity;

const admin = await addStaff(
  deps,
  {
    login: 'admin-1@example.kg',
    password,
    name: 'Жумабекова Айнура',
    office: 'holder',
    holderId,
    roles: ['administrator'],
    lang: 'ky',
  },
  null,
);
assert.ok(!isRefusal(admin));
const administrator = { accountId: admin.accountId, holderId };
const kinds = ['consent', 'consent-withdrawal', 'secret-note', 'deed', 'charter', 'cross-border-consent'];
const draftWith = (content = standardAgreement) =>
  draftAgreement(deps, holderId, { content, documentKinds: kinds, signatureTypes: ['simple', 'unqualified'] });
const code = (result: unknown): string | undefined => (isRefusal(result) ? result.code : undefined);

const { page } = await signUp(fixture, '+996 000 333 444');
const me = await (async () => {
  const { items } = (await page.get('/v1/auth/sessions')).json() as { items: { id: string }[] };
  const [row] = await deps.db.query<{ account_id: string }>(scope, 'SELECT account_id FROM session WHERE id = $1', [
    items[0]!.id,
  ]);
  return { accountId: row!.account_id, sessionId: items[0]!.id };
})();
const record = { ...recordOf(0), address: null, contacts: [] };

const manifest = (): string => randomBytes(32).toString('hex');
async function ceremony(documentKind = 'consent') {
  const protocolId = await signing.openProtocol(me, { holderId, documentKind });
  assert.ok(!isRefusal(protocolId));
  await signing.recordStep(me, protocolId, 'notice-shown', { noticeHash: 'ab'.repeat(32), lang: 'ky' });
  await signing.recordStep(me, protocolId, 'choice-made', { item: 'full-name', given: true });
  await signing.recordStep(me, protocolId, 'document-shown', { documentHash: 'cd'.repeat(32) });
  const manifestHash = manifest();
  return {
    protocolId,
    manifestHash,
    begun: await signing.beginSigning(me, { protocolId, manifestHash, holderId, documentKind }),
  };
}
const evidenceItself: OnSigned<SigningEvidence> = async (_tx, evidence) => evidence;
const sign = (signingId: string, given: string) =>
  signing.confirmByPassword(me, signingId, { password: given, address: '192.0.2.1', lang: 'ky' }, evidenceItself);

test('an account that stands for no person signs nothing', async () => {
  assert.equal(code((await ceremony()).begun), 'NOT_BOUND');
});

test('ES-9.3a: without an agreement or act there is no basis; after the agreement covers the kind there is', async () => {
  const bound = await bindAccount(deps, me.accountId, { record, evidence: {} }, { method: 'esi' });
  assert.ok(!isRefusal(bound));
  assert.equal(code((await ceremony()).begun), 'SIGN_NO_BASIS');
  assert.equal(code(await signing.simpleSignatureBasis(me.accountId, holderId, 'consent')), 'SIGN_NO_BASIS');
  const draft = await draftWith();
  assert.equal(await activateAgreement(deps, administrator, draft.id), undefined);
  assert.equal(
    code(await signing.simpleSignatureBasis(me.accountId, holderId, 'consent')),
    'SIGN_NO_BASIS',
    'in force, but not yet accepted',
  );
  const view = (await showAgreement(deps, holderId, 'ky', me.accountId))!;
  const who = { ...me, personId: bound.personId };
  assert.equal(
    code(await acceptAgreement(deps, who, holderId, { lang: 'ky', textHash: 'ab'.repeat(32) })),
    'AGREEMENT_CHANGED',
  );
  assert.ok(!isRefusal(await acceptAgreement(deps, who, holderId, { lang: 'ky', textHash: view.hash })));
  const basis = await signing.simpleSignatureBasis(me.accountId, holderId, 'consent');
  assert.ok(!isRefusal(basis) && basis.kind === 'agreement');
  assert.equal(hashOf((await acceptedText(deps, basis.agreementId, basis.lang))!), basis.textHash);
  assert.deepEqual([basis.version, basis.textHash, basis.lang, basis.documentKinds], [1, view.hash, 'ky', kinds]);
});

test('ES-9.3.1: an agreement without the person determination mechanism is not activated', async () => {
  for (const content of [
    { ...standardAgreement, sections: standardAgreement.sections.filter((one) => one.code !== 'identification') },
    { ...standardAgreement, resolver: null },
  ])
    assert.equal(
      code(await activateAgreement(deps, administrator, (await draftWith(content)).id)),
      'AGR_IDENTIFICATION_MISSING',
    );
});

test('ES-9.3.2: an agreement without the duty of key secrecy is not activated, and no key stands in clear', async () => {
  const content = {
    ...standardAgreement,
    sections: standardAgreement.sections.map((one) =>
      one.code === 'confidentiality' ? { ...one, paragraphs: [] } : one,
    ),
  };
  assert.equal(
    code(await activateAgreement(deps, administrator, (await draftWith(content)).id)),
    'AGR_CONFIDENTIALITY_MISSING',
  );
  const rows = await fixture.owner.query<{ row: string }>(scope, 'SELECT t::text AS row FROM credential_password t');
  for (const { row } of rows)
    for (const form of [password, Buffer.from(password).toString('hex')]) assert.equal(row.includes(form), false);
});

test('ES-6.2c: an agreement without the verification procedure is not activated', async () => {
  const content = {
    ...standardAgreement,
    sections: standardAgreement.sections.filter((one) => one.code !== 'verification'),
  };
  assert.equal(
    code(await activateAgreement(deps, administrator, (await draftWith(content)).id)),
    'AGR_VERIFICATION_PROCEDURE_MISSING',
  );
});

test('an agreement in force is never altered', async () => {
  await assert.rejects(
    deps.db.query(scope, `UPDATE agreement SET document_kinds = '{}' WHERE state = 'active'`),
    /in force/,
  );
});

let evidence: LoginSessionEvidence;
test('CP-10d-1: the evidence of a login session has login, time and session, and neither password nor hash', async () => {
  const { begun, manifestHash } = await ceremony();
  assert.ok(!isRefusal(begun));
  const signed = (await sign(begun.signingId, password)) as SigningEvidence;
  assert.equal(signed.kind, 'LOGIN_SESSION');
  evidence = signed as LoginSessionEvidence;
  assert.equal(evidence.signing.manifestHash, manifestHash);
  assert.deepEqual(
    [
      evidence.session.loginKind,
      evidence.session.loginMasked,
      evidence.session.method,
      evidence.session.clientAddress,
      evidence.session.success,
    ],
    ['phone', '+996 *** *** 444', 'password', '192.0.2.1', true],
  );
  assert.match(evidence.session.session, /^[0-9a-f]{32}$/);
  assert.match(evidence.session.authenticatedAt, /^\d{4}-.*Z$/);
  const [stored] = await fixture.owner.query<{ hash: Buffer; salt: Buffer }>(
    scope,
    'SELECT hash, salt FROM credential_password WHERE account_id = $1',
    [me.accountId],
  );
  const text = JSON.stringify(evidence);
  for (const secret of [
    stored!.hash,
    stored!.salt,
    Buffer.from(password),
    createHash('sha256').update(password).digest(),
  ])
    for (const form of ['hex', 'base64url', 'base64'] as const)
      assert.equal(text.includes(secret.toString(form)), false);
  assert.equal(text.includes(password), false);
  assert.equal(text.includes('+996000333444'), false);
});

test('CP-10d-2: the protocol has notice, ticks and confirmation in order; one altered entry breaks the chain', async () => {
  const { protocol } = evidence;
  assert.deepEqual(
    protocol.steps.map((step) => step.kind),
    ['logged-in', 'notice-shown', 'choice-made', 'document-shown', 'confirmation-asked', 'confirmed'],
  );
  assert.deepEqual(
    protocol.steps.map((step) => step.seq),
    [1, 2, 3, 4, 5, 6],
  );
  assert.equal(brokenStep(protocol), null);
  const stored = (await signing.readProtocol(protocol.id))!;
  assert.deepEqual(stored, protocol);
  for (let i = 0; i < protocol.steps.length; i++) {
    const altered: Protocol = {
      ...protocol,
      steps: protocol.steps.map((step, n) => (n === i ? { ...step, data: { ...step.data, given: false } } : step)),
    };
    assert.equal(brokenStep(altered), i + 1);
    assert.notEqual(
      brokenStep({ ...protocol, steps: protocol.steps.filter((_, n) => n !== i) }),
      i === protocol.steps.length - 1 ? 0 : null,
    );
  }
  await assert.rejects(deps.db.query(scope, `UPDATE action_step SET kind = 'refused'`), /permission denied/);
  await assert.rejects(deps.db.query(scope, 'DELETE FROM action_step'), /permission denied/);
});

test('a confirmed signing is over, and its protocol takes no more steps', async () => {
  assert.equal(code(await sign(evidence.signing.id, password)), 'SIGNING_OVER');
  assert.equal(code(await signing.recordStep(me, evidence.protocol.id, 'choice-made', {})), 'SIGNING_OVER');
});

test('what is signed stands or falls with its confirmation: a refusal or a fault spends nothing', async () => {
  const { begun } = await ceremony();
  assert.ok(!isRefusal(begun));
  const given = { password, address: '192.0.2.1', lang: 'ky' } as const;
  const gone = await signing.confirmByPassword(me, begun.signingId, given, async () => refuse('NOT_YOURS'));
  assert.equal(code(gone), 'NOT_YOURS');
  await assert.rejects(
    signing.confirmByPassword(me, begun.signingId, given, async () => {
      throw new Error('the disk is full');
    }),
    /disk is full/,
  );
  assert.ok(!isRefusal(await sign(begun.signingId, password)));
  assert.equal(code(await sign(begun.signingId, password)), 'SIGNING_OVER');
});

test('two confirmations at once give one evidence', async () => {
  const { begun } = await ceremony();
  assert.ok(!isRefusal(begun));
  const results = await Promise.all([sign(begun.signingId, password), sign(begun.signingId, password)]);
  assert.deepEqual(results.map((one) => code(one) ?? 'evidence').sort(), ['SIGNING_OVER', 'evidence']);
});

test('ES-9.1.2a: without the key presented for this document there is no signature', async () => {
  const { begun } = await ceremony();
  assert.ok(!isRefusal(begun));
  assert.equal(code(await sign(begun.signingId, 'wrong-wrong-wrong')), 'SIGN_KEY_WRONG');
  const signed = (await sign(begun.signingId, password)) as LoginSessionEvidence;
  assert.equal(signed.signatureType, 'simple');
  assert.equal(signed.key.presentedAt, signed.signing.confirmedAt);
});

test('another session, another account and a late confirmation sign nothing', async () => {
  const { begun } = await ceremony();
  assert.ok(!isRefusal(begun));
  const other = await signUp(fixture, 'other-signer@example.kg');
  const { items } = (await other.page.get('/v1/auth/sessions')).json() as { items: { id: string }[] };
  assert.equal(
    code(
      await signing.confirmByPassword(
        { accountId: me.accountId, sessionId: items[0]!.id },
        begun.signingId,
        { password, address: '192.0.2.1', lang: 'ky' },
        evidenceItself,
      ),
    ),
    'SIGNING_OVER',
  );
  fixture.advance(16 * 60_000);
  assert.equal(code(await sign(begun.signingId, password)), 'SIGNING_OVER');
});

test('ES-9.5a ES-9.5c ES-9.5d: state secrets, notarial form and state registration exclude a simple signature', async () => {
  const refusals = await Promise.all(
    ['secret-note', 'deed', 'charter'].map((kind) => signing.simpleSignatureBasis(me.accountId, holderId, kind)),
  );
  assert.deepEqual(refusals.map(code), [
    'SIGN_SIMPLE_STATE_SECRET',
    'SIGN_SIMPLE_NOTARY',
    'SIGN_SIMPLE_STATE_REGISTRATION',
  ]);
  assert.equal(code((await ceremony('deed')).begun), 'SIGN_SIMPLE_NOTARY');
});

test('a required type is asked for with its source', async () => {
  const refused = await signing.simpleSignatureBasis(me.accountId, holderId, 'cross-border-consent');
  assert.ok(isRefusal(refused));
  assert.deepEqual([refused.code, refused.details?.['source']], ['SIGN_TYPE_NOT_ALLOWED', 'PD-32.4-1']);
});

const key = device();
async function addKey(page2 = page, authenticator = key) {
  const { options } = (await page2.post('/v1/auth/passkeys/options', { password })).json() as {
    options: { challenge: string };
  };
  return page2.post('/v1/auth/passkeys', { answer: authenticator.register(options.challenge), label: 'телефон' });
}

test('a passkey signs in without a login and without a password', async () => {
  await page.me();
  assert.equal((await addKey()).statusCode, 200);
  const visitor = browser(fixture, '192.0.2.30');
  const { challenge } = (await visitor.post('/v1/auth/passkey/options')).json() as { challenge: string };
  const answer = key.assert(challenge);
  assert.equal((await visitor.post('/v1/auth/passkey', { answer })).statusCode, 200);
  assert.equal((await browser(fixture).post('/v1/auth/passkey', { answer })).json().code, 'PASSKEY_FAILED');
});

test('a passkey without user verification, from another origin, with an old counter or a foreign challenge is refused', async () => {
  const visitor = browser(fixture, '192.0.2.31');
  const fresh = async () =>
    ((await visitor.post('/v1/auth/passkey/options')).json() as { challenge: string }).challenge;
  const attempts = [
    key.assert(await fresh(), { userVerified: false }),
    key.assert(await fresh(), { origin: 'https://evil.example' }),
    key.assert(await fresh(), { count: 1 }),
    key.assert(randomBytes(32).toString('base64url')),
    device().assert(await fresh()),
  ];
  for (const answer of attempts)
    assert.equal((await visitor.post('/v1/auth/passkey', { answer })).json().code, 'PASSKEY_FAILED');
  key.assert('reset', { count: 100 });
});

test('ES-5.5: a passkey signs the manifest as an unqualified signature without a certificate, and anyone can verify it', async () => {
  const { begun, manifestHash } = await ceremony();
  assert.ok(!isRefusal(begun));
  assert.deepEqual(begun.offered, ['simple', 'unqualified']);
  const signed = (await signing.confirmByPasskey(
    me,
    begun.signingId,
    key.assert(begun.challenge),
    evidenceItself,
  )) as WebAuthnEvidence;
  assert.equal(signed.kind, 'SIGNED_EDOC');
  assert.equal(signed.signatureType, 'unqualified');
  const { webauthn, binding, keyBinding } = signed;
  const wanted = createHash('sha256')
    .update('makulduk/sign/v1\0')
    .update(Buffer.from(manifestHash, 'hex'))
    .update(Buffer.from(signed.signing.nonce, 'hex'))
    .digest('base64url');
  const client = Buffer.from(webauthn.clientDataJSON, 'base64url');
  assert.equal((JSON.parse(client.toString()) as { challenge: string }).challenge, wanted);
  const cose = Buffer.from(webauthn.publicKey, 'base64url');
  const [x, y] = [cose.subarray(10, 42), cose.subarray(45, 77)];
  const publicKey = createPublicKey({
    key: { kty: 'EC', crv: 'P-256', x: x.toString('base64url'), y: y.toString('base64url') },
    format: 'jwk',
  });
  const message = Buffer.concat([
    Buffer.from(webauthn.authenticatorData, 'base64url'),
    createHash('sha256').update(client).digest(),
  ]);
  assert.ok(verify('sha256', message, publicKey, Buffer.from(webauthn.signature, 'base64url')));
  assert.deepEqual(webauthn.flags, { userPresent: true, userVerified: true, backupEligible: false, backedUp: false });
  const entries = await fixture.owner.query<{ type: string; body: Buffer }>(
    scope,
    'SELECT type, body FROM journal WHERE entry_id = ANY($1)',
    [[keyBinding.entryId, binding.entryId]],
  );
  assert.deepEqual(entries.map((one) => one.type).sort(), ['identity.passkey-bound', 'identity.person-bound']);
  const bound = JSON.parse(entries.find((one) => one.type === 'identity.passkey-bound')!.body.toString()) as {
    data: { publicKeyHash: string };
  };
  assert.equal(bound.data.publicKeyHash, createHash('sha256').update(cose).digest('hex'));
});

test('a signature and a log-in never share a challenge', async () => {
  const { begun } = await ceremony();
  assert.ok(!isRefusal(begun));
  const visitor = browser(fixture, '192.0.2.32');
  assert.equal(
    (await visitor.post('/v1/auth/passkey', { answer: key.assert(begun.challenge) })).json().code,
    'PASSKEY_FAILED',
  );
  const { challenge } = (await visitor.post('/v1/auth/passkey/options')).json() as { challenge: string };
  assert.equal(
    code(await signing.confirmByPasskey(me, begun.signingId, key.assert(challenge), evidenceItself)),
    'PASSKEY_FAILED',
  );
  const second = await ceremony();
  assert.ok(!isRefusal(second.begun));
  assert.equal(
    code(await signing.confirmByPasskey(me, second.begun.signingId, key.assert(begun.challenge), evidenceItself)),
    'PASSKEY_FAILED',
  );
});

test('the keys of all three algorithms register and sign in', async () => {
  for (const algorithm of [-7, -8, -257] as const) {
    const other = device({ algorithm });
    assert.equal((await addKey(page, other)).statusCode, 200, String(algorithm));
    const visitor = browser(fixture, `192.0.2.${100 - (algorithm % 50)}`);
    const { challenge } = (await visitor.post('/v1/auth/passkey/options')).json() as { challenge: string };
    assert.equal(
      (await visitor.post('/v1/auth/passkey', { answer: other.assert(challenge) })).statusCode,
      200,
      String(algorithm),
    );
    const [row] = await deps.db.query<{ algorithm: number }>(
      scope,
      'SELECT algorithm FROM credential_passkey WHERE credential_id = $1',
      [Buffer.from(other.credentialId, 'base64url')],
    );
    assert.equal(row!.algorithm, algorithm);
  }
});
