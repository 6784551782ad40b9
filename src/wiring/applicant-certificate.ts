import { createHash } from 'node:crypto';
import { currentPersonId, type PersonRecord, readPerson } from '../keys/index.ts';
import { startOfDay } from '../law/index.ts';
import { systemScope, type Tx } from '../platform/db/index.ts';
import { isRefusal, type Refusal } from '../platform/refusal.ts';
import { refuseCertificate } from '../procedures/index.ts';
import {
  type ApplicantOrder,
  type ConfirmedMeans,
  type Issuing,
  meansByNumbers,
  trustedIssuers,
} from '../trust/centres/index.ts';
import { oids } from '../trust/der/index.ts';
import {
  type CaKey,
  commonNameOf,
  issueCertificate,
  type IssueOrder,
  type MeansUse,
  provenKeyBeside,
  readSignatureMeans,
  refuseIssue,
  type RegisterDeps,
  shortNameOf,
  takeIssuer,
} from '../trust/issue/index.ts';
import { extensionValue, parseCertificate } from '../trust/path/index.ts';
import { centreFacts, confirmationOf } from './centre-facts.ts';
import { issuerParts } from './issuer-parts.ts';

// ES-13.1.1a: from an application whose checks are done to the certificate. Everything it says comes from the vault of persons, from
// the documents the registrar saw, from the lists of the authority and from the issuer's own certificate; nothing from the request
// but its key.

/** ES-13.1.2: for how long the sandbox's centres issue. */
const termDays = 365;
const day = 86_400_000;

export type ApplicantDeps = RegisterDeps & { readonly publicUrl: string };
type Asked = Parameters<Issuing['issueToApplicant']>[1];
type Draft = IssueOrder['draft'];
type Application = IssueOrder['facts']['application'];

/** Issues on an application under the centre's issuer, whose key is given; the certificate's number. */
export async function certificateForApplicant(
  tx: Tx,
  deps: ApplicantDeps,
  what: Asked,
  by: { readonly issuerId: string; readonly key: CaKey },
): Promise<{ number: string } | Refusal> {
  // The register is taken first: what is read from here on holds until the entry is made.
  const row = await takeIssuer(tx, by.issuerId);
  if (row === undefined) return refuseIssue('ISS_ISSUER_ENDED');
  const { centreId, subjectId, order } = what;
  const now = deps.clock.now();
  // ES-13.4a: the powers are looked at with the register taken: with their withdrawal nothing more is issued.
  const powers =
    order.through === null || (await trustedIssuers(tx, centreId, now)).some(({ id }) => id === order.through);
  if (!powers) return refuseCertificate('TRUSTED_POWERS_ENDED');
  if (order.request === null) return refuseIssue('ISS_REQUEST_UNREADABLE', { field: 'request' });
  const proven = await provenKeyBeside(Buffer.from(order.request), now);
  if (isRefusal(proven)) return proven;
  const { centre, facts } = await centreFacts(tx, centreId, now);
  const person = await tx.as(systemScope('whom a certificate will name, as the vault knows them'), (vault) =>
    personOf(deps, vault, centreId, subjectId),
  );
  if (person === null) return refuseIssue('ISS_FIELD_MISSING', { field: 'surname' });
  const names = namesFor(order, person, subjectId);
  const secure = deps.publicUrl.replace(/^http:/, 'https:');
  const draft: Draft = {
    ...names.draft,
    spki: proven.publicKey.raw,
    ...(await issuerParts(tx, deps.publicUrl, by.issuerId, { centre, facts })),
    guides: (['ky', 'ru'] as const).map((lang) => ({
      url: `${secure}/centres/${centre.code}/guide?lang=${lang}`,
      lang,
    })),
    means: { means: [...(await meansOfKey(tx, order, row.der)), ...meansIn(row.der, 'createCertificate')] },
  };
  const from = order.from === null ? (row.kind === 'TP' ? nextSecond(now) : now) : startOfDay(order.from);
  return issueCertificate(
    tx,
    deps,
    {
      issuerId: row.id,
      draft,
      from,
      // ES-14.5b, ES-18.1.1: the term counts from the issue, also where it takes effect later: nothing rests for years on one look at
      // the owner's document.
      until: new Date(now.getTime() + termDays * day),
      // ES-14.3d: of an automatic certificate the owner is the legal entity and nobody else.
      subjectId: order.owner === 'automatic' ? null : subjectId,
      agreement: { id: what.caseId, concludedAt: order.agreedAt },
      facts: { ...facts, application: names.application },
      actor: what.actor,
    },
    by.key,
  );
}

/** ES-13.5.2b: what a trusted person issues takes effect when the centre's register has it, never in the second that had begun before. */
const nextSecond = (at: Date): Date => new Date(Math.ceil(at.getTime() / 1000) * 1000);

async function personOf(
  deps: ApplicantDeps,
  tx: Tx,
  centreId: string,
  subjectId: string,
): Promise<PersonRecord | null> {
  const id = await currentPersonId(tx, deps.keys.personIdOf(subjectId, centreId));
  const person = id === undefined ? undefined : await readPerson(deps.keys, tx, id);
  return person?.state === 'active' ? person.record : null;
}

/** The owner's own number at this centre: it tells namesakes apart and says nothing else (x509-profile 4.2). */
const ownerNumber = (subjectId: string): string =>
  createHash('sha256').update(`owner of certificates ${subjectId}`).digest('hex').slice(0, 16).toUpperCase();

type Names = { readonly draft: Omit<Draft, 'spki'>; readonly application: Application };

function namesFor(order: ApplicantOrder, person: PersonRecord, subjectId: string): Names {
  const { surname, givenName, patronymic } = person;
  const human = { surname, givenName: patronymic === null ? givenName : `${givenName} ${patronymic}` };
  const full = commonNameOf(surname, givenName, patronymic ?? undefined);
  const common = {
    ...(order.limits === null ? {} : { limits: { text: [{ lang: 'ky', text: order.limits }] } }),
    ...(order.powers.length === 0 ? {} : { powers: powersOf(order) }),
  };
  const application = {
    ...(common.limits === undefined ? {} : { limits: common.limits }),
    powers: order.powers.length > 0,
    noPatronymic: patronymic === null,
    furtherData: order.withPin && person.pin !== null && order.owner !== 'automatic',
  };
  const serialNumber = application.furtherData ? `PNOKG-${person.pin}` : ownerNumber(subjectId);
  if (order.organisation === null) {
    const birthPlace = order.birthPlace ?? '';
    return {
      draft: {
        kind: 'QN',
        subject: { countryName: 'KG', ...human, serialNumber, commonName: full },
        personal: {
          dateOfBirth: person.birthDate,
          placeOfBirth: birthPlace,
          ...(patronymic === null ? {} : { patronymic }),
        },
        ...common,
      },
      application: { ...application, born: { date: person.birthDate, place: birthPlace } },
    };
  }
  const { name, registrationNumber, place, country, position, basis, document, until } = order.organisation;
  const entity = {
    countryName: country,
    localityName: Array.from(place.split(',')[0]!.trim()).slice(0, 128).join(''),
    organizationName: shortNameOf(name),
    organizationIdentifier: `NTR${country}-${registrationNumber}`,
    commonName: shortNameOf(name),
  };
  const legalEntity = { fullName: name, registrationNumber, registeredPlace: place };
  const registered = { fullName: name, number: registrationNumber };
  if (order.owner === 'automatic')
    return {
      draft: {
        kind: 'QA',
        subject: entity,
        legalEntity,
        ...(common.limits === undefined ? {} : { limits: common.limits }),
      },
      application: { ...application, powers: false, registered },
    };
  return {
    draft: {
      kind: 'QL',
      subject: { ...entity, ...human, serialNumber, ...(position === null ? {} : { title: position }) },
      legalEntity,
      representation: {
        basis: basis === 'power_of_attorney' ? 'powerOfAttorney' : 'constituentDocuments',
        document,
        ...(until === null ? {} : { validUntil: until }),
        ...(position === null ? {} : { position }),
      },
      ...common,
    },
    application: { ...application, registered },
  };
}

/** ES-17.3: for whom, how far, for how long, and on which document. */
const powersOf = (order: ApplicantOrder): NonNullable<Draft['powers']> =>
  order.powers.map(({ kind, principal, scope, title, number, issued, until }) => ({
    principal: { kind, name: principal },
    scope,
    validFrom: startOfDay(issued),
    ...(until === undefined ? {} : { validUntil: startOfDay(until) }),
    document: { title, number, issued, ...(until === undefined ? {} : { validUntil: until }) },
  }));

/** ES-17.2.4a: what made the applicant's key: the means the applicant names by its confirmation, or those the centre gives. */
async function meansOfKey(tx: Tx, { means }: ApplicantOrder, issuer: Buffer): Promise<MeansUse[]> {
  if (means === null) return meansIn(issuer, 'createSignatureKey');
  const named = (await meansByNumbers(tx, [means])).filter(({ kind }) => kind === 'signature');
  return named.map((one: ConfirmedMeans) => ({
    use: ['createSignatureKey', 'createVerificationKey'],
    kind: 'signatureMeans',
    name: one.name,
    version: one.version,
    confirmation: confirmationOf(one),
  }));
}

/** The means the centre is accredited with, as its own certificate names them. */
function meansIn(issuer: Buffer, use: MeansUse['use'][number]): MeansUse[] {
  const own = extensionValue(parseCertificate(issuer).extensions, oids.kgSignatureMeans, readSignatureMeans);
  return (own?.means ?? []).filter((one) => one.use.includes(use));
}
