import { hash } from 'node:crypto';
import { oids } from '../../der/index.ts';
import {
  type AlgorithmPolicy,
  type Certificate,
  checkSignature,
  type Issuer,
  type PublicKeyInfo,
  validatePath,
  type Work,
} from '../../path/index.ts';
import { type OcspProblem, ocspProblem } from './problems.ts';
import type { BasicResponse } from './response.ts';

/**
 * Who signed the response, and whether it may speak for the issuer (RFC 6960 4.2.2.2): the issuer's own key, or one the
 * issuer itself certified for this and nothing that could undo it. `certificate` is undefined for the issuer's own key.
 * @throws BudgetSpent
 */
export function responderOf(
  response: BasicResponse,
  issuer: Issuer,
  algorithms: AlgorithmPolicy,
  at: Date,
  work: Work,
): { readonly certificate: Certificate | undefined } | OcspProblem {
  const signed = (key: PublicKeyInfo): ReturnType<typeof checkSignature> =>
    checkSignature(response, key, algorithms, response.producedAt, work);
  if (isNamed(response, issuer.name.key, issuer.publicKey)) {
    const fault = signed(issuer.publicKey);
    if (fault === undefined) return { certificate: undefined };
    if (response.certificates.length === 0) return signatureProblem(fault);
  }
  const named = response.certificates.filter(({ subject, publicKey }) => isNamed(response, subject.key, publicKey));
  if (named.length === 0) return ocspProblem('responder-unknown');
  let last: OcspProblem = ocspProblem('responder-unknown');
  for (const certificate of named) {
    const fault = signed(certificate.publicKey);
    const problem =
      fault === undefined ? objection(certificate, issuer, algorithms, at, work) : signatureProblem(fault);
    if (problem === undefined) return { certificate };
    last = problem;
  }
  return last;
}

const signatureProblem = (fault: string): OcspProblem =>
  fault === 'signature' ? ocspProblem('signature') : ocspProblem('algorithm-not-trusted', fault);

function isNamed({ responder }: BasicResponse, name: string, { key }: PublicKeyInfo): boolean {
  return 'name' in responder ? responder.name.key === name : hash('sha1', key, 'buffer').equals(responder.keyHash);
}

const understood: ReadonlySet<string> = new Set([oids.ocspNoCheck]);

function objection(
  certificate: Certificate,
  issuer: Issuer,
  algorithms: AlgorithmPolicy,
  at: Date,
  work: Work,
): OcspProblem | undefined {
  // 4.2.2.2: id-kp-OCSPSigning itself; any purpose will not do.
  if (certificate.extKeyUsage?.has(oids.kpOCSPSigning) !== true) return ocspProblem('responder-not-authorised');
  const anchor = { name: issuer.name, publicKey: issuer.publicKey };
  const purpose = { extKeyUsage: oids.kpOCSPSigning, keyUsage: ['digitalSignature'] } as const;
  const { valid, problems } = validatePath([certificate], anchor, at, { algorithms, understood, purpose }, work);
  const faults = problems.map(({ fault }) => fault);
  if (faults.includes('signature') || faults.includes('issuer-name')) return ocspProblem('responder-not-authorised');
  if (!valid) return ocspProblem('responder-not-valid', faults.join(' '));
  // 4.2.2.2.1: without nocheck somebody would have to say that the responder's own certificate still counts.
  return certificate.extensions.has(oids.ocspNoCheck) ? undefined : ocspProblem('responder-status-unknown');
}
