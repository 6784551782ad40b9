import type { Tx } from '../platform/db/index.ts';
import { RefusalError } from '../platform/http/index.ts';
import { isRefusal, type Refusal } from '../platform/refusal.ts';
import { logMeans, type TrustedIssuing, type TrustedOrder, type TrustedPerson } from '../trust/centres/index.ts';
import { keyMakingMeans } from '../trust/sign/index.ts';
import { oids } from '../trust/der/index.ts';
import {
  addIssuer,
  approvalContent,
  certificateByFingerprint,
  endCertificate,
  issueCertificate,
  type IssueOrder,
  issuerById,
  issuersOf,
  keyDigest,
  makeRequest,
  pemOf,
  provenKey,
  readSignatureMeans,
  refuseIssue,
  registerOf,
  shortNameOf,
  takeIssuer,
} from '../trust/issue/index.ts';
import { extensionValue, parseCertificate } from '../trust/path/index.ts';
import { centreIssuer } from './applicant-issuing.ts';
import { centreFacts } from './centre-facts.ts';
import { issuerParts } from './issuer-parts.ts';
import { type IssuingDeps, keyOfIssuer } from './issuing.ts';
import type { SigningKeys } from './signing-keys.ts';

// ES-13.4, x509-profile 2: a trusted person is an issuer under the centre (TP, path length 0): what it signs is in the centre's name and
// in the centre's register.

type Deps = IssuingDeps & { readonly signing: SigningKeys };
const keyPrefix = (personId: string): string => `trusted-${personId}-`;

export function trustedIssuing(deps: Deps): TrustedIssuing {
  const { signing } = deps;
  return {
    async request(tx, person) {
      const held = signing.heldOf(keyPrefix(person.id));
      const known = (await issuersIn(tx, person.centreId)).map(({ key_name }) => key_name);
      const free = held.find(([name]) => !known.includes(name))?.[1];
      const made =
        free === undefined
          ? signing.make(`${keyPrefix(person.id)}${String(held.length + 1).padStart(3, '0')}`)
          : undefined;
      // ES-12.1: what makes a key is on record.
      if (made !== undefined)
        await logMeans(deps.clock, tx, { operation: 'keygen', means: keyMakingMeans, object: made.spki });
      const key = (free ?? made)!;
      const subject = { countryName: 'KG', commonName: shortNameOf(person.name) };
      return pemOf('CERTIFICATE REQUEST', await makeRequest(subject, key));
    },
    async content(tx, order) {
      const asked = await orderUnderCentre(tx, deps, order);
      return isRefusal(asked) ? asked : { content: asked.content, says: asked.says };
    },
    async issue(tx, { operation, actor, ...order }) {
      const by = await centreIssuer(tx, order.centreId, (inner, id) => keyOfIssuer(inner, deps, id));
      if (by === undefined) return refuseIssue('ISS_ISSUER_ENDED');
      const row = await takeIssuer(tx, by.issuerId);
      const asked = await orderUnderCentre(tx, deps, order);
      if (isRefusal(asked) || row === undefined) return isRefusal(asked) ? asked : refuseIssue('ISS_ISSUER_ENDED');
      const issued = await issueCertificate(tx, deps, { ...asked.order, subjectId: null, operation, actor }, by.key);
      if (isRefusal(issued)) return issued;
      const { raw } = parseCertificate(issued.certificate).publicKey;
      const here = signing.heldOf(keyPrefix(order.person.id)).find(([, { spki }]) => spki.equals(raw));
      const issuerId = await addIssuer(tx, deps, {
        registerId: row.register_id,
        holderId: order.centreId,
        certificate: issued.certificate,
        keyName: here?.[0] ?? `elsewhere-${keyDigest(raw).toString('hex')}`,
      });
      return { number: issued.number, issuerId };
    },
    async end(tx, { issuerId, basis, at, actor }) {
      const row = (await issuerById(tx, issuerId))!;
      const { fingerprint, serial } = parseCertificate(row.der);
      const own = (await certificateByFingerprint(tx, Buffer.from(fingerprint, 'hex')))!;
      const outcome = await endCertificate(tx, deps, {
        registerId: own.registerId,
        number: serial,
        ground: '14(6)(4)',
        reason: 'cessationOfOperation',
        basis,
        knownAt: at,
        actor,
      });
      // What has ended with its centre or its term needs no second end.
      if (isRefusal(outcome) && !['REG_ENDED_ALREADY', 'REG_TERM_OVER'].includes(outcome.code))
        throw new RefusalError(outcome);
    },
  };
}

async function issuersIn(tx: Tx, centreId: string): ReturnType<typeof issuersOf> {
  const register = await registerOf(tx, centreId);
  return register === undefined ? [] : issuersOf(tx, register.id);
}

type Asked = {
  readonly order: Pick<IssueOrder, 'issuerId' | 'draft' | 'until' | 'facts'>;
  readonly content: Buffer;
  readonly says: Readonly<Record<string, string>>;
};

/** What the centre's key would sign for the trusted person now, or why it would not. */
async function orderUnderCentre(tx: Tx, deps: Deps, asked: TrustedOrder): Promise<Asked | Refusal> {
  const { centreId, person, place, until } = asked;
  const now = deps.clock.now();
  const proven = provenKey(Buffer.from(asked.request), now);
  if (isRefusal(proven)) return { ...proven, field: 'request' };
  const by = await centreIssuer(tx, centreId, (inner, id) => keyOfIssuer(inner, deps, id));
  if (by === undefined) return refuseIssue('ISS_ISSUER_ENDED');
  const issuer = parseCertificate((await issuerById(tx, by.issuerId))!.der);
  const { centre, facts } = await centreFacts(tx, centreId, now);
  const { accreditation } = facts;
  const draft: IssueOrder['draft'] = {
    kind: 'TP',
    ...namesOf(accreditation?.centreName ?? shortNameOf(centre.name.ky), person, place),
    spki: proven.publicKey.raw,
    pathLength: 0,
    mayIssue: ['QN', 'QL', 'QA', 'NQ'],
    ...(await issuerParts(tx, deps.publicUrl, by.issuerId, { centre, facts })),
    means: { means: extensionValue(issuer.extensions, oids.kgSignatureMeans, readSignatureMeans)?.means ?? [] },
  };
  const application = {
    powers: false,
    noPatronymic: false,
    furtherData: false,
    registered: { fullName: person.name, number: person.registrationNumber },
  };
  // A term that outlives the issuer is cut when it is issued; officers approve what will stand there.
  const end = until < issuer.notAfter ? until : issuer.notAfter;
  const order = { issuerId: by.issuerId, draft, until: end, facts: { ...facts, application } };
  try {
    return {
      order,
      content: approvalContent(order, issuer, by.key),
      says: {
        owner: person.name,
        address: place,
        registrationNumber: person.registrationNumber,
        contract: person.contractNumber,
        until: end.toISOString(),
        keyDigest: keyDigest(draft.spki).toString('hex'),
      },
    };
  } catch (error) {
    // A name that is longer than the profile allows is no fault of the program.
    if (error instanceof RangeError)
      return refuseIssue('ISS_PROFILE_VIOLATION', { details: { reason: error.message } });
    throw error;
  }
}

/** ES-13.4c, x509-profile 4.2: the centre stays the named issuer, and the trusted person is the unit under its name. */
function namesOf(
  centreName: string,
  person: TrustedPerson,
  place: string,
): Pick<IssueOrder['draft'], 'subject' | 'legalEntity'> {
  const cut = (text: string, most: number): string => Array.from(text).slice(0, most).join('');
  return {
    subject: {
      countryName: 'KG',
      localityName: cut(place.split(',')[0]!.trim(), 128),
      organizationName: centreName,
      organizationalUnitName: cut(`Ишенимдүү жак: ${person.name}`, 64),
      commonName: shortNameOf(person.name),
    },
    legalEntity: { fullName: person.name, registrationNumber: person.registrationNumber, registeredPlace: place },
  };
}
