import { context, fields, oids, readDer, readOctets, readOid, readTime } from '../../der/index.ts';
import {
  BudgetSpent,
  type Certificate,
  costOf,
  distrust,
  isSwitchedOn,
  verifyingKeyOf,
  verifySignature,
  Work,
} from '../../path/index.ts';
import { type CmsMethod, cmsMethod } from './algorithms.ts';
import { type Attributes, attempt } from './attributes.ts';
import { countersignaturesOf } from './countersignatures.ts';
import { type CmsProblem, cmsProblem } from './problems.ts';
import { isOf, type SignerId, type SignerInfo } from './signer-info.ts';
import { checkSigningCertificate, pins } from './signing-certificate.ts';
import { type CmsRules, type ContentDigests, digestsOf } from './content.ts';

export type SignerVerdict = {
  readonly holds: boolean;
  readonly problems: readonly CmsProblem[];
  readonly signer: SignerInfo;
  readonly id: SignerId;
  /** The certificate named by the signer, where it is at hand. */
  readonly certificate: Certificate | undefined;
  /** undefined where the algorithms are unknown or do not go together. */
  readonly method: CmsMethod | undefined;
  /** What the signer says about the time (signing-time). Shown; nothing rests on it (DECISIONS 34). */
  readonly claimedTime: Date | undefined;
  /** Signatures over this signature's value. They change nothing about it. */
  readonly countersignatures: readonly SignerVerdict[];
};

/** `contentType` is undefined for a countersignature. `depth` counts countersignatures upon countersignatures. */
export type SignedThing = ContentDigests & { readonly contentType: string | undefined; readonly depth?: number };

/** One signature over `about`, its certificate sought in `pool`. @throws BudgetSpent */
export function verifySigner(
  signer: SignerInfo,
  about: SignedThing,
  pool: readonly Certificate[],
  rules: CmsRules,
): SignerVerdict {
  const attributes = signer.signed?.attributes;
  rules.work?.spend('signatures');
  const certificate = certificateOf(signer, pool, rules);
  const method = methodOf(signer, rules);
  const problems: CmsProblem[] = [];
  if (certificate === undefined) problems.push(cmsProblem('signer-certificate-missing'));
  if (typeof method === 'string') problems.push(cmsProblem(method, algorithmIn(signer, method)));
  else
    problems.push(
      ...checkContent(signer, about, method),
      ...checkSignatureValue(signer, about, method, certificate, rules),
    );
  if (attributes !== undefined) problems.push(...checkProtection(signer, attributes));
  // Without signed attributes nothing binds the certificate: another one over the same key could be named in its place.
  if (attributes === undefined && rules.pinned === true) problems.push(cmsProblem('signing-certificate-missing'));
  if (certificate !== undefined && attributes !== undefined)
    problems.push(...checkSigningCertificate(attributes, certificate, rules));
  const astray = signer.unsigned?.all.find(({ type }) => onlySigned.has(type));
  if (astray !== undefined) problems.push(cmsProblem('attribute-not-signed', astray.type));
  const time = attempt(() => claimedTime(attributes));
  if (typeof time === 'string') problems.push(cmsProblem(time, oids.signingTime));
  const depth = about.depth ?? 0;
  const counter = countersignaturesOf(signer, depth);
  const over = { ...digestsOf(signer.signature), contentType: undefined, depth: depth + 1 };
  const countersigners = counterVerdicts(counter.signers, over, pool, rules, depth);
  return {
    holds: problems.length === 0,
    problems: [...problems, ...counter.problems, ...countersigners.problems],
    signer,
    id: signer.id,
    certificate,
    method: typeof method === 'string' ? undefined : method,
    claimedTime: typeof time === 'string' ? undefined : time,
    countersignatures: countersigners.verdicts,
  };
}

// RFC 5652 11.1 to 11.3, RFC 5035 5.4: what would say something about the signature if anybody could hang it on. OpenSSL refuses it too.
const onlySigned: ReadonlySet<string> = new Set([
  oids.contentType,
  oids.messageDigest,
  oids.signingTime,
  oids.signingCertificate,
  oids.signingCertificateV2,
]);

// Countersignatures are no part of what is signed and anyone can hang them on: they have work of their own, and where it is
// spent, it is theirs that is not judged.
function counterVerdicts(
  signers: readonly SignerInfo[],
  over: SignedThing,
  pool: readonly Certificate[],
  rules: CmsRules,
  depth: number,
): { verdicts: readonly SignerVerdict[]; problems: readonly CmsProblem[] } {
  if (depth > 0 || signers.length === 0)
    return { verdicts: signers.map((one) => verifySigner(one, over, pool, rules)), problems: [] };
  const bounded = { ...rules, work: rules.counterWork ?? new Work({ signatures: 64 }) };
  try {
    return { verdicts: signers.map((one) => verifySigner(one, over, pool, bounded)), problems: [] };
  } catch (error) {
    if (!(error instanceof BudgetSpent)) throw error;
    return { verdicts: [], problems: [cmsProblem('countersignatures-too-many')] };
  }
}

function methodOf({ digestAlgorithm, signatureAlgorithm }: SignerInfo, { algorithms }: CmsRules) {
  const method = cmsMethod(digestAlgorithm, signatureAlgorithm);
  return typeof method === 'string' || isSwitchedOn(algorithms, method.signature) ? method : 'algorithm-unknown';
}

const algorithmIn = ({ digestAlgorithm, signatureAlgorithm }: SignerInfo, fault: string): string =>
  fault === 'digest-unknown' ? digestAlgorithm.oid : signatureAlgorithm.oid;

const MAX_NAMED = 16;

// Several may have one name and number, one of them slipped in: the pinned one counts.
function certificateOf(
  { id, signed }: SignerInfo,
  pool: readonly Certificate[],
  rules: CmsRules,
): Certificate | undefined {
  const found = pool.filter((certificate) => isOf(id, certificate));
  const named = found.length < 2 ? found : [...new Map(found.map((one) => [one.fingerprint, one])).values()];
  if (named.length < 2 || signed === undefined) return named[0];
  return (
    named.slice(0, MAX_NAMED).find((certificate) => pins(signed.attributes, certificate, rules)) ??
    // A stranger chooses how many there are, and each may have to be hashed.
    named[0]
  );
}

// 5.4, 5.6, 11.1, 11.2: the digest of the content and its type stand in the signed attributes.
function checkContent({ signed }: SignerInfo, about: SignedThing, { digest }: CmsMethod): CmsProblem[] {
  const { contentType } = about;
  if (signed === undefined) {
    if (contentType !== undefined && contentType !== oids.data) return [cmsProblem('signed-attributes-missing')];
    // A signature over attributes must not pass for one over a document that consists of these attributes.
    return about.bytes !== undefined && looksLikeAttributes(about.bytes) ? [cmsProblem('content-like-attributes')] : [];
  }
  const problems: CmsProblem[] = [];
  const type = attempt(() => {
    const value = signed.attributes.one(oids.contentType);
    return value === undefined ? undefined : { oid: readOid(value) };
  });
  if (typeof type === 'string') problems.push(cmsProblem(type, oids.contentType));
  else if (contentType === undefined && type !== undefined) problems.push(cmsProblem('content-type-forbidden'));
  else if (contentType !== undefined && type === undefined) problems.push(cmsProblem('content-type-missing'));
  else if (type !== undefined && type.oid !== contentType) problems.push(cmsProblem('content-type-differs', type.oid));

  const stated = attempt(() => {
    const value = signed.attributes.one(oids.messageDigest);
    return value && readOctets(value);
  });
  if (typeof stated === 'string') problems.push(cmsProblem(stated, oids.messageDigest));
  else if (stated === undefined) problems.push(cmsProblem('message-digest-missing'));
  else {
    const actual = about.digest(digest);
    if (actual === undefined) problems.push(cmsProblem('content-missing', digest));
    else if (!actual.equals(stated)) problems.push(cmsProblem('message-digest-differs', digest));
  }
  return problems;
}

function looksLikeAttributes(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x31) return false;
  try {
    const node = readDer(bytes);
    return node.children.some((child) => child.children[0]?.is(6) === true && child.children[1]?.is(17) === true);
  } catch {
    return false;
  }
}

function checkSignatureValue(
  { signed, signature }: SignerInfo,
  about: SignedThing,
  method: CmsMethod,
  certificate: Certificate | undefined,
  rules: CmsRules,
): CmsProblem[] {
  if (certificate === undefined) return [];
  const key = verifyingKeyOf(rules.key?.(certificate) ?? certificate.publicKey);
  if (key === undefined) return [cmsProblem('key-unreadable')];
  const problems: CmsProblem[] = [];
  // The digest convinces for itself too: of a pure scheme the method does not say it.
  const distrusted = distrust(rules.algorithms, { ...method.signature, digest: method.digest }, key, rules.at);
  if (distrusted !== undefined) problems.push(cmsProblem(distrusted, method.signature.oid));
  rules.work?.spend('signatures', costOf(method.signature, key) * (signed?.forms.length ?? 1));
  const forms = signed?.forms ?? (about.bytes === undefined ? [] : [about.bytes]);
  if (forms.length === 0) problems.push(cmsProblem('content-missing'));
  else if (!forms.some((form) => verifySignature(method.signature, key, form, signature)))
    problems.push(cmsProblem('signature'));
  return problems;
}

// RFC 6211: where the algorithms are repeated under the signature, they are the ones used.
function checkProtection(signer: SignerInfo, attributes: Attributes): CmsProblem[] {
  const same = attempt(() => {
    const value = attributes.one(oids.cmsAlgorithmProtection);
    if (value === undefined) return true;
    const f = fields(value);
    const digest = fields(f.next());
    const signature = f.optionalImplicit(1);
    f.optionalImplicit(2);
    f.end();
    return (
      readOid(digest.next()) === signer.digestAlgorithm.oid &&
      signature !== undefined &&
      readOid(fields(signature, context(1)).next()) === signer.signatureAlgorithm.oid
    );
  });
  if (typeof same === 'string') return [cmsProblem(same, oids.cmsAlgorithmProtection)];
  return same ? [] : [cmsProblem('algorithm-protection-differs')];
}

function claimedTime(attributes: Attributes | undefined): Date | undefined {
  const value = attributes?.one(oids.signingTime);
  return value && readTime(value);
}
