import type { Data, View } from '../../cases/index.ts';
import type { ApplicantOrder } from '../../trust/centres/index.ts';
import type { Authority, CertificateApplication, Identity } from './certificate-data.ts';
import type { CertificateFacts } from './certificate-rules.ts';

/** What the case has established for the certificate: the application, the documents that were seen, the agreement. Pure. */
export function orderOf(view: View<CertificateFacts>): ApplicantOrder & Data {
  const dataOf = (act: string): unknown => view.last(act)?.data;
  const applied = dataOf('apply') as CertificateApplication;
  const identity = dataOf('establish') as Identity;
  const authority = dataOf('confirmAuthority') as Authority | undefined;
  const { owner, limitsText } = applied;
  return {
    owner,
    request: applied.request ?? null,
    means: applied.means ?? null,
    from: applied.from ?? null,
    limits: applied.limits === 'stated' ? limitsText! : null,
    withPin: applied.pin === 'yes',
    birthPlace: identity.birthPlace ?? null,
    powers: applied.onBehalf === 'yes' ? applied.powers : [],
    organisation:
      owner === 'natural' || authority === undefined
        ? null
        : {
            ...authority.registered,
            country: authority.registered.country ?? 'KG',
            basis: authority.basis,
            position: authority.position ?? null,
            document: { title: authority.title, number: authority.number, issued: authority.issued },
            until: authority.until ?? null,
          },
    agreedAt: view.last('agree')!.at,
  };
}
