import type { DoneAct } from '../../cases/index.ts';
import type { ApplicantOrder } from '../../trust/centres/index.ts';
import type { Authority, CertificateApplication, Identity } from './certificate-data.ts';

/**
 * What the case has established for the certificate: the application, the documents that were seen, the agreement. `acts`: with what
 * was sealed in them. Pure.
 */
export function orderOf(acts: readonly DoneAct[]): ApplicantOrder {
  const last = (name: string): DoneAct | undefined => acts.findLast(({ act }) => act === name);
  const dataOf = (name: string): unknown => last(name)?.data;
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
    agreedAt: last('agree')!.at,
  };
}
