import type { Clock } from '../platform/clock.ts';
import type { Tx } from '../platform/db/index.ts';
import { isRefusal, type Refusal } from '../platform/refusal.ts';
import { type Centre, type CentreOrder, meansByNumbers } from '../trust/centres/index.ts';
import { der } from '../trust/der/index.ts';
import {
  algorithmOf,
  approvalContent,
  type CaKey,
  issuersOf,
  keyDigest,
  type IssueOrder,
  provenKey,
  refuseIssue,
  registerOf,
  type SignatureAlgorithm,
} from '../trust/issue/index.ts';
import { type Certificate, parseCertificate } from '../trust/path/index.ts';
import { centreFacts, confirmationOf, nameInCertificates } from './centre-facts.ts';
import type { SigningKeys } from './signing-keys.ts';
import { issuerNameOf } from '../trust/status/index.ts';
import { statusAddresses } from './status-addresses.ts';

// ES-16.5d: what the root is asked to sign for an accredited centre. Everything it says comes from the directory, the lists and the
// centre's own request; nobody types it.

export type RootDeps = { readonly clock: Clock; readonly signing: SigningKeys; readonly publicUrl: string };

/** The root's issuer. `key`: undefined where the root signs elsewhere, on a machine of its own. */
export type Root = {
  readonly id: string;
  readonly der: Buffer;
  readonly algorithm: SignatureAlgorithm;
  readonly key: CaKey | undefined;
};

/** The root whose key this installation holds, else the newest one; undefined where the register has none. */
export async function rootIssuer(tx: Tx, { signing }: RootDeps): Promise<Root | undefined> {
  const register = await registerOf(tx, null);
  if (register === undefined) return undefined;
  const roots = (await issuersOf(tx, register.id)).filter(({ kind }) => kind === 'ROOT').toReversed();
  for (const { id, key_name, der: bytes } of roots) {
    const key = signing.held(key_name);
    if (key !== undefined && parseCertificate(bytes).publicKey.raw.equals(key.spki))
      return { id, key, der: bytes, algorithm: key.algorithm };
  }
  const newest = roots[0];
  if (newest === undefined) return undefined;
  const algorithm = algorithmOfRoot(parseCertificate(newest.der));
  return algorithm === undefined ? undefined : { id: newest.id, der: newest.der, algorithm, key: undefined };
}

/** A root has signed itself: the algorithm is the one of its key. */
export const algorithmOfRoot = ({
  signatureAlgorithm: { oid, parameters },
}: Certificate): SignatureAlgorithm | undefined => algorithmOf(der.algorithmIdentifier(oid, parameters));

export type OrderToRoot = Pick<IssueOrder, 'issuerId' | 'draft' | 'until' | 'facts'> & {
  /** Undefined where the root signs elsewhere. */
  readonly key: CaKey | undefined;
  /** The bytes that two officers approve. */
  readonly content: Buffer;
  /** What they say, in the words of the directory and of the lists. */
  readonly says: Readonly<Record<string, string>>;
};

/** The order for the centre's certificate as it would be signed now, or why there can be none. */
export async function orderToRoot(
  tx: Tx,
  deps: RootDeps,
  { centreId, request, means, until, certificateNumber }: CentreOrder,
): Promise<OrderToRoot | Refusal> {
  const now = deps.clock.now();
  const proven = provenKey(Buffer.from(request), now);
  if (isRefusal(proven)) return proven;
  const root = await rootIssuer(tx, deps);
  if (root === undefined) return refuseIssue('ISS_ISSUER_ENDED');
  const { centre, facts } = await centreFacts(tx, centreId, now, certificateNumber);
  const named = await meansByNumbers(tx, means);
  const use = (kind: 'signature' | 'centre') => named.filter((one) => one.kind === kind).slice(0, 1);
  const [signature, tools] = [use('signature'), use('centre')];
  const addresses = statusAddresses(deps.publicUrl, await issuerNameOf(tx, root.id));
  const draft: IssueOrder['draft'] = {
    kind: 'ACA',
    ...namesOf(centre),
    spki: proven.publicKey.raw,
    pathLength: 1,
    mayIssue: ['QN', 'QL', 'QA', 'NQ', 'TP'],
    cps: `${deps.publicUrl}/centres/${centre.code}/rules`,
    crl: [{ url: addresses.crl }],
    access: { ocsp: addresses.ocsp, caIssuers: addresses.caIssuers },
    means: {
      means: [
        ...signature.map((one) => ({
          use: ['createSignatureKey', 'createVerificationKey'] as const,
          kind: 'signatureMeans' as const,
          name: one.name,
          version: one.version,
          confirmation: confirmationOf(one),
        })),
        ...tools.map((one) => ({
          use: ['createCertificate'] as const,
          kind: 'certificationCentreMeans' as const,
          name: one.name,
          version: one.version,
          confirmation: confirmationOf(one),
        })),
      ],
    },
    ...(facts.accreditation === undefined ? {} : { subjectAccreditation: facts.accreditation.document }),
  };
  const application = {
    powers: false,
    noPatronymic: false,
    furtherData: false,
    registered: { fullName: centre.name.ky, number: centre.registrationNumber },
  };
  const content = contentOf({ draft, until }, root);
  if (isRefusal(content)) return content;
  return {
    issuerId: root.id,
    key: root.key,
    draft,
    until,
    facts: { ...facts, application },
    content,
    says: {
      owner: centre.name.ky,
      address: centre.address.ky,
      registrationNumber: centre.registrationNumber,
      certificateNumber,
      until: until.toISOString(),
      means: [...signature, ...tools].map(({ name, version }) => `${name} ${version}`).join('; '),
      keyDigest: keyDigest(draft.spki).toString('hex'),
    },
  };
}

// A directory's entry that is longer than the profile allows is no fault of the program.
function contentOf(
  order: Pick<IssueOrder, 'draft' | 'until'>,
  { der: bytes, algorithm }: Pick<Root, 'der' | 'algorithm'>,
): Buffer | Refusal {
  try {
    return approvalContent(order, parseCertificate(bytes), { algorithm });
  } catch (error) {
    if (error instanceof RangeError)
      return refuseIssue('ISS_PROFILE_VIOLATION', { details: { reason: error.message } });
    throw error;
  }
}

/** The owner of the certificate as the directory has it. A directory's address is one line: the place stands before its first comma. */
function namesOf(centre: Centre): Pick<IssueOrder['draft'], 'subject' | 'legalEntity'> {
  const [place, ...street] = centre.address.ky.split(',').map((part) => part.trim());
  const name = nameInCertificates(centre);
  const within = (text: string): string => Array.from(text).slice(0, 128).join('');
  return {
    subject: {
      countryName: 'KG',
      localityName: within(place!),
      streetAddress: within(street.length === 0 ? place! : street.join(', ')),
      organizationName: name,
      organizationIdentifier: `NTRKG-${centre.registrationNumber}`,
      commonName: name,
    },
    legalEntity: {
      fullName: centre.name.ky,
      registrationNumber: centre.registrationNumber,
      registeredPlace: centre.address.ky,
    },
  };
}
