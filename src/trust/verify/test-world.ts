// A root, centres, people, an organisation and a time-stamping authority for tests of verification, made with our own profile. Nobody lives.

import assert from 'node:assert/strict';
import { generateKeyPairSync, hash, type KeyObject, randomBytes, sign as signBytes } from 'node:crypto';
import { isRefusal } from '../../platform/refusal.ts';
import { der, oids } from '../der/index.ts';
import {
  answerTimeStampRequest,
  attribute,
  cadesMessage,
  certIdBytes,
  digestsOf,
  finishSigner,
  finishToken,
  ocspResponse,
  ocspResponseData,
  prepareCades,
  signPrepared,
  type SingleAnswer,
  timeStampRequest,
} from '../formats/index.ts';
import { type CaKey, type Draft, type Kind, keyInMemory, nameOf, signStructure, tbsFor } from '../issue/index.ts';
import type { SignatureAlgorithm } from '../issue/index.ts';
import { draftOf, later, t0 } from '../issue/test-people.ts';
import { type Certificate, type Crl, parseCertificate, parseCrl } from '../path/index.ts';
import { crlBytes, type CrlSpec } from '../path/test-authority.ts';
import { type TrustData, offlineContext } from './offline.ts';
import type { TrustContext } from './context.ts';
import type { SignatureReport, VerificationReport } from './report.ts';
import type { TrustList } from './trust-list.ts';
import { type VerificationInput, verifySignature } from './verify.ts';

export { later, t0 };

export type Member = { readonly certificate: Certificate; readonly key: KeyObject; readonly ca: CaKey };

const keyMakers: Readonly<Record<SignatureAlgorithm, () => KeyObject>> = {
  'ecdsa-sha256': () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
  'ecdsa-sha384': () => generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey,
  'rsa-sha256': () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
  'rsa-pss-sha256': () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
  ed25519: () => generateKeyPairSync('ed25519').privateKey,
};

export async function issue(
  kind: Kind,
  issuer: Member | undefined,
  change: Partial<Draft> = {},
  algorithm: SignatureAlgorithm = 'ecdsa-sha256',
): Promise<Member> {
  const key = keyMakers[algorithm]();
  const ca = keyInMemory(algorithm, key);
  const draft = draftOf(
    kind,
    { name: issuer?.certificate.subject.raw ?? Buffer.alloc(0), key: issuer?.ca ?? ca },
    ca.spki,
    Buffer.from(issuer?.certificate.serial ?? '01', 'hex'),
  );
  const name = issuer === undefined ? nameOf(change.subject ?? draft.subject) : draft.issuer.name;
  const by = issuer?.ca ?? ca;
  const tbs = tbsFor({ ...draft, issuer: { ...draft.issuer, name }, ...change }, by);
  return { certificate: parseCertificate(await signStructure(tbs, by)), key, ca };
}

/** A list of `by` with entries: certificates ended, each at its moment. */
export function list(
  by: Member,
  at: Date,
  ended: readonly {
    readonly certificate: Certificate;
    readonly at: Date;
    readonly reason?: number;
    readonly since?: Date;
  }[] = [],
  more: Partial<CrlSpec> = {},
): Crl {
  const reason = (value: number): Buffer =>
    der.sequence(der.oid('2.5.29.21'), der.octetString(Buffer.of(0x0a, 1, value)));
  const invalid = (since: Date): Buffer =>
    der.sequence(der.oid(oids.invalidityDate), der.octetString(der.generalizedTime(since)));
  const keeps = der.sequence(der.oid(oids.expiredCertsOnCRL), der.octetString(der.generalizedTime(t0)));
  return parseCrl(
    crlBytes({
      issuer: Buffer.from(by.certificate.subject.raw),
      by: { privateKey: by.key, publicKey: by.key },
      from: at,
      to: later(1, at),
      extensions: [keeps],
      entries: ended.map((one) => ({
        serial: BigInt(`0x${one.certificate.serial}`),
        at: one.at,
        ...(one.reason === undefined
          ? {}
          : { extensions: [reason(one.reason), ...(one.since === undefined ? [] : [invalid(one.since)])] }),
      })),
      ...more,
    }),
  );
}

/** What `by` answers about a certificate of its own: good, unless `more` says otherwise. */
export function answer(
  by: Member,
  of: Member,
  from: Date,
  to: Date,
  more: Partial<Pick<SingleAnswer, 'status' | 'invalidityDate'>> = {},
): Buffer {
  const issuer = { name: by.certificate.subject, publicKey: by.certificate.publicKey };
  const data = ocspResponseData({
    responder: by.certificate,
    producedAt: from,
    answers: [
      {
        id: certIdBytes(of.certificate.serial, issuer),
        status: { state: 'good' },
        thisUpdate: from,
        nextUpdate: to,
        ...more,
      },
    ],
  });
  return ocspResponse(data, der.algorithmIdentifier(oids.ecdsaWithSHA256), signBytes('sha256', data, by.key), []);
}

export const root = await issue('ROOT', undefined);
export const centre = await issue('ACA', root);
export const tsa = await issue('TSA', root, {}, 'rsa-sha256');
export const person = await issue('QN', centre);

export const creationMeans = {
  use: ['createSignatureKey'] as const,
  kind: 'signatureMeans' as const,
  name: 'Makulduk signer',
  version: '1',
};
export const document = Buffer.from('Мен жеке маалыматтарымды иштетүүгө макулмун.\n');

export type Signing = {
  readonly attached?: boolean;
  readonly claimed?: Date | undefined;
  /** false: the signer does not state the means. */
  readonly means?: typeof creationMeans | false;
  readonly stamped?: { readonly at: Date; readonly by?: Member; readonly over?: Uint8Array };
  readonly chain?: readonly Certificate[];
  readonly pss?: boolean;
};

/** A CAdES signature as our own code makes it. */
export function sign(who: Member, content: Uint8Array = document, how: Signing = {}): Buffer {
  const { means = creationMeans, claimed = later(30) } = how;
  const prepared = prepareCades({
    certificate: who.certificate,
    content: digestsOf(content),
    signingTime: claimed,
    ...(means === false ? {} : { creationMeans: means }),
    ...(how.pss === undefined ? {} : { pss: how.pss }),
  });
  const value = signPrepared(prepared, who.key);
  const { signature } = finishSigner(prepared, value);
  const unsigned =
    how.stamped === undefined
      ? []
      : [attribute(oids.signatureTimeStampToken, stamp(how.stamped.over ?? signature, how.stamped.at, how.stamped.by))];
  return cadesMessage(
    [finishSigner(prepared, value, unsigned)],
    [who.certificate, ...(how.chain ?? [centre.certificate])],
    how.attached === true ? content : undefined,
  );
}

export function stamp(data: Uint8Array, at: Date, by: Member = tsa): Buffer {
  const request = timeStampRequest({ digest: 'sha256', hash: hash('sha256', data, 'buffer') });
  // A clock that is right: what is proven is the moment stated, not one later by its accuracy.
  const authority = { certificate: by.certificate, chain: [], policy: '2.999.1.2.3', accuracyMillis: 0 };
  const prepared = answerTimeStampRequest(request, authority, at, randomBytes(16));
  if ('failure' in prepared) throw new Error(prepared.failure);
  return finishToken(prepared, signPrepared(prepared.signer, by.key));
}

/** The authority's lists: the centre is accredited from before its certificate on, unless `change` says otherwise. */
export const trustList = (change: Partial<TrustList> = {}): TrustList => ({
  v: 1,
  kind: 'trust-list',
  asOf: later(0).toISOString(),
  nextUpdate: later(3650).toISOString(),
  centres: [
    {
      name: 'Ишеним',
      certificates: [centre.certificate.fingerprint],
      accreditation: [{ state: 'active', since: later(-30).toISOString(), until: null, number: 'А-1' }],
      trustedPersons: [],
    },
  ],
  means: [
    { name: 'Makulduk signer', version: '1', since: later(-30).toISOString(), until: null },
    { name: 'Makulduk verify', version: '1', since: later(-30).toISOString(), until: null },
  ],
  ...change,
});

/** The lists of centre and root, both current at `at`. */
export const lists = (
  at: Date,
  ended: Parameters<typeof list>[2] = [],
  rootEnded: Parameters<typeof list>[2] = [],
): Crl[] => [list(centre, at, ended), list(root, at, rootEnded)];

/** What a relying party knows at `at`. */
export const trustAt = (at: Date, change: TrustData = {}): TrustContext =>
  offlineContext({
    roots: [root.certificate],
    certificates: [tsa.certificate],
    crls: lists(at),
    list: trustList(),
    ...change,
  });

/** What the verifier finds at `now` about a signature over the document, unless `more` says otherwise; what it refuses is a fault. */
export const reportAt =
  (now: Date) =>
  (signature: Uint8Array, more: Partial<VerificationInput> = {}): VerificationReport => {
    const found = verifySignature({ signature, document, context: trustAt(now), at: now, ...more });
    assert.ok(!isRefusal(found), JSON.stringify(found));
    return found;
  };

/** The same about the first signature. */
export const signatureAt =
  (now: Date) =>
  (signature: Uint8Array, more: Partial<VerificationInput> = {}): SignatureReport =>
    reportAt(now)(signature, more).signatures[0]!;
