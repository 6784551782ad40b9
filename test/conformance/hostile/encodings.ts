import { DerError, der, oids, readDer } from '../../../src/trust/der/index.ts';
import { certIdBytes, ocspResponse, ocspResponseData } from '../../../src/trust/formats/index.ts';
import { parseCertificate, parseCrl } from '../../../src/trust/path/index.ts';
import { centre, issue, later, list, person, root, sign } from '../../../src/trust/verify/test-world.ts';
import { type Node, nodesOf, replaceNode } from '../../fuzz/der-mutations.ts';
import { attributesOf, type Message, message } from './cms.ts';
import { type Case, ecdsaSha256, extensionsBut, judged, now, place, reissued, signedBy } from './world.ts';

// X.690: one value, many encodings, of which DER is one. What is signed is signed in DER; its right owner signs it in another form here.

type Change = (node: { readonly tag: number; readonly content: Buffer; readonly raw: Buffer }) => Buffer | undefined;

const tlv = (tag: number, content: Buffer, length?: Buffer): Buffer => {
  const { length: size } = content;
  const short =
    size < 0x80 ? Buffer.of(size) : size < 0x100 ? Buffer.of(0x81, size) : Buffer.of(0x82, size >> 8, size & 0xff);
  return Buffer.concat([Buffer.of(tag), length ?? short, content]);
};
const children = (content: Buffer): Buffer[] => {
  try {
    return readDer(tlv(0x30, content)).children.map(({ raw }) => raw);
  } catch {
    return [];
  }
};
const isText = (tag: number): boolean => [0x04, 0x0c, 0x13, 0x16].includes(tag);

/** Other encodings of the same value, and values that are none. */
export const changes: Readonly<Record<string, Change>> = {
  'indefinite length': ({ tag, content }) =>
    (tag & 0x20) === 0 ? undefined : Buffer.concat([Buffer.of(tag, 0x80), content, Buffer.of(0, 0)]),
  'length longer than it need be': ({ tag, content }) =>
    tlv(tag, content, Buffer.of(0x83, 0, content.length >> 8, content.length & 0xff)),
  'tag in the long form': ({ tag, raw }) =>
    (tag & 0x1f) === 0x1f ? undefined : Buffer.concat([Buffer.of(tag | 0x1f, tag & 0x1f), raw.subarray(1)]),
  'number with an octet too many': ({ tag, content }) =>
    tag === 2 || tag === 10
      ? tlv(tag, Buffer.concat([Buffer.of((content[0] ?? 0) < 0x80 ? 0 : 0xff), content]))
      : undefined,
  'true by another octet': ({ tag, raw }) =>
    tag === 1 ? Buffer.concat([raw.subarray(0, 2), Buffer.of(1)]) : undefined,
  'set in another order': ({ tag, content }) => {
    const all = children(content);
    return tag === 0x31 && all.length > 1 ? tlv(tag, Buffer.concat(all.toReversed())) : undefined;
  },
  'unused bits that are set': ({ tag, content }) =>
    tag === 3 && content.length > 1
      ? tlv(tag, Buffer.concat([Buffer.of(1), content.subarray(1, -1), Buffer.of(content.at(-1)! | 1)]))
      : undefined,
  'eight unused bits': ({ tag, content }) =>
    tag === 3 ? tlv(tag, Buffer.concat([Buffer.of(8), content.subarray(1)])) : undefined,
  'named bits with a zero octet behind': ({ tag, content }) =>
    tag === 3 && content.length < 4
      ? tlv(tag, Buffer.concat([Buffer.of(0), content.subarray(1), Buffer.of(0)]))
      : undefined,
  'identifier with an octet too many': ({ tag, content }) =>
    tag === 6 ? tlv(tag, Buffer.concat([Buffer.of(0x80), content])) : undefined,
  'identifier that does not end': ({ tag, content }) =>
    tag === 6 ? tlv(tag, Buffer.concat([content, Buffer.of(0x81)])) : undefined,
  'text in pieces': ({ tag, content }) => (isText(tag) ? tlv(tag | 0x20, tlv(tag, content)) : undefined),
  'NULL with contents': ({ tag }) => (tag === 5 ? Buffer.of(5, 1, 0) : undefined),
  'time without seconds': ({ tag, content }) =>
    tag === 0x17 || tag === 0x18 ? tlv(tag, Buffer.concat([content.subarray(0, -3), Buffer.from('Z')])) : undefined,
  'time of another zone': ({ tag, content }) =>
    tag === 0x17 || tag === 0x18 ? tlv(tag, Buffer.concat([content.subarray(0, -1), Buffer.from('+0000')])) : undefined,
  'octets behind the last': ({ tag, content }) =>
    (tag & 0x20) === 0 ? undefined : tlv(tag, Buffer.concat([content, Buffer.of(0, 0)])),
};

type Variant = { readonly name: string; readonly bytes: Buffer };

/** Every node of `bytes`, changed in every way that there is for it. */
export function variants(bytes: Buffer): Variant[] {
  const nodes = nodesOf(bytes);
  return nodes.flatMap((node, at) =>
    Object.entries(changes).flatMap(([name, change]) => variant(bytes, nodes, node, at, name, change)),
  );
}

function variant(
  bytes: Buffer,
  nodes: readonly Node[],
  node: Node,
  at: number,
  name: string,
  change: Change,
): Variant[] {
  const [tag, content, raw] = [
    bytes[node.start]!,
    bytes.subarray(node.contentStart, node.end),
    bytes.subarray(node.start, node.end),
  ];
  const by = change({ tag, content, raw });
  return by === undefined || by.equals(raw)
    ? []
    : [{ name: `${name}, node ${at}`, bytes: replaceNode(bytes, nodes, node, by) }];
}

const read = <T>(make: () => T): T | undefined => {
  try {
    return make();
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
};

const responder = await issue('OCSP', centre);
const said = ocspResponseData({
  responder: responder.certificate,
  producedAt: now,
  answers: [
    {
      id: certIdBytes(person.certificate.serial, {
        name: centre.certificate.subject,
        publicKey: centre.certificate.publicKey,
      }),
      status: { state: 'good' },
      thisUpdate: now,
      nextUpdate: later(61),
    },
  ],
});
const signed = sign(person);

const byCertificate = (tbs: Buffer): string => {
  const certificate = read(() => parseCertificate(signedBy(tbs, centre.key)));
  return certificate === undefined ? 'unread' : judged(message({ who: { ...person, certificate } }));
};
const byList = (tbs: Buffer): string => {
  const crl = read(() => parseCrl(signedBy(tbs, centre.key)));
  return judged(signed, { crls: [list(root, now), ...(crl === undefined ? [] : [crl])] });
};
const byAnswer = (data: Buffer): string => {
  const answer = ocspResponse(data, ecdsaSha256.algorithm, ecdsaSha256.value(data, responder.key), [
    responder.certificate,
  ]);
  return judged(signed, { crls: [list(root, now)], ocsp: [answer] });
};
// Without the means, which are read for the class only.
const { means: _, ...told } = attributesOf(person);
const attributes = der.setOf(...Object.values(told));
const byAttributes = (set: Buffer): string => {
  const made: Message = { over: set, shown: set };
  return judged(message(made));
};

/** The person's certificate with those extensions only that judging a signature reads. */
const plain = reissued(person.certificate, centre, {
  [place.extensions]: extensionsBut(
    person.certificate,
    [
      oids.certificatePolicies,
      oids.subjectDirectoryAttributes,
      oids.qcStatements,
      oids.authorityInfoAccess,
      oids.kgSignatureMeans,
      oids.kgIssuerAccreditation,
      oids.kgAdditionalInfo,
      oids.kgSubjectAccreditation,
    ],
    [
      der.sequence(
        der.oid(oids.certificatePolicies),
        der.octetString(der.sequence(der.sequence(der.oid(oids.kgPolicyQualifiedNatural)))),
      ),
    ],
  ),
});

/** What is changed, and who signs it again. `but`: attributes may stand in any order (attributes.ts). */
const things: readonly {
  readonly name: string;
  readonly bytes: Buffer;
  readonly found: (bytes: Buffer) => string;
  readonly as?: 'unqualified';
  readonly but?: RegExp;
}[] = [
  { name: 'certificate', bytes: Buffer.from(plain.tbs), found: byCertificate },
  {
    name: 'list',
    bytes: Buffer.from(list(centre, now, [{ certificate: responder.certificate, at: later(50) }]).tbs),
    found: byList,
  },
  { name: 'answer', bytes: said, found: byAnswer },
  {
    name: 'attributes',
    bytes: attributes,
    found: byAttributes,
    as: 'unqualified',
    but: /^set in another order, node 0$/,
  },
];
export const encodingCases = (): Case[] =>
  things.flatMap(({ name, bytes, found, as = 'valid' as const, but }): Case[] => [
    { name: `${name} as it is`, expected: as, found: (): string => found(bytes) },
    ...variants(bytes)
      .filter((one) => but?.test(one.name) !== true)
      .map((one): Case => ({ name: `${name}: ${one.name}`, expected: 'not valid', found: () => found(one.bytes) })),
  ]);
