import { DerError } from '../../der/index.ts';
import { type Certificate, type Issuer, type Status, Work } from '../../path/index.ts';
import { type BasicResponse, parseOcspResponse } from './response.ts';
import { judge, type OcspRules } from './verify.ts';

/**
 * OCSP answers as a source of status for `verifyCertificate` (`knownStatus`). A revocation is believed before anything good,
 * and the newest good answer before older ones. What cannot be relied upon leaves the question to the CRLs. `work`: what all
 * questions about one message may cost together; a stranger chooses how many answers he sends.
 */
export function ocspSource(
  responses: readonly Uint8Array[],
  rules: OcspRules,
  work: Work = new Work(),
): (certificate: Certificate, issuer: Issuer) => Status | undefined {
  return (certificate, issuer) => {
    let best: Extract<Status, { state: 'good' | 'revoked' }> | undefined;
    for (const response of responses.flatMap((bytes) => readAnswer(bytes, work))) {
      const { status } = judge(response, certificate, issuer, rules, work);
      if (status.state === 'revoked') return status;
      if (status.state === 'good' && (best?.asOf ?? 0) < status.asOf) best = status;
    }
    return best;
  };
}

const read = new WeakMap<Uint8Array, readonly BasicResponse[]>();

/** Octets of an answer that cost one comparison to read: of all answers to a message some eight MiB are read. */
const AT_A_TIME = 40;

/**
 * An answer that was given and can be read, else nothing. The same octets are read once, so that their signatures are checked once.
 * @throws BudgetSpent
 */
export function readAnswer(bytes: Uint8Array, work: Work): readonly BasicResponse[] {
  let answers = read.get(bytes);
  if (answers === undefined) {
    work.spend('comparisons', Math.ceil(bytes.length / AT_A_TIME));
    answers = parsed(bytes);
    read.set(bytes, answers);
  }
  return answers;
}

function parsed(bytes: Uint8Array): BasicResponse[] {
  try {
    const response = parseOcspResponse(bytes);
    return typeof response === 'string' ? [] : [response];
  } catch (error) {
    if (error instanceof DerError) return [];
    throw error;
  }
}
