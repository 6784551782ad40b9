import { der, type DerNode, elements, fields, oids, readOid, readText, tags } from '../../der/index.ts';
import { type MeansUse, meansUse, readMeansUse } from '../../issue/index.ts';
import { type Attributes, attempt, attribute } from '../cms/attributes.ts';
import { type CmsProblem, cmsProblem } from '../cms/problems.ts';

/** What a signer states about the signature, under the signature (EN 319 122-1 5.2, ES-5.4, ES-10.4). */
export type SignerStatements = {
  /** The means that made the signature (KG.8.1 creationMeans). */
  readonly creationMeans: MeansUse | undefined;
  /** commitment-type-indication: object identifiers, `oids.proofOfApproval` for one. */
  readonly commitments: readonly string[];
  /** The media type of a content that does not say it itself. */
  readonly mimeType: string | undefined;
  /** signature-policy-identifier; undefined also where the policy is implied. */
  readonly policy: string | undefined;
};

export type StatementsToMake = Partial<Omit<SignerStatements, 'policy'>>;

/** The signed attributes for what is stated. @throws RangeError where the profile has no room for it */
export function statementAttributes({ creationMeans, commitments = [], mimeType }: StatementsToMake): Buffer[] {
  return [
    ...(creationMeans === undefined ? [] : [attribute(oids.kgCreationMeans, meansUse(creationMeans))]),
    ...(commitments.length === 0
      ? []
      : [attribute(oids.commitmentType, ...commitments.map((one) => der.sequence(der.oid(one))))]),
    ...(mimeType === undefined ? [] : [attribute(oids.mimeType, der.utf8String(mimeType))]),
  ];
}

/** The means that the signer states, where that is stated once and can be read. */
export function statedMeans(attributes: Attributes | undefined): MeansUse | undefined {
  const means = attempt(() => {
    const node = attributes?.one(oids.kgCreationMeans);
    return node === undefined ? undefined : readMeansUse(node);
  });
  return typeof means === 'string' ? undefined : means;
}

/** What was stated, and what of it cannot be read. */
export function readStatements(attributes: Attributes | undefined): {
  readonly statements: SignerStatements;
  readonly problems: readonly CmsProblem[];
} {
  const problems: CmsProblem[] = [];
  const one = <T>(type: string, read: (node: DerNode) => T): T | undefined => {
    const value = attempt(() => {
      const node = attributes?.one(type);
      return node === undefined ? undefined : { value: read(node) };
    });
    if (typeof value !== 'string') return value?.value;
    problems.push(cmsProblem(value, type));
    return undefined;
  };
  const commitments = attempt(() => ({
    all: (attributes?.values(oids.commitmentType) ?? []).map((node) => readOid(fields(node).next())),
  }));
  if (typeof commitments === 'string') problems.push(cmsProblem(commitments, oids.commitmentType));
  return {
    statements: {
      creationMeans: one(oids.kgCreationMeans, readMeansUse),
      commitments: typeof commitments === 'string' ? [] : commitments.all,
      mimeType: one(oids.mimeType, (node) => readText(node)),
      policy: one(oids.sigPolicyId, readPolicy),
    },
    problems,
  };
}

// SignaturePolicy ::= CHOICE { SignaturePolicyId, SignaturePolicyImplied NULL } (EN 319 122-1 5.2.9).
const readPolicy = (node: DerNode): string | undefined =>
  node.tag === tags.null ? undefined : readOid(elements(node, tags.sequence, 1)[0]!);
