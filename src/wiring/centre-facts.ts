import { dayOf } from '../law/index.ts';
import type { Tx } from '../platform/db/index.ts';
import {
  type Accreditation,
  type Centre,
  centreById,
  centreStanding,
  type ConfirmedMeans,
  meansList,
  type StandingState,
} from '../trust/centres/index.ts';
import { type LintFacts, shortNameOf } from '../trust/issue/index.ts';
import { bodyAt } from '../trust/rules/index.ts';

// What the authority's lists say, in the words of the certificate profile: the linter holds every certificate against it, and what a
// certificate says of its centre is copied from here, never typed (x509-profile 1(5)).

type Facts = Pick<LintFacts, 'confirmedMeans' | 'profileInForce' | 'form'> & {
  readonly accreditation?: NonNullable<LintFacts['accreditation']>;
};
type DocumentDetails = NonNullable<LintFacts['accreditation']>['document'];

/**
 * The certificate of accreditation as certificates cite it: dated with the decision, valid to the last day of the term. ES-8.1a: `issuedBy`
 * is the body that was authorised on the day of the decision, whoever is now.
 */
export const accreditationDocument = (
  number: string,
  { decidedAt, untilAt }: Pick<Accreditation, 'decidedAt' | 'untilAt'>,
  issuedBy: string,
): DocumentDetails => ({
  title: 'Аккредиттөө жөнүндө күбөлүк',
  number,
  issued: dayOf(decidedAt),
  issuedBy,
  // A term ends at 24:00, which is the first instant of the next day.
  validUntil: dayOf(new Date(untilAt.getTime() - 1)),
});

/** The document that confirms a means, as certificates cite it (ES-17.2.4c). */
export const confirmationOf = ({ document, documentNumber, untilAt }: ConfirmedMeans): DocumentDetails => ({
  title: document.title,
  number: documentNumber,
  issued: document.issuedOn,
  issuedBy: document.issuedBy,
  ...(untilAt === null ? {} : { validUntil: dayOf(new Date(untilAt.getTime() - 1)) }),
});

/** The name a centre has in certificates: the directory's Kyrgyz one, cut where it does not fit. */
export const nameInCertificates = ({ name }: Pick<Centre, 'name'>): string => shortNameOf(name.ky);

const states: Readonly<Record<StandingState, NonNullable<LintFacts['accreditation']>['status']>> = {
  active: 'ACTIVE',
  suspended: 'SUSPENDED',
  revoked: 'REVOKED',
  expired: 'EXPIRED',
  ceased: 'CEASED',
};

/**
 * How the centre stands at a moment, and which means are confirmed then. Read it in the transaction that issues, after `takeIssuer`.
 * `certificateNumber`: of the certificate of accreditation where it is handed over in the same step and so not on record yet.
 */
export async function centreFacts(
  tx: Tx,
  centreId: string,
  at: Date,
  certificateNumber?: string,
): Promise<{ readonly centre: Centre; readonly facts: Facts }> {
  const [centre, found] = [await centreById(tx, centreId, at), await centreStanding(tx, centreId, at)];
  if (centre === null) throw new Error(`centre ${centreId} is not on record`);
  const number = certificateNumber ?? found?.accreditation.certificateNumber ?? null;
  const body = await bodyAt(tx, 'authorised-body', found?.accreditation.decidedAt ?? at);
  const { profile, ...form } = await bodyAt(tx, 'certificate-form', at);
  const accreditation =
    found === null || number === null
      ? undefined
      : {
          status: states[found.standing.state],
          until: found.accreditation.untilAt,
          document: accreditationDocument(number, found.accreditation, body.name.ky),
          centreCertificateNumber: found.accreditation.rootCertificate ?? '',
          centreName: nameInCertificates(centre),
          centreLocation: centre.address.ky,
        };
  return {
    centre,
    facts: {
      ...(accreditation === undefined ? {} : { accreditation }),
      confirmedMeans: (await meansList(tx, at)).map(asLinted),
      profileInForce: profile,
      form,
    },
  };
}

// A confirmation that was ended before its term ended then, whatever its document says.
const asLinted = (means: ConfirmedMeans): LintFacts['confirmedMeans'][number] => {
  const until = means.endedAt ?? means.untilAt;
  return {
    name: means.name,
    version: means.version,
    document: confirmationOf(means),
    from: means.since,
    ...(until === null ? {} : { until }),
  };
};
