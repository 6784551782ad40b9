import { der, DerError, type DerNode, fields, readNamedBits, readOid, remembering, tags } from '../../der/index.ts';
import { encodedOnce } from '../remembered.ts';
import { type DocumentDetails, documentDetails, nameOfDocument, readDocumentDetails } from './document-details.ts';
import { choice, listWithin, maybe, readChoice, readListWithin, readTextWithin, textWithin } from './sized.ts';

// ES-14.2.4a, ES-14.2.4b, ES-17.2.4a-c: which means made the keys and the certificate, and what confirms them.

export const meansUses = ['createSignatureKey', 'createVerificationKey', 'createCertificate'] as const;
export type MeansUseName = (typeof meansUses)[number];
export const meansKinds = ['signatureMeans', 'certificationCentreMeans'] as const;

export type MeansUse = {
  readonly use: readonly MeansUseName[];
  readonly kind: (typeof meansKinds)[number];
  readonly name: string;
  readonly version?: string;
  readonly confirmation?: DocumentDetails;
};
export type Standard = { readonly oid: string } | { readonly name: string };
export type SignatureMeans = { readonly means?: readonly MeansUse[]; readonly standards?: readonly Standard[] };

/** @throws RangeError, also where neither means nor standards are named */
export function signatureMeans({ means, standards }: SignatureMeans): Buffer {
  if (means === undefined && standards === undefined) throw new RangeError('neither means nor standards');
  return der.sequence(
    maybe(0, means && listWithin(means.map(meansUse), 16)),
    maybe(1, standards && listWithin(standards.map(standard), 16)),
  );
}

/** The value of one means: also what the signed attribute creationMeans holds. @throws RangeError */
export const meansUse = encodedOnce(
  (one: MeansUse): Buffer =>
    der.sequence(
      der.namedBits(one.use.map((use) => meansUses.indexOf(use))),
      choice(one.kind, meansKinds),
      textWithin(one.name, 256),
      maybe(0, one.version === undefined ? undefined : textWithin(one.version, 64)),
      maybe(1, one.confirmation && documentDetails(one.confirmation)),
    ),
  ({ use, kind, name, version, confirmation }) =>
    JSON.stringify([use, kind, name, version, confirmation && nameOfDocument(confirmation)]),
);

const standard = (one: Standard): Buffer => ('oid' in one ? der.oid(one.oid) : textWithin(one.name, 256));

/** @throws DerError */
export function readSignatureMeans(node: DerNode): SignatureMeans {
  const f = fields(node);
  const [means, standards] = [f.optionalExplicit(0), f.optionalExplicit(1)];
  f.end();
  if (means === undefined && standards === undefined)
    throw new DerError('missing', node.start, 'neither means nor standards');
  return {
    ...(means === undefined ? {} : { means: readListWithin(means, 16, readMeansUse) }),
    ...(standards === undefined ? {} : { standards: readListWithin(standards, 16, readStandard) }),
  };
}

/** One means makes many signatures: what is said of it is read once. @throws DerError */
export const readMeansUse = remembering((node: DerNode): MeansUse => {
  const f = fields(node);
  const bits = f.next();
  const use = [...readNamedBits(bits)].map((bit) => {
    const name = meansUses[bit];
    if (name === undefined) throw new DerError('range', bits.start, 'a use that the profile does not know');
    return name;
  });
  const [kind, name] = [readChoice(f.next(), meansKinds), readTextWithin(f.next(), 256)];
  const [version, confirmation] = [f.optionalExplicit(0), f.optionalExplicit(1)];
  f.end();
  return {
    use,
    kind,
    name,
    ...(version === undefined ? {} : { version: readTextWithin(version, 64) }),
    ...(confirmation === undefined ? {} : { confirmation: readDocumentDetails(confirmation) }),
  };
});

const readStandard = (node: DerNode): Standard =>
  node.tag === tags.oid ? { oid: readOid(node) } : { name: readTextWithin(node, 256) };
