import { der, DerError, type DerNode, elements, fields, oids, readOid, readText, tags } from '../../der/index.ts';
import { encodedOnce } from '../remembered.ts';
import { type Amount, monetaryValue, readMonetaryValue } from './usage-limits.ts';

// EN 319 412-5 and RFC 3739. QcCompliance stands only beside QcCClegislation: alone it claims a certificate of the EU.

export type QcStatements = {
  /** QcCompliance with QcCClegislation: the country whose law the certificate is qualified under. */
  readonly compliance?: string;
  readonly type?: 'esign' | 'eseal';
  readonly limit?: Amount;
  readonly guides?: readonly { readonly url: string; readonly lang: string }[];
  readonly semantics?: 'natural' | 'legal';
};

const types = { esign: oids.qctEsign, eseal: oids.qctEseal } as const;
const guidesOf = encodedOnce(
  (guides: NonNullable<QcStatements['guides']>): Buffer =>
    der.sequence(
      der.oid(oids.qcPDS),
      der.sequence(...guides.map(({ url, lang }) => der.sequence(der.ia5String(url), der.printableString(lang)))),
    ),
  (guides) => JSON.stringify(guides.map(({ url, lang }) => [url, lang])),
);
const semanticsIds = { natural: oids.semanticsIdNatural, legal: oids.semanticsIdLegal } as const;

/** @throws RangeError */
export function qcStatements(qc: QcStatements): Buffer {
  const one = (id: string, info?: Buffer): Buffer => der.sequence(der.oid(id), info);
  return der.sequence(
    qc.compliance === undefined ? undefined : one(oids.qcCompliance),
    qc.compliance === undefined
      ? undefined
      : one(oids.qcCClegislation, der.sequence(der.printableString(qc.compliance))),
    qc.type && one(oids.qcType, der.sequence(der.oid(types[qc.type]))),
    qc.limit && one(oids.qcLimitValue, monetaryValue(qc.limit)),
    qc.guides && guidesOf(qc.guides),
    qc.semantics && one(oids.pkixQCSyntaxV2, der.sequence(der.oid(semanticsIds[qc.semantics]))),
  );
}

/** Reads our own form of the statements. `statements`: all identifiers, in order. @throws DerError */
export function readQcStatements(node: DerNode): QcStatements & { readonly statements: readonly string[] } {
  const found = new Map<string, DerNode | undefined>();
  for (const one of elements(node, tags.sequence, 1)) {
    const f = fields(one);
    const id = readOid(f.next());
    if (found.has(id)) throw new DerError('unexpected', one.start, 'a statement twice');
    found.set(id, f.peek);
  }
  const legislation = found.get(oids.qcCClegislation)?.children[0];
  const type = found.get(oids.qcType)?.children[0];
  const limit = found.get(oids.qcLimitValue);
  const guides = found.get(oids.qcPDS);
  const semantics = found.get(oids.pkixQCSyntaxV2)?.children[0];
  return {
    statements: [...found.keys()],
    ...(legislation === undefined ? {} : { compliance: readText(legislation) }),
    ...(type === undefined ? {} : { type: keyOf(types, readOid(type), type) }),
    ...(limit === undefined ? {} : { limit: readMonetaryValue(limit) }),
    ...(guides === undefined
      ? {}
      : {
          guides: elements(guides).map((guide) => {
            const f = fields(guide);
            return { url: readText(f.next(tags.ia5String)), lang: readText(f.next(tags.printableString)) };
          }),
        }),
    ...(semantics === undefined || semantics.tag !== tags.oid
      ? {}
      : { semantics: keyOf(semanticsIds, readOid(semantics), semantics) }),
  };
}

function keyOf<K extends string>(table: Readonly<Record<K, string>>, value: string, node: DerNode): K {
  const found = Object.entries<string>(table).find(([, oid]) => oid === value)?.[0];
  if (found === undefined) throw new DerError('range', node.start, 'a value the profile does not use');
  return found as K;
}
