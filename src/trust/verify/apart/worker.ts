import { parseTrust, verifyEvidence } from '../../../record/index.ts';
import { isRefusal } from '../../../platform/refusal.ts';
import { serveWork } from '../../../platform/work/serve.ts';
import { type Certificate, parseCertificate } from '../../path/index.ts';
import { certificatesInEvidence, certificatesOf } from '../certificates-in.ts';
import type { TrustContext } from '../context.ts';
import { foreignContainer } from '../foreign.ts';
import { evidenceJudge } from '../judge-evidence.ts';
import { contextOf } from '../registers.ts';
import { contentOf, verifySignature } from '../verify.ts';
import { completeDocument, prepareDocument } from './pdf-signing.ts';
import type { Ask, Done, Job, Known, SignatureJob } from './job.ts';

// The process that reads what strangers send, to verify it or to put a signature into it. It has no database, no keys and no network.

serveWork<Job, Ask, Known>(async (job, ask): Promise<Done> => {
  const known = async (certificates: readonly Certificate[]): Promise<TrustContext> => {
    const { facts, further, roots, own } = await ask({
      fingerprints: certificates.map(({ fingerprint }) => fingerprint),
    });
    return contextOf(facts, { further, roots: roots.map(parseCertificate), own: own.map(parseCertificate) }, job.at);
  };
  if (job.kind === 'pdf-prepare') return prepareDocument(job);
  if (job.kind === 'pdf-complete') return completeDocument(job, (signed) => known(certificatesOf(signed)));
  if (job.kind === 'signature') return checked(job, await known(certificatesOf(job.signature)));
  const foreign = foreignContainer(job.file);
  if (foreign !== undefined) return foreign;
  const certificates = evidenceJudge(await known(certificatesInEvidence(job.file)), job.at);
  return verifyEvidence(job.file, { trust: parseTrust(job.trust), certificates });
});

function checked({ signature, document, at, use, withContent }: SignatureJob, context: TrustContext): Done {
  const report = verifySignature({ signature, document, context, at, ...(use === undefined ? {} : { use }) });
  if (isRefusal(report)) return report;
  const inside = withContent === true && document === undefined && report.pdf === undefined;
  return { report, content: inside ? contentOf(signature) : undefined };
}
