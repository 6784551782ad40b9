import type { DoneAct } from '../../cases/index.ts';
import type { ApplicantOrder } from '../../trust/centres/index.ts';
import type { Refusal } from '../../platform/refusal.ts';
import type {
  Authority,
  CertificateApplication,
  Identity,
  KeptDocument,
  KeyOrder,
  MadeKey,
  TokenKey,
} from './certificate-data.ts';
import { refuseCertificate } from './certificate-refusals.ts';

/**
 * What the case has established for the certificate: the application, the documents that were seen, the agreement. `acts`: with what
 * was sealed in them. Pure.
 */
export function orderOf(acts: readonly DoneAct[]): Omit<ApplicantOrder, 'through'> {
  const last = (name: string): DoneAct | undefined => acts.findLast(({ act }) => act === name);
  const dataOf = (name: string): unknown => last(name)?.data;
  const applied = dataOf('apply') as CertificateApplication;
  const identity = dataOf('establish') as Identity;
  const authority = dataOf('confirmAuthority') as Authority | undefined;
  const { owner, limitsText } = applied;
  return {
    owner,
    ...keyOf(applied, dataOf),
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

/** ES-13.1.4, ES-13.1.7a: whose request it is that is certified, and what made its key. */
function keyOf(
  applied: CertificateApplication,
  dataOf: (act: string) => unknown,
): Pick<ApplicantOrder, 'request' | 'means'> {
  if (applied.keys === 'own') return { request: applied.request ?? null, means: applied.means ?? null };
  const made = dataOf(applied.keys === 'token' ? 'keyInToken' : 'protectKeys') as MadeKey | TokenKey | undefined;
  const means =
    applied.keys === 'token' ? (made as TokenKey | undefined) : (dataOf('makeKeys') as KeyOrder | undefined);
  return { request: made?.request ?? null, means: means?.means ?? null };
}

const particulars = (one: Pick<KeptDocument, 'title' | 'number' | 'issued'>): string =>
  JSON.stringify([one.title, one.number, one.issued].map((part) => part.normalize('NFC').trim()));

/**
 * ES-15.2.3a, ES-18.2.3: a power is what a document says, not what an applicant types. Each has, among the documents that the
 * registrar has seen and kept, one of the same title, number and day of issue; the first that has none is refused. `acts`: with what
 * was sealed in them. Pure.
 */
export function powersShown(acts: readonly DoneAct[]): Refusal | null {
  const applied = acts.findLast(({ act }) => act === 'apply')!.data as unknown as CertificateApplication;
  if (applied.onBehalf !== 'yes') return null;
  const kept = acts
    .filter(({ act, data }) => act === 'keepDocument' && data['slot'] === 'power')
    .map(({ data }) => particulars(data as unknown as KeptDocument));
  const unshown = applied.powers.findIndex((power) => !kept.includes(particulars(power)));
  return unshown === -1
    ? null
    : refuseCertificate('ISS_DATA_MISMATCH', { law: ['ES-18.2.3', 'ES-15.2.3a'], field: `powers/${unshown}` });
}
