import type { Tx } from '../platform/db/index.ts';
import type { IssueOrder } from '../trust/issue/index.ts';
import { issuerNameOf } from '../trust/status/index.ts';
import type { centreFacts } from './centre-facts.ts';
import { statusAddresses } from './status-addresses.ts';
import { statusIssuerName } from './status-issuer.ts';

type Facts = Awaited<ReturnType<typeof centreFacts>>;
type Parts = Pick<IssueOrder['draft'], 'cps' | 'crl' | 'access' | 'issuerAccreditation'>;

/**
 * What every certificate issued in a centre's name says of it (x509-profile 3): its rules, where the status is told now and after
 * the centre (DECISIONS 36), and its accreditation, where it has one (ES-17.2).
 */
export async function issuerParts(
  tx: Tx,
  publicUrl: string,
  issuerId: string,
  { centre, facts: { accreditation } }: Pick<Facts, 'centre' | 'facts'>,
): Promise<Parts> {
  const addresses = statusAddresses(publicUrl, await issuerNameOf(tx, issuerId));
  return {
    cps: `${publicUrl}/centres/${centre.code}/rules`,
    crl: [{ url: addresses.crl }, { url: addresses.after, issuer: await statusIssuerName(tx) }],
    access: { ocsp: addresses.ocsp, caIssuers: addresses.caIssuers },
    ...(accreditation === undefined
      ? {}
      : {
          issuerAccreditation: {
            certificate: accreditation.document,
            location: accreditation.centreLocation,
            centreCertificateNumber: Buffer.from(accreditation.centreCertificateNumber, 'hex'),
          },
        }),
  };
}
