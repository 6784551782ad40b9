import { readZip, ZipError } from '../zip.ts';
import { type CertificateJudge, checkCertificate, checkContainerSeal, isByCertificate } from './certificate.ts';
import { checkCheckpoint, checkEntry, checkInclusion, checkKeyBinding, checkWitness, logFacts } from './check-log.ts';
import { checkContainer, checkDocuments, checkMembers, checkSeal } from './check-package.ts';
import { checkProtocol } from './check-protocol.ts';
import { checkSignature } from './check-signature.ts';
import { checkWithdrawal } from './check-withdrawal.ts';
import { withEffect } from './effect.ts';
import { open } from './opened.ts';
import { type Check, check, conclude, type Report } from './report.ts';
import { noTrust, type Trust } from './trust.ts';

/**
 * Checks an evidence package offline: document, signature or session protocol, journal entry, inclusion, checkpoint,
 * witness. Never throws for what is in the file; believes only `trust`, and `certificates` for what certificates are worth.
 */
export function verifyEvidence(
  file: Uint8Array,
  { trust = noTrust, certificates }: { trust?: Trust; certificates?: CertificateJudge | undefined } = {},
): Report {
  let members: ReturnType<typeof readZip>;
  try {
    members = readZip(file);
  } catch (error) {
    if (!(error instanceof ZipError || error instanceof RangeError)) throw error;
    const altered = error instanceof ZipError ? error.altered : undefined;
    const found =
      altered === undefined
        ? check('container', 'not-met', 'CONTAINER_UNREADABLE')
        : check('container', 'not-met', 'MEMBER_DAMAGED', altered);
    return conclude([found], {});
  }
  const opened = open(members);
  const byCertificate = isByCertificate(opened) ? checkCertificate(opened, certificates) : undefined;
  const withdrawal = checkWithdrawal(opened, trust, certificates);
  const checks: (Check | undefined)[] = [
    checkContainer(file, members),
    ...checkMembers(opened),
    checkSeal(opened, trust),
    ...checkContainerSeal(file, opened, certificates),
    ...checkDocuments(opened),
    byCertificate?.check ?? checkSignature(opened, trust),
    byCertificate === undefined ? checkKeyBinding(opened, trust) : undefined,
    checkProtocol(opened),
    checkEntry(opened),
    checkInclusion(opened),
    checkCheckpoint(opened, trust),
    checkWitness(opened, trust),
    withdrawal?.check,
  ];
  const report = conclude(
    checks.filter((one) => one !== undefined),
    { ...logFacts(opened), ...withdrawal?.facts },
    byCertificate?.verdict,
  );
  const withdrawn = withdrawal?.verdict === undefined ? report : { ...report, withdrawal: withdrawal.verdict };
  return withEffect(withdrawn, opened);
}
