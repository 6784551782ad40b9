import { hash } from 'node:crypto';
import { crc32, deflateRawSync } from 'node:zlib';
import { verifyAsic } from '../../../src/trust/formats/index.ts';
import { asicMediaType, writeAsicManifest } from '../../../src/trust/formats/index.ts';
import { asicNamespace } from '../../../src/trust/formats/asic/manifest.ts';
import { ZipError } from '../../../src/record/index.ts';
import { strictAlgorithms } from '../../../src/trust/path/index.ts';
import { person, sign } from '../../../src/trust/verify/test-world.ts';
import { type Case, now } from './world.ts';

// Containers (EN 319 162-1) in archives that are one thing to who reads the directory and another to who reads member by member.

const other = Buffer.from('Мен эч нерсеге макул эмесмин.\n');
const text = Buffer.from('Мен макулмун.\n');

export type Packed = {
  name: string | Buffer;
  bytes: Buffer;
  /** In the member's own header, where it says otherwise than the directory. */
  local?: {
    name?: string;
    crc?: number;
    size?: number;
    packed?: number;
    method?: number;
    flags?: number;
    extra?: Buffer;
  };
  central?: {
    crc?: number;
    size?: number;
    packed?: number;
    method?: number;
    flags?: number;
    extra?: Buffer;
    comment?: Buffer;
    attributes?: number;
    disk?: number;
  };
  method?: number;
  /** Octets as they lie, where they are not those of `bytes`. */
  raw?: Buffer;
  /** Between this member and the next. */
  behind?: Buffer;
  descriptor?: boolean;
  /** Not in the directory. */
  hidden?: boolean;
};
type Archive = {
  before?: Buffer;
  /** Whether places count from the beginning of the file. */
  shifted?: boolean;
  between?: Buffer;
  comment?: Buffer;
  behind?: Buffer;
  count?: number;
  order?: (entries: readonly Buffer[]) => readonly Buffer[];
  end?: (end: Buffer) => Buffer;
};

const u16 = (value: number): Buffer => Buffer.of(value & 0xff, value >>> 8);
const u32 = (value: number): Buffer =>
  Buffer.of(value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24);

export function zip(
  members: readonly Packed[],
  { before = Buffer.alloc(0), shifted = true, ...of }: Archive = {},
): Buffer {
  const files: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = shifted ? before.length : 0;
  for (const { name, bytes, local = {}, central = {}, method = 0, ...more } of members) {
    const raw = more.raw ?? (method === 8 ? deflateRawSync(bytes) : bytes);
    const label = Buffer.from(name as string);
    const localLabel = local.name === undefined ? label : Buffer.from(local.name);
    const flags = more.descriptor === true ? 0x0808 : 0x0800;
    const fields = (one: NonNullable<Packed['local']>, isLocal: boolean): Buffer => {
      const none = isLocal && more.descriptor === true;
      return Buffer.concat([
        u16(20),
        u16(one.flags ?? flags),
        u16(one.method ?? method),
        u16(0),
        u16(0x21),
        u32(one.crc ?? (none ? 0 : crc32(bytes))),
        u32(one.packed ?? (none ? 0 : raw.length)),
        u32(one.size ?? (none ? 0 : bytes.length)),
      ]);
    };
    const extras = [local.extra ?? Buffer.alloc(0), central.extra ?? Buffer.alloc(0)] as const;
    const descriptor =
      more.descriptor === true
        ? Buffer.concat([u32(0x08074b50), u32(crc32(bytes)), u32(raw.length), u32(bytes.length)])
        : Buffer.alloc(0);
    const file = Buffer.concat([
      u32(0x04034b50),
      fields(local, true),
      u16(localLabel.length),
      u16(extras[0].length),
      localLabel,
      extras[0],
      raw,
      descriptor,
      more.behind ?? Buffer.alloc(0),
    ]);
    const comment = central.comment ?? Buffer.alloc(0);
    if (more.hidden !== true)
      entries.push(
        Buffer.concat([
          u32(0x02014b50),
          u16(20),
          fields(central, false),
          u16(label.length),
          u16(extras[1].length),
          u16(comment.length),
          u16(central.disk ?? 0),
          u16(0),
          u32(central.attributes ?? 0),
          u32(at),
          label,
          extras[1],
          comment,
        ]),
      );
    files.push(file);
    at += file.length;
  }
  const directory = Buffer.concat([...(of.order?.(entries) ?? entries)]);
  const comment = of.comment ?? Buffer.alloc(0);
  const between = of.between ?? Buffer.alloc(0);
  const count = of.count ?? entries.length;
  const end = Buffer.concat([
    u32(0x06054b50),
    u16(0),
    u16(0),
    u16(count),
    u16(count),
    u32(directory.length),
    u32(at + between.length),
    u16(comment.length),
    comment,
  ]);
  return Buffer.concat([before, ...files, between, directory, of.end?.(end) ?? end, of.behind ?? Buffer.alloc(0)]);
}

const manifestName = 'META-INF/ASiCManifest001.xml';
const signatureName = 'META-INF/signature001.p7s';
const files = [{ name: 'letter.txt', mediaType: 'text/plain', bytes: text }];
const manifest = writeAsicManifest(signatureName, files);
const signature = sign(person, manifest);

/** The members of a sound container, each by what it is. */
const parts = {
  mimetype: { name: 'mimetype', bytes: Buffer.from(asicMediaType) },
  letter: { name: 'letter.txt', bytes: text },
  manifest: { name: manifestName, bytes: manifest },
  signature: { name: signatureName, bytes: signature },
} satisfies Record<string, Packed>;
type Part = keyof typeof parts;
const container = (
  change: Partial<Record<Part, Partial<Packed>>> = {},
  more: readonly Packed[] = [],
  archive: Archive = {},
): Buffer =>
  zip(
    [...(Object.keys(parts) as Part[]).map((part) => ({ ...parts[part], ...change[part] }) as Packed), ...more],
    archive,
  );
/** A container over which the manifest given was signed. */
const over = (
  made: Buffer,
  change: Partial<Record<Part, Partial<Packed>>> = {},
  more: readonly Packed[] = [],
): Buffer => container({ manifest: { bytes: made }, signature: { bytes: sign(person, made) }, ...change }, more);
const reference = (name: string, bytes: Uint8Array = text, digest = hash('sha256', bytes, 'base64')): string =>
  `<a:DataObjectReference URI="${name}"><d:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><d:DigestValue>${digest}</d:DigestValue></a:DataObjectReference>`;
const xml = (inner: string, signedBy = signatureName): Buffer =>
  Buffer.from(
    `<a:ASiCManifest xmlns:a="${asicNamespace}" xmlns:d="http://www.w3.org/2000/09/xmldsig#"><a:SigReference URI="${signedBy}"/>${inner}</a:ASiCManifest>`,
  );
const hiddenEnd = (): Buffer => {
  const inner = zip([{ ...parts.letter, bytes: other }]);
  return inner.subarray(inner.indexOf(u32(0x06054b50)));
};
const unicodePath = (name: string, of: string): Buffer => {
  const value = Buffer.concat([Buffer.of(1), u32(crc32(Buffer.from(of))), Buffer.from(name)]);
  return Buffer.concat([u16(0x7075), u16(value.length), value]);
};
const zip64 = Buffer.concat([u16(1), u16(16), Buffer.alloc(16)]);

const unsound: Readonly<Record<string, () => Buffer>> = {
  'another name in the member’s own header': () => container({ letter: { local: { name: 'LETTER.TXT' } } }),
  'a name upwards in the member’s own header': () => container({ letter: { local: { name: '../lett.tx' } } }),
  'a longer name in the member’s own header': () => container({ letter: { local: { name: 'letter.txt.exe' } } }),
  'another size in the member’s own header': () => container({ letter: { local: { size: 3, packed: 3 } } }),
  'another checksum in the member’s own header': () => container({ letter: { local: { crc: 1 } } }),
  'another method in the member’s own header': () => container({ letter: { local: { method: 8 } } }),
  'other flags in the member’s own header': () => container({ letter: { local: { flags: 0x0801 } } }),
  'a member that the directory does not have': () => container({}, [{ name: 'terms.txt', bytes: other, hidden: true }]),
  'a member before the others, not in the directory': () =>
    zip([{ name: 'letter.txt', bytes: other, hidden: true }, ...Object.values(parts)]),
  'the letter once more, not in the directory': () =>
    container({}, [{ name: 'letter.txt', bytes: other, hidden: true }]),
  'octets between members': () => container({ letter: { behind: Buffer.from('PK') } }),
  'octets before the archive': () => container({}, [], { before: Buffer.from('#!/bin/sh\n') }),
  'octets before the archive that count for no place': () =>
    container({}, [], { before: Buffer.from('MZ'), shifted: false }),
  'another archive before it': () => container({}, [], { before: zip([{ ...parts.letter, bytes: other }]) }),
  'octets before the directory': () => container({}, [], { between: Buffer.from('PK') }),
  'octets behind the archive': () => container({}, [], { behind: Buffer.from('\n') }),
  'another archive behind it': () => Buffer.concat([container(), zip([{ ...parts.letter, bytes: other }])]),
  'another end in the comment': () => container({}, [], { comment: hiddenEnd() }),
  'another end in the comment, with octets behind': () =>
    container({}, [], { comment: Buffer.concat([hiddenEnd(), Buffer.of(0)]) }),
  'a name in Unicode that is another': () =>
    container({ letter: { central: { extra: unicodePath('terms.txt', 'letter.txt') } } }),
  'a name in Unicode that is another, in the member': () =>
    container({ letter: { local: { extra: unicodePath('terms.txt', 'letter.txt') } } }),
  'zip64 beside usual sizes': () => container({ letter: { central: { extra: zip64 }, local: { extra: zip64 } } }),
  'zip64 instead of sizes': () =>
    container({ letter: { central: { size: 0xffffffff, packed: 0xffffffff, extra: zip64 } } }),
  'extra fields that end too late': () => container({ letter: { central: { extra: Buffer.of(1, 2, 9, 0, 0) } } }),
  'a link instead of a file': () => container({ letter: { central: { attributes: (0o120777 << 16) >>> 0 } } }),
  'on another disk': () => container({ letter: { central: { disk: 1 } } }),
  encrypted: () => container({ letter: { central: { flags: 0x0801 }, local: { flags: 0x0801 } } }),
  'a method nobody knows': () => container({ letter: { method: 97 } }),
  'octets behind what is packed': () =>
    container({ letter: { method: 8, raw: Buffer.concat([deflateRawSync(text), Buffer.from('more')]) } }),
  'packed to less than it says': () => container({ letter: { method: 8, central: { size: 999 } } }),
  'a bomb': () => container({ letter: { method: 8, raw: deflateRawSync(Buffer.alloc(8 * 2 ** 20)) } }),
  'one member twice': () => container({}, [parts.letter]),
  'one name in two cases': () => container({}, [{ name: 'Letter.txt', bytes: other }]),
  'one name in two normal forms': () => container({}, [{ name: 'letter.txt\u0301', bytes: other }]),
  'a name with a backslash': () => container({}, [{ name: 'a\\letter.txt', bytes: other }]),
  'a name from the root': () => container({}, [{ name: '/letter.txt', bytes: other }]),
  'a name with a step upwards': () => container({}, [{ name: 'a/../letter.txt', bytes: other }]),
  'a name with a zero octet': () => container({}, [{ name: 'letter.txt\0.exe', bytes: other }]),
  'a name that is no UTF-8': () => container({}, [{ name: Buffer.of(0x6c, 0xff), bytes: other }]),
  'a folder': () => container({}, [{ name: 'META-INF/', bytes: Buffer.alloc(0) }]),
  'a member no manifest names': () => container({}, [{ name: 'terms.txt', bytes: other }]),
  'one directory entry for two members': () => container({}, [], { order: (entries) => [...entries, entries[1]!] }),
  'fewer members than there are': () => container({}, [{ name: 'terms.txt', bytes: other }], { count: 4 }),
  'more members than there are': () => container({}, [], { count: 5 }),
  'a directory that begins elsewhere': () =>
    container({}, [], { end: (end) => Buffer.concat([end.subarray(0, 16), u32(0), end.subarray(20)]) }),
  'the kind not first': () => zip([parts.letter, parts.mimetype, parts.manifest, parts.signature]),
  'the kind not first in the file': () =>
    zip([parts.letter, parts.mimetype, parts.manifest, parts.signature], {
      order: ([a, b, ...rest]) => [b!, a!, ...rest],
    }),
  'no kind': () => zip([parts.letter, parts.manifest, parts.signature]),
  'another kind': () => container({ mimetype: { bytes: Buffer.from('application/zip') } }),
  'the kind with more behind': () =>
    container({ mimetype: { bytes: Buffer.from(`${asicMediaType}\nContent-Type: text/html`) } }),
  'the letter changed': () => container({ letter: { bytes: other } }),
  'the manifest changed': () =>
    container({
      manifest: { bytes: writeAsicManifest(signatureName, [{ ...files[0]!, bytes: other }]) },
      letter: { bytes: other },
    }),
  'no manifest': () => zip([parts.mimetype, parts.letter, parts.signature]),
  'no signature': () => zip([parts.mimetype, parts.letter, parts.manifest]),
  'the manifest names a file twice': () => over(xml(reference('letter.txt') + reference('letter.txt', other))),
  'the manifest names a file in two ways': () => over(xml(reference('letter.txt') + reference('%6Cetter.txt', other))),
  'the manifest names a file in two cases': () => over(xml(reference('letter.txt') + reference('LETTER.TXT', other))),
  'the manifest names what is not there': () => over(xml(reference('letter.txt') + reference('terms.txt', other))),
  'the manifest leaves a file out': () => over(xml(reference('letter.txt')), {}, [{ name: 'terms.txt', bytes: other }]),
  'the manifest names itself only': () => over(xml(reference(manifestName, text))),
  'the manifest names nothing': () => over(xml('')),
  'a reference in a comment': () =>
    over(xml(`<!--${reference('terms.txt', other)}-->${reference('letter.txt')}`), {}, [
      { name: 'terms.txt', bytes: other },
    ]),
  'a reference inside another': () =>
    over(xml(reference('letter.txt').replace('</a:D', `${reference('terms.txt', other)}</a:D`)), {}, [
      { name: 'terms.txt', bytes: other },
    ]),
  'a reference of another schema': () => over(xml(reference('letter.txt').replaceAll('a:Data', 'd:Data'))),
  'an empty digest': () => over(xml(reference('letter.txt', text, ''))),
  'a digest with letters that are none': () =>
    over(xml(reference('letter.txt', text, `${hash('sha256', text, 'base64').slice(0, -1)}*=`))),
  'a digest by SHA-1': () =>
    over(
      xml(
        reference('letter.txt', text, hash('sha1', text, 'base64')).replace(
          'http://www.w3.org/2001/04/xmlenc#sha256',
          'http://www.w3.org/2000/09/xmldsig#sha1',
        ),
      ),
    ),
  'a digest with a comment in it': () =>
    over(xml(reference('letter.txt', text, hash('sha256', text, 'base64').replace('=', '<!--x-->A')))),
  'a document type': () =>
    over(Buffer.from(`<!DOCTYPE a [<!ENTITY x "letter.txt">]>${xml(reference('&x;')).toString()}`)),
  'two signatures named': () =>
    over(
      Buffer.from(
        xml(reference('letter.txt'))
          .toString()
          .replace('<a:SigReference', `<a:SigReference URI="META-INF/signature002.p7s"/><a:SigReference`),
      ),
    ),
  'the signature over another manifest': () => container({ signature: { bytes: sign(person, other) } }),
  'a second manifest that nobody signed': () =>
    container({}, [{ name: 'META-INF/ASiCManifest002.xml', bytes: xml(reference('letter.txt')) }]),
  'a second manifest over less, signed': () => {
    const second = xml(reference('letter.txt'), 'META-INF/signature002.p7s');
    return container({}, [
      { name: 'terms.txt', bytes: other },
      { name: 'META-INF/ASiCManifest002.xml', bytes: second },
      { name: 'META-INF/signature002.p7s', bytes: sign(person, second) },
    ]);
  },
};

const sound: Readonly<Record<string, () => Buffer>> = {
  'as we make them': () => container(),
  packed: () => container({ letter: { method: 8 }, manifest: { method: 8 }, signature: { method: 8 } }),
  'with sizes behind': () => container({ letter: { method: 8, descriptor: true }, manifest: { descriptor: true } }),
  'with the kind in the comment (EN 319 162-1 A.1)': () =>
    container({}, [], { comment: Buffer.from(`mimetype=${asicMediaType}`) }),
  // Whoever tells the kind from the first octets does not find it; what the container holds is the same to all.
  'the kind packed': () => container({ mimetype: { method: 8 } }),
  'the kind with an extra field': () => container({ mimetype: { local: { extra: Buffer.of(1, 2, 0, 0) } } }),
  'another producer’s manifest': () => over(xml(reference('letter.txt'))),
  'with moments in extra fields': () => {
    const moment = Buffer.concat([Buffer.of(0x55, 0x54, 5, 0, 1), u32(1_780_000_000)]);
    return container({ letter: { local: { extra: moment }, central: { extra: moment } } });
  },
};

function opened(bytes: Buffer): string {
  try {
    const { holds, problems } = verifyAsic(bytes, { algorithms: strictAlgorithms, at: now, pinned: true });
    return holds ? 'valid' : (problems[0]?.fault ?? 'signature');
  } catch (error) {
    if (error instanceof ZipError) return error.fault;
    throw error;
  }
}

export const containerCases = (): Case[] => [
  ...Object.entries(sound).map(([name, of]): Case => ({ name, expected: 'valid', found: () => opened(of()) })),
  ...Object.entries(unsound).map(([name, of]): Case => ({ name, expected: 'not valid', found: () => opened(of()) })),
];
