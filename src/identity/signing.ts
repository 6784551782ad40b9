import { randomBytes } from 'node:crypto';
import { signatureLaw } from '../law/index.ts';
import { hex, signingChallenge } from '../record/index.ts';
import { uuidv7 } from '../platform/ids.ts';
import { allOrNothing } from '../platform/db/index.ts';
import { isRefusal, type Refusal } from '../platform/refusal.ts';
import { appendStep, openProtocol, readProtocol, recordStep } from './action-protocol.ts';
import type { LoginSessionEvidence, SignatureBasis, SignatureType } from './evidence.ts';
import { insertKeyUse, unknownTool, useOf } from './key-use-store.ts';
import { relyingParty } from './passkeys.ts';
import { passkeysOf } from './passkey-store.ts';
import { confirmSigning, insertSigning, openSigning, protocolById, type SigningRow } from './protocol-store.ts';
import { refuse } from './refusals.ts';
import { scope } from './sealing.ts';
import { basisFor, documentKind } from './signature-basis.ts';
import { prepareByCertificate, signByCertificate } from './sign-by-certificate.ts';
import { cloudSigning } from './sign-by-cloud.ts';
import { signByPasskey } from './sign-by-passkey.ts';
import { commonEvidence } from './signing-evidence.ts';
import type { BegunSigning, OnSigned, SessionRef, SigningApi } from './signing-api.ts';
import { presentOwnPassword } from './sign-in.ts';
import { offeredTypes } from './simple-signature.ts';
import type { IdentityDeps } from './types.ts';

const lifetime = 900_000;

/** The signing ceremony (CP-10, ES-5, ES-9). */
export function createSigning(deps: IdentityDeps): SigningApi {
  const basis: SigningApi['signatureBasis'] = (accountId, holderId, kind, type) =>
    deps.db.tx(scope, (tx) => basisFor(deps, tx, accountId, holderId, kind, type));
  return {
    openProtocol: (session, about) => openProtocol(deps, session, about),
    recordStep: async (session, protocolId, kind, data) => {
      const step = await recordStep(deps, session, protocolId, kind, data);
      return isRefusal(step) ? step : undefined;
    },
    readProtocol: (protocolId) => readProtocol(deps, protocolId),
    signatureBasis: basis,
    simpleSignatureBasis: (accountId, holderId, kind) => basis(accountId, holderId, kind, 'simple'),
    beginSigning: (session, what) => beginSigning(deps, session, what),
    async confirmByPassword(session, signingId, given, onSigned) {
      const open = await openFor(deps, session, signingId);
      if (isRefusal(open)) return open;
      const allowed = await basis(session.accountId, open.holder_id, open.document_kind, 'simple');
      if (isRefusal(allowed)) return allowed;
      // ES-9.1.2a: without the key presented for this document there is no document.
      const shown = await presentOwnPassword(deps, session.accountId, given.password, {
        address: given.address,
        browser: '',
        device: given.device,
      });
      if (isRefusal(shown))
        return shown.code === 'SIGN_IN_FAILED' ? refuse('SIGN_KEY_WRONG', { field: 'password' }) : shown;
      return seal(deps, session, open, allowed, onSigned);
    },
    confirmByPasskey: (session, signingId, assertion, onSigned) =>
      signByPasskey(deps, session, signingId, assertion, onSigned),
    prepareByCertificate: (session, signingId, what) => prepareByCertificate(deps, session, signingId, what),
    confirmByCertificate: (session, signingId, given, onSigned) =>
      signByCertificate(deps, session, signingId, given, onSigned),
    cloud: deps.cloud === undefined ? null : cloudSigning(deps, deps.cloud),
  };
}

const challengeOf = (row: Pick<SigningRow, 'manifest_hash' | 'nonce'>): string =>
  signingChallenge(hex(row.manifest_hash), row.nonce).toString('base64url');

async function beginSigning(
  deps: IdentityDeps,
  session: SessionRef,
  what: Parameters<SigningApi['beginSigning']>[1],
): Promise<BegunSigning | Refusal> {
  const kind = documentKind(deps, what.documentKind);
  const now = deps.clock.real();
  return deps.db.tx(scope, async (tx): Promise<BegunSigning | Refusal> => {
    const protocol = await protocolById(tx, what.protocolId);
    if (
      protocol?.session_id !== session.sessionId ||
      protocol.holder_id !== what.holderId ||
      protocol.document_kind !== what.documentKind
    )
      return refuse('NOT_YOURS');
    const keys = await passkeysOf(tx, session.accountId);
    const held: SignatureType[] = [
      'simple',
      ...(keys.length > 0 ? (['unqualified'] as const) : []),
      // Who has a certificate is for its owner to say: keys lie with them.
      ...(deps.certificates === undefined ? [] : (['qualified'] as const)),
    ];
    const allowed: SignatureType[] = [];
    let why: Refusal | undefined;
    for (const type of offeredTypes(kind, held, { holdsStateSecrets: deps.holdsStateSecrets === true })) {
      const found = await basisFor(deps, tx, session.accountId, what.holderId, what.documentKind, type);
      if (isRefusal(found)) why ??= found;
      else allowed.push(type);
    }
    if (allowed.length === 0) {
      const simple = await basisFor(deps, tx, session.accountId, what.holderId, what.documentKind, 'simple');
      const refusal = why ?? (isRefusal(simple) ? simple : refuse('SIGN_NO_BASIS'));
      await deps.journal(tx, {
        type: 'identity.signing-refused',
        actor: { kind: 'system', id: 'identity' },
        object: { kind: 'protocol', id: what.protocolId },
        holder: what.holderId,
        data: { code: refusal.code, documentKind: what.documentKind },
      });
      return refusal;
    }
    const row: SigningRow = {
      id: uuidv7(now),
      protocol_id: what.protocolId,
      session_id: session.sessionId,
      account_id: session.accountId,
      holder_id: what.holderId,
      document_kind: what.documentKind,
      manifest_hash: Buffer.from(what.manifestHash, 'hex'),
      nonce: randomBytes(32),
      begun_at: now,
      expires_at: new Date(now.getTime() + lifetime),
    };
    const step = await appendStep(deps, tx, session, what.protocolId, 'confirmation-asked', {
      signing: row.id,
      manifestHash: what.manifestHash,
      nonce: hex(row.nonce),
      offered: allowed,
    });
    if (isRefusal(step)) return step;
    await insertSigning(tx, row);
    return {
      signingId: row.id,
      nonce: hex(row.nonce),
      challenge: challengeOf(row),
      rpId: relyingParty(deps).rpId,
      passkeys: keys.map((key) => key.credential_id.toString('base64url')),
      offered: allowed,
      ...(kind.requires === undefined
        ? {}
        : { restriction: { source: kind.requires.source, purpose: kind.requires.purpose } }),
      ...(why === undefined || allowed.some((type) => type !== 'qualified') ? {} : { lacking: why }),
      category: kind.category,
      law: signatureLaw(kind.category),
      expiresAt: row.expires_at.toISOString(),
    };
  });
}

async function openFor(deps: IdentityDeps, session: SessionRef, signingId: string): Promise<SigningRow | Refusal> {
  const row = await deps.db.tx(scope, (tx) => openSigning(tx, signingId, deps.clock.real()));
  return row === undefined || row.session_id !== session.sessionId || row.account_id !== session.accountId
    ? refuse('SIGNING_OVER')
    : row;
}

/** Ends the ceremony: once, with the last step of the protocol, together with what is signed. */
async function seal<T>(
  deps: IdentityDeps,
  session: SessionRef,
  row: SigningRow,
  basis: SignatureBasis,
  onSigned: OnSigned<T>,
): Promise<T | Refusal> {
  const sealing = allOrNothing(deps.db, scope, async (tx): Promise<T | Refusal> => {
    const now = deps.clock.real();
    if (!(await confirmSigning(tx, row.id, now))) return refuse('SIGNING_OVER');
    const step = await appendStep(deps, tx, session, row.protocol_id, 'confirmed', {
      signing: row.id,
      manifestHash: hex(row.manifest_hash),
      signatureType: 'simple',
    });
    if (isRefusal(step)) throw new Error('a confirmed signing has an open protocol');
    const common = await commonEvidence(deps, tx, session, row, basis, step);
    if (isRefusal(common)) throw new Error('the session ended while signing');
    await insertKeyUse(
      tx,
      row.account_id,
      { now: deps.clock.now(), real: now },
      {
        ...useOf(row),
        key_kind: 'password',
        signature_type: 'simple',
        certificate_number: null,
        key_sha256: null,
        tool: unknownTool,
      },
    );
    const evidence: LoginSessionEvidence = {
      ...common,
      kind: 'LOGIN_SESSION',
      signatureType: 'simple',
      key: { kind: 'password', presentedAt: step.at },
    };
    return onSigned(tx, evidence);
  });
  // Two signings of one protocol confirmed at the same moment: the index lets one through, the other came too late.
  return sealing.catch((error: { code?: string }) => {
    if (error.code === '23505') return refuse('SIGNING_OVER');
    throw error;
  });
}
