import { DerError, oids } from '../../der/index.ts';
import type { Certificate } from '../../path/index.ts';
import { digestsOf } from '../cms/content.ts';
import { finishSigner, type PreparedSigner, prepareSigner, signedDataOf } from '../cms/sign.ts';
import { signingCertificateV2 } from '../cms/signing-certificate.ts';
import { parseTimeStampRequest, type TimeStampRequest } from './request.ts';
import { type Failure, grantedResponse } from './response.ts';
import { tstInfoBytes } from './tst-info.ts';

/** A time-stamping authority: its certificate and what it promises. */
export type TimeStampAuthority = {
  readonly certificate: Certificate;
  /** The certificates up to the root, sent with the authority's own where it is asked for. */
  readonly chain: readonly Certificate[];
  readonly policy: string;
  /** How far off its clock may be. */
  readonly accuracyMillis: number;
};

/** A token up to the key's work. */
export type PreparedToken = {
  readonly signer: PreparedSigner;
  readonly content: Buffer;
  readonly certificates: readonly Certificate[];
};

/**
 * What the authority answers to a request (RFC 3161 2.4): a token to sign, or why there is none. `serial`: unique among the
 * authority's tokens, at most 20 octets; `at`: its clock.
 */
export function answerTimeStampRequest(
  bytes: Uint8Array,
  authority: TimeStampAuthority,
  at: Date,
  serial: Uint8Array,
): PreparedToken | { readonly failure: Failure } {
  let request: TimeStampRequest;
  try {
    request = parseTimeStampRequest(bytes);
  } catch (error) {
    if (error instanceof DerError) return { failure: 'badDataFormat' };
    throw error;
  }
  // SHA-1 has no place in anything new.
  if (request.imprint.digest === undefined || request.imprint.digest === 'sha1') return { failure: 'badAlg' };
  if (request.policy !== undefined && request.policy !== authority.policy) return { failure: 'unacceptedPolicy' };
  if (request.extensions.size > 0) return { failure: 'unacceptedExtension' };
  if ((request.nonce?.length ?? 0) > 64) return { failure: 'badRequest' };
  return prepareToken(request, authority, at, serial);
}

function prepareToken(
  request: TimeStampRequest,
  { certificate, chain, policy, accuracyMillis }: TimeStampAuthority,
  at: Date,
  serial: Uint8Array,
): PreparedToken {
  const content = tstInfoBytes({
    policy,
    imprint: request.imprintRaw,
    serial,
    genTime: at,
    accuracyMillis,
    nonce: request.nonce,
    authority: certificate.subject.raw,
  });
  const signer = prepareSigner({
    certificate,
    contentType: oids.tstInfo,
    content: digestsOf(content),
    attributes: [signingCertificateV2(certificate)],
  });
  return { signer, content, certificates: request.wantsCertificate ? [certificate, ...chain] : [] };
}

/** The token with the key's answer in it. @throws RangeError where the signature is not the authority's */
export const finishToken = ({ signer, content, certificates }: PreparedToken, signature: Uint8Array): Buffer =>
  signedDataOf({ contentType: oids.tstInfo, content, signers: [finishSigner(signer, signature)], certificates });

/** The response that carries it. @throws RangeError */
export const finishTimeStampResponse = (prepared: PreparedToken, signature: Uint8Array): Buffer =>
  grantedResponse(finishToken(prepared, signature));
