import type { Certificates, CompletedSignature } from '../identity/index.ts';
import type { Clock } from '../platform/clock.ts';
import { systemScope } from '../platform/db/index.ts';
import { isRefusal } from '../platform/refusal.ts';
import { officerFacts } from '../trust/officers/index.ts';
import type { Certificate } from '../trust/path/index.ts';
import { type TypedMember, writeZip } from '../record/index.ts';
import {
  beyondLimits,
  certifiedPdf,
  type Completed,
  completeMessage,
  completeSignature,
  type Completion,
  prepareSignature,
  sealedContainer,
  signingMeans,
  sealedJson,
} from '../trust/sign/index.ts';
import { parseSignedData, readStatements } from '../trust/formats/index.ts';
import { remoteStamps, stamp, type TimeStampService } from '../trust/tsa/index.ts';
import type { RegisterTrust, Verifier } from '../trust/verify/index.ts';
import { judgedSignature, type MeansName, viewOf } from './judged-signature.ts';
import { pdfSignatures } from './own-pdf.ts';
import type { OwnTrust } from './sandbox-trust.ts';
import type { AnswersAbout } from './status-answers.ts';

// Where the signing ceremony meets certificates: identity asks, src/trust answers.

/** `clock`: law time is what certificates, their registers and the time-stamp on a signature made here are of. */
export function certificatesFor(
  deps: Completion & { readonly clock: Clock; readonly verifier?: Verifier | undefined },
): Certificates {
  const { clock, trust, verifier } = deps;
  const view = async (completed: Completed, by: MeansName): Promise<CompletedSignature> => ({
    cades: completed.message,
    ...(await judgedSignature(trust, completed, completed.message, by, clock.now())),
  });
  return {
    ...(verifier === undefined ? {} : { pdf: pdfSignatures(deps, verifier) }),
    prepare({ documentKind, ...given }) {
      const prepared = prepareSignature(given);
      if (isRefusal(prepared)) return prepared;
      const { request, message, scheme } = prepared;
      const beyond = beyondLimits(request.certificate, { documentKind }, given.claimedAt);
      if (beyond !== undefined) return beyond;
      const digest = scheme.signature.digest as 'sha256' | 'sha384' | 'sha512' | null;
      return { toSign: message, digest: digest ?? 'sha512', certificate: viewOf(request.certificate) };
    },
    async complete({ documentKind, limitsKept = false, ...given }) {
      const completed = await completeSignature(deps, { ...given, use: { documentKind, limitsKept } }, () =>
        clock.now(),
      );
      return isRefusal(completed) ? completed : view(completed, signingMeans);
    },
    async completeMessage({ documentKind, ...given }) {
      const completed = await completeMessage(deps, { ...given, use: { documentKind } }, () => clock.now());
      return isRefusal(completed) ? completed : view(completed, statedMeans(completed.message));
    },
  };
}

/** The means that a message from elsewhere says it was made with (KG.8.1); where it says none, the kind of service it came from. */
function statedMeans(message: Uint8Array): MeansName {
  const { creationMeans } = readStatements(parseSignedData(message).signers[0]?.signed?.attributes).statements;
  return { name: creationMeans?.name ?? 'cloud', version: creationMeans?.version ?? '' };
}

/**
 * Signatures as this installation makes and takes them. Certificates and their registers are of law time, so the stamp on a signature
 * made here is; in production law time is the machine's. `service`: an independent one whose stamps are taken in place of our own.
 */
export function signaturesWith(
  trust: OwnTrust,
  verification: RegisterTrust,
  verifier: Verifier,
  clock: Clock,
  answersAbout: (certificates: readonly Certificate[]) => Promise<AnswersAbout>,
  service?: TimeStampService,
) {
  // Stamped to the whole second, which is how precise answers about status are: those made after it are not before it.
  const real = (): Date => new Date(Math.floor(clock.now().getTime() / 1000) * 1000);
  const stamping = { ...trust.timeStamping, clock: { ...clock, real } };
  const by: Completion & { readonly clock: Clock; readonly verifier: Verifier } = {
    verifier,
    clock,
    trust: verification,
    stamp: service === undefined ? (request) => stamp(stamping, request) : remoteStamps(service, () => clock.now()),
    async statusOf(certificates) {
      // Of officers' certificates the authority's list is the register: no issuer is asked about those.
      const fingerprints = certificates.map(({ fingerprint }) => fingerprint);
      const officers = await verification.db.tx(systemScope('whose certificate signs'), (tx) =>
        officerFacts(tx, fingerprints),
      );
      const others = certificates.filter((one) => !officers.some(({ fingerprint }) => fingerprint === one.fingerprint));
      const { answers, whole } = await answersAbout(others);
      return { crls: [], ocspResponses: answers, whole };
    },
  };
  const sealer = { ...trust.sealing, chain: [], stamp: by.stamp };
  const systems = trust.systems === null ? null : { ...trust.systems, chain: [], stamp: by.stamp };
  // ES-12.1: an automatic signature is logged like any other.
  const logged = async <T extends Uint8Array | string>(making: Promise<T>): Promise<T> => {
    const made = await making;
    await verification.log?.({ operation: 'create', means: signingMeans, object: Buffer.from(made) });
    return made;
  };
  return {
    certificates: certificatesFor(by),
    /** ES-12.5: the files in a container under the installation's own automatic signature. */
    container: (members: readonly TypedMember[]) => logged(sealedContainer(sealer, members, clock.now())),
    /** What an information system of somebody else has signed automatically: with a key that never signs the platform's own word. */
    forSystems:
      systems === null
        ? null
        : (members: readonly TypedMember[]) => logged(sealedContainer(systems, members, clock.now())),
    /** The installation's own upon a PDF. */
    certify: (pdf: Uint8Array) => logged(certifiedPdf(sealer, pdf, clock.now())),
    /** The same around a JSON document. */
    json: (content: Uint8Array, mediaType: string) => logged(sealedJson(sealer, content, mediaType, clock.now())),
  };
}

/** What the installation puts under its own signature; without a key for that, PDF and container are as they are. */
export const sealsOf = (signatures: ReturnType<typeof signaturesWith> | null) => ({
  certify: async (pdf: Uint8Array) => (signatures === null ? pdf : signatures.certify(pdf)),
  container: async (members: readonly TypedMember[]) =>
    signatures === null ? writeZip(members) : signatures.container(members),
  sealedJson: signatures === null ? null : signatures.json,
});
