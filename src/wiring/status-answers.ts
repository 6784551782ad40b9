import { randomBytes } from 'node:crypto';
import { certIdBytes, ocspRequest, parseOcspResponse } from '../trust/formats/index.ts';
import { type Certificate, namesAsIssuer } from '../trust/path/index.ts';
import { type Directory, respond, type RespondDeps } from '../trust/status/index.ts';

/** What the issuers on record say now; `whole` where each of the certificates is said to be good. */
export type AnswersAbout = { readonly answers: readonly Buffer[]; readonly whole: boolean };

export type AnswersDeps = RespondDeps & {
  readonly directory: Directory;
  /** Certifies the responders that are missing: an issuer may be so new that no round has come yet. */
  readonly prepare: () => Promise<void>;
};

/** Asks the installation's own responders about certificates, one after the other: a signature takes one place among those that ask. */
export function answersFrom(deps: AnswersDeps): (certificates: readonly Certificate[]) => Promise<AnswersAbout> {
  const ask = async (certificate: Certificate): Promise<Buffer | undefined> => {
    // By the key as well as by the name: a centre that has changed its key has two certificates in one name.
    const by = (await deps.directory.all()).find((one) => namesAsIssuer(certificate, one.certificate));
    if (by === undefined) return undefined;
    const { subject: name, publicKey } = by.certificate;
    // With a nonce, so that the answer is made now: what is kept may be from before the signature.
    const { bytes } = await respond(
      deps,
      by,
      ocspRequest([certIdBytes(certificate.serial, { name, publicKey })], randomBytes(16)),
    );
    return typeof parseOcspResponse(bytes) === 'string' ? undefined : bytes;
  };
  return async (certificates) => {
    const answers: Buffer[] = [];
    let prepared = false;
    for (const certificate of certificates) {
      let answer = await ask(certificate);
      if (answer === undefined && !prepared) {
        prepared = true;
        await deps.prepare();
        answer = await ask(certificate);
      }
      if (answer !== undefined) answers.push(answer);
    }
    return { answers, whole: answers.filter(isGood).length === certificates.length };
  };
}

function isGood(bytes: Buffer): boolean {
  const answer = parseOcspResponse(bytes);
  return typeof answer !== 'string' && answer.singles[0]?.status.state === 'good';
}
