import { hash } from 'node:crypto';
import {
  type DerNode,
  DerError,
  der,
  elements,
  fields,
  oids,
  readIntegerBytes,
  readOctets,
  tags,
} from '../../der/index.ts';
import {
  type Certificate,
  digestBytes,
  directoryNames,
  type GeneralName,
  readAlgorithmId,
  readGeneralNames,
  readPolicies,
  signersDigestOf,
} from '../../path/index.ts';
import { type Attributes, attempt, attribute } from './attributes.ts';
import type { CmsRules } from './content.ts';
import { type CmsProblem, cmsProblem } from './problems.ts';

// RFC 2634 5.4, RFC 5035: the signed attribute that pins the signer's certificate, so that another one for the same key cannot be put in its place.

type CertificateId = {
  /** As node:crypto calls it; undefined where it is none of ours. */
  readonly digest: string | undefined;
  readonly hash: Buffer;
  readonly issuer: readonly GeneralName[] | undefined;
  readonly serial: string | undefined;
};

/**
 * Why the attributes do not pin this certificate; empty where one of them does by a digest that convinces, and none
 * contradicts. `which`: it is only asked which certificate is meant.
 */
export function checkSigningCertificate(
  attributes: Attributes,
  certificate: Certificate,
  rules: CmsRules,
  which = false,
): CmsProblem[] {
  const problems: CmsProblem[] = [];
  let [found, weak] = [false, false];
  for (const type of [oids.signingCertificateV2, oids.signingCertificate]) {
    const id = attempt(() => readCertificateId(attributes.one(type), type === oids.signingCertificate));
    if (id === undefined) continue;
    if (typeof id !== 'string' && !which && !convinces(id.digest, rules)) weak = true;
    else found = true;
    if (typeof id === 'string') problems.push(cmsProblem(id, type));
    else if (id.digest === undefined || !isComputed(id.digest, rules))
      problems.push(cmsProblem('signing-certificate-algorithm'));
    else if (!names(id, id.digest, certificate)) problems.push(cmsProblem('signing-certificate-differs'));
  }
  if (found || (!which && rules.pinned !== true)) return problems;
  return [...problems, cmsProblem(weak ? 'signing-certificate-algorithm' : 'signing-certificate-missing')];
}

// A digest that others can make collide pins nothing.
function convinces(digest: string | undefined, { algorithms, at, pinnedBySha1 = false }: CmsRules): boolean {
  if (digest === 'sha1' && pinnedBySha1) return true;
  const span = digest === undefined ? undefined : algorithms.digests.get(digest);
  return span !== undefined && (span.until === undefined || at < span.until);
}

// What is not switched on is not computed: strangers would have it computed over everything that they send.
const isComputed = (digest: string, { algorithms }: CmsRules): boolean =>
  digest === 'sha1' || algorithms.digests.has(digest);

/** Whether the attributes name this certificate at all: to choose among several with one name and number. */
export const pins = (attributes: Attributes, certificate: Certificate, rules: CmsRules): boolean =>
  checkSigningCertificate(attributes, certificate, rules, true).length === 0;

function names({ hash: expected, issuer, serial }: CertificateId, digest: string, certificate: Certificate): boolean {
  if (!digestOf(certificate, digest).equals(expected)) return false;
  if (serial !== undefined && serial !== certificate.serial) return false;
  return issuer === undefined || directoryNames(issuer).some(({ key }) => key === certificate.issuer.key);
}

// A pool of like-named certificates is looked through for every signer: each is hashed once.
const digests = new WeakMap<Certificate, Map<string, Buffer>>();
function digestOf(certificate: Certificate, name: string): Buffer {
  if (name === 'sha256') return Buffer.from(certificate.fingerprint, 'hex');
  let known = digests.get(certificate);
  if (known === undefined) digests.set(certificate, (known = new Map()));
  let digest = known.get(name);
  if (digest === undefined) known.set(name, (digest = digestBytes(name, certificate.raw)));
  return digest;
}

// The first of the list is the signer's; the others would limit the path and are left to the path's own rules.
function readCertificateId(node: DerNode | undefined, first: boolean): CertificateId | undefined {
  if (node === undefined) return undefined;
  const f = fields(node);
  const [own, ...others] = elements(f.next(), tags.sequence, 1).map((one) => readOne(one, first));
  const policies = f.optional(tags.sequence);
  f.end();
  if (policies !== undefined) readPolicies(policies);
  if (others.length > MAX_OTHERS) throw new DerError('budget', node.start, `more than ${MAX_OTHERS} certificates`);
  return own;
}

const MAX_OTHERS = 32;

// ESSCertID and ESSCertIDv2 (RFC 5035 4).
function readOne(node: DerNode, first: boolean): CertificateId {
  const id = fields(node);
  const algorithm = first ? undefined : id.optional(tags.sequence);
  const digest = first ? 'sha1' : algorithm === undefined ? 'sha256' : signersDigestOf(readAlgorithmId(algorithm));
  const bytes = readOctets(id.next());
  const issuerSerial = id.optional(tags.sequence);
  id.end();
  if (issuerSerial === undefined) return { digest, hash: bytes, issuer: undefined, serial: undefined };
  const named = fields(issuerSerial);
  const issuer = readGeneralNames(named.next());
  const serial = readIntegerBytes(named.next()).toString('hex');
  named.end();
  return { digest, hash: bytes, issuer, serial };
}

/** signing-certificate-v2 with SHA-256, which is its default and so left out, and with issuer and number. */
export function signingCertificateV2({ raw, issuer, serial }: Certificate): Buffer {
  const issuerSerial = der.sequence(der.sequence(der.explicit(4, issuer.raw)), serialNumber(serial));
  const id = der.sequence(der.octetString(hash('sha256', raw, 'buffer')), issuerSerial);
  return attribute(oids.signingCertificateV2, der.sequence(der.sequence(id)));
}

/** The INTEGER of a serial as `Certificate` has it. */
export const serialNumber = (serial: string): Buffer =>
  der.integer(BigInt.asIntN(serial.length * 4, BigInt(`0x${serial}`)));
