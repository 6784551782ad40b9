import { sign as signBytes } from 'node:crypto';
import { der, oids } from '../../../src/trust/der/index.ts';
import { type Certificate, type Crl, parseCrl } from '../../../src/trust/path/index.ts';
import { DerError } from '../../../src/trust/der/index.ts';
import {
  centre,
  issue,
  later,
  list,
  type Member,
  person,
  root,
  sign,
  tsa,
} from '../../../src/trust/verify/test-world.ts';
import { type Case, ecdsaSha256, extensionsBut, judged, now, place, reissued, type Signs } from './world.ts';

// Lists (RFC 5280 5): a clean one where the person's certificate has ended or nothing else tells of it, and one with an end that is none.

const extension = (oid: string, value: Uint8Array, critical = false): Buffer =>
  der.sequence(der.oid(oid), der.booleanDefaultFalse(critical), der.octetString(value));
const moment = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);
const hour = 3600;

type Entry = { of?: Certificate | bigint; at?: Buffer; more?: readonly Buffer[] };
const entry = ({ of = person.certificate, at = der.time(later(40)), more = [] }: Entry = {}): Buffer =>
  der.sequence(
    der.integer(typeof of === 'bigint' ? of : BigInt(`0x${of.serial}`)),
    at,
    more.length === 0 ? undefined : der.sequence(...more),
  );
const reason = (value: number): Buffer => extension(oids.cRLReason, der.enumerated(value));
const issuer = (name: Buffer, critical = true): Buffer =>
  extension('2.5.29.29', der.sequence(der.explicit(4, name)), critical);

type Made = {
  by?: Member;
  name?: Buffer;
  version?: Buffer | null;
  from?: number;
  to?: number | null;
  entries?: readonly Buffer[];
  /** null: none; of the centre unless given. */
  keyId?: Buffer | null;
  number?: Buffer | null;
  more?: readonly Buffer[];
  how?: Signs;
  inner?: Buffer;
  tampered?: boolean;
  frame?: (bytes: Buffer) => Buffer;
};

const authority = (id: Buffer): Buffer =>
  extension(oids.authorityKeyIdentifier, der.sequence(der.implicit(0, der.octetString(id))));
const number = (value: number | bigint): Buffer => extension(oids.cRLNumber, der.integer(value));

function made(of: Made = {}): Crl[] {
  const { by = centre, name = centre.certificate.subject.raw, how = ecdsaSha256, entries = [] } = of;
  const keyId = of.keyId === undefined ? by.certificate.subjectKeyId! : of.keyId;
  const extensions = [
    ...(keyId === null ? [] : [authority(keyId)]),
    ...(of.number === null ? [] : [of.number ?? number(5)]),
    ...(of.more ?? []),
  ];
  const tbs = der.sequence(
    of.version === null ? undefined : (of.version ?? der.integer(1)),
    of.inner ?? how.algorithm,
    name,
    der.time(moment(of.from ?? -hour)),
    of.to === null ? undefined : der.time(moment(of.to ?? hour)),
    entries.length === 0 ? undefined : der.sequenceOf(entries),
    extensions.length === 0 ? undefined : der.explicit(0, der.sequence(...extensions)),
  );
  const value = how.value(tbs, by.key);
  if (of.tampered === true) value[value.length - 1]! ^= 1;
  const bytes = der.sequence(tbs, how.algorithm, der.bitString(value));
  try {
    return [parseCrl((of.frame ?? ((same) => same))(bytes))];
  } catch (error) {
    // What cannot be read is left out of a message too.
    if (error instanceof DerError) return [];
    throw error;
  }
}

const customer = await issue('QN', centre);
const elsewhere = { countryName: 'KG', organizationName: 'Башка борбор', commonName: 'Башка борбор' };
const otherCentre = await issue('ACA', root, { subject: elsewhere });
const secondKey = await issue('ACA', root);
const entrusted = await issue('TP', centre);
const nobody = await issue('ACA', undefined);
const renamed = (of: Member, by: Member, more: Readonly<Record<number, Buffer>> = {}): Member => ({
  ...of,
  certificate: reissued(of.certificate, by, { [place.subject]: centre.certificate.subject.raw, ...more }),
});

/** Who may not list for the centre. */
const impostors: Readonly<Record<string, () => { list: Made; beside?: readonly Member[] }>> = {
  'a customer': () => ({ list: { by: customer } }),
  'a customer, under the centre’s key identifier': () => ({
    list: { by: customer, keyId: centre.certificate.subjectKeyId! },
  }),
  'a customer of the centre’s name': () => {
    const by = renamed(customer, centre);
    return { list: { by }, beside: [by] };
  },
  'a customer of the centre’s name whose key may do anything': () => {
    const by = renamed(customer, centre, { [place.extensions]: extensionsBut(customer.certificate, [oids.keyUsage]) });
    return { list: { by, keyId: null }, beside: [by] };
  },
  'the person asked about': () => ({ list: { by: person }, beside: [person] }),
  'the root, in the centre’s name': () => ({ list: { by: root } }),
  'another centre': () => ({ list: { by: otherCentre, name: otherCentre.certificate.subject.raw } }),
  'another centre, in the centre’s name': () => ({ list: { by: otherCentre }, beside: [otherCentre] }),
  'a trusted person': () => ({ list: { by: entrusted, name: entrusted.certificate.subject.raw }, beside: [entrusted] }),
  'a trusted person, in the centre’s name': () => ({ list: { by: entrusted }, beside: [entrusted] }),
  'a time-stamping service, in the centre’s name': () => ({ list: { by: tsa, how: rsa }, beside: [tsa] }),
  'nobody’s centre of the same name': () => {
    const by = renamed(nobody, nobody, { [place.issuer]: centre.certificate.subject.raw });
    return { list: { by }, beside: [by] };
  },
  'nobody’s centre of the same name, said to be under the root': () => {
    const by = renamed(nobody, nobody, { [place.issuer]: root.certificate.subject.raw });
    return { list: { by }, beside: [by] };
  },
  'a centre of the same name whose term is over': () => {
    const by = renamed(otherCentre, root, { [place.validity]: der.sequence(der.time(later(1)), der.time(later(59))) });
    return { list: { by }, beside: [by] };
  },
  'a centre of the same name that may not list': () => {
    const usage = extension(oids.keyUsage, der.namedBits([5]), true);
    const by = renamed(otherCentre, root, {
      [place.extensions]: extensionsBut(otherCentre.certificate, [oids.keyUsage], [usage]),
    });
    return { list: { by }, beside: [by] };
  },
  'nobody: another value': () => ({ list: { tampered: true } }),
  'the centre by SHA-1': () => ({
    list: {
      how: {
        algorithm: der.algorithmIdentifier('1.2.840.10045.4.1'),
        value: (bytes, key) => signBytes('sha1', bytes, key),
      },
    },
  }),
  'the centre by one algorithm inside and another outside': () => ({
    list: { inner: der.algorithmIdentifier('1.2.840.10045.4.3.3') },
  }),
  'the centre by an algorithm with parameters': () => ({
    list: { how: { ...ecdsaSha256, algorithm: der.algorithmIdentifier(oids.ecdsaWithSHA256, der.nul()) } },
  }),
  'the centre, parameters outside only': () => ({
    list: {
      inner: ecdsaSha256.algorithm,
      how: { ...ecdsaSha256, algorithm: der.algorithmIdentifier(oids.ecdsaWithSHA256, der.nul()) },
    },
  }),
  'the centre by the algorithm of another key': () => ({
    list: { how: { ...ecdsaSha256, algorithm: der.algorithmIdentifier(oids.sha256WithRSAEncryption, der.nul()) } },
  }),
};
const rsa: Signs = {
  algorithm: der.algorithmIdentifier(oids.sha256WithRSAEncryption, der.nul()),
  value: (bytes, key) => signBytes('sha256', bytes, key),
};

const flag = (at: number): Buffer => der.implicit(at, der.boolean(true));
const issuing = (critical: boolean, ...all: Buffer[]): Buffer =>
  extension(oids.issuingDistributionPoint, der.sequence(...all), critical);
const point = (text: string): Buffer =>
  der.explicit(0, der.implicit(0, der.sequence(der.implicit(6, der.ia5String(text)))));
const reasons = (...bits: number[]): Buffer => der.implicit(3, der.namedBits(bits));
const strange = extension('1.3.6.1.4.1.55738.666.1', der.nul(), true);
const deltaOf = (base: number): Buffer => extension(oids.deltaCRLIndicator, der.integer(base), true);
const twice = <T>(one: T): T[] => [one, one];

/** Of the centre: clean lists that do not tell that the certificate is good. */
const silent: Readonly<Record<string, () => readonly Crl[]>> = {
  none: () => [],
  'from the next second on': () => made({ from: 1 }),
  'until a second ago': () => made({ to: -1 }),
  'until before it begins': () => made({ to: -2 * hour }),
  'without an end': () => made({ to: null }),
  'of centres only': () => made({ more: [issuing(true, flag(2))] }),
  'of attribute certificates only': () => made({ more: [issuing(true, flag(5))] }),
  'of nobody: users only and centres only': () => made({ more: [issuing(true, flag(1), flag(2))] }),
  'of a point that is none of the certificate’s': () =>
    made({ more: [issuing(true, point('http://other.example/x.crl'))] }),
  'of one reason only': () => made({ more: [issuing(true, reasons(1))] }),
  'of all reasons but one, in two lists': () =>
    [reasons(1, 2, 3), reasons(4, 5, 6, 7)].flatMap((some) => made({ more: [issuing(true, some)] })),
  'of no reasons': () => made({ more: [issuing(true, der.implicit(3, der.namedBits([])))] }),
  'with a flag that is true by another octet': () => made({ more: [issuing(true, Buffer.of(0x84, 1, 1))] }),
  'with a point that cannot be read': () => made({ more: [extension(oids.issuingDistributionPoint, der.nul(), true)] }),
  'with something critical and unknown': () => made({ more: [strange] }),
  'with something critical and unknown in an entry': () => made({ entries: [entry({ of: 7n, more: [strange] })] }),
  'with a critical number': () => made({ number: extension(oids.cRLNumber, der.integer(5), true) }),
  'with two numbers': () => made({ more: [number(6)] }),
  'with two key identifiers': () => made({ more: [authority(centre.certificate.subjectKeyId!)] }),
  'of the first version, with extensions': () => made({ version: null }),
  'of a third version': () => made({ version: der.integer(2) }),
  'a delta alone': () => made({ number: number(6), more: [deltaOf(5)] }),
  'a delta alone, and a base of another issuer': () => [
    ...made({ number: number(6), more: [deltaOf(5)] }),
    ...made({ by: otherCentre, name: otherCentre.certificate.subject.raw }),
  ],
  'the entry of no day': () => made({ entries: [entry({ at: Buffer.from('170d3236313333303030303030305a', 'hex') })] }),
  'octets behind it': () => made({ frame: (bytes) => Buffer.concat([bytes, Buffer.of(0)]) }),
  cut: () => made({ frame: (bytes) => bytes.subarray(0, -1) }),
};

/** Lists from which the end of the certificate does follow. */
const ended: Readonly<Record<string, () => readonly Crl[]>> = {
  'the entry': () => made({ entries: [entry()] }),
  'the entry among others': () => made({ entries: [entry({ of: 7n }), entry(), entry({ of: 8n })] }),
  'the entry, and beside it that it was taken off': () => made({ entries: [entry(), entry({ more: [reason(8)] })] }),
  'that it was taken off, and the entry': () => made({ entries: [entry({ more: [reason(8)] }), entry()] }),
  'the entry twice, once of tomorrow': () => made({ entries: [entry({ at: der.time(later(61)) }), entry()] }),
  'by a reason that does not exist': () => made({ entries: [entry({ more: [reason(77)] })] }),
  'on hold': () => made({ entries: [entry({ more: [reason(6)] })] }),
  'in a delta': () => [...made(), ...made({ number: number(6), more: [deltaOf(5)], entries: [entry()] })],
  'in a delta by a base long before': () => [
    ...made(),
    ...made({ number: number(6), more: [deltaOf(1)], entries: [entry()] }),
  ],
  'taken off by a delta whose base is later': () => [
    ...made({ entries: [entry()] }),
    ...made({ number: number(8), more: [deltaOf(7)], entries: [entry({ more: [reason(8)] })] }),
  ],
  'taken off by a delta of the same number': () => [
    ...made({ entries: [entry()] }),
    ...made({ number: number(5), more: [deltaOf(5)], entries: [entry({ more: [reason(8)] })] }),
  ],
  'taken off by a delta before it': () => [
    ...made({ entries: [entry()] }),
    ...made({ number: number(4), more: [deltaOf(3)], entries: [entry({ more: [reason(8)] })] }),
  ],
  'taken off by a delta that is over': () => [
    ...made({ entries: [entry()] }),
    ...made({ number: number(6), to: -1, more: [deltaOf(5)], entries: [entry({ more: [reason(8)] })] }),
  ],
  'taken off by a delta of somebody else’s': () => [
    ...made({ entries: [entry()] }),
    ...made({
      by: customer,
      keyId: centre.certificate.subjectKeyId!,
      number: number(6),
      more: [deltaOf(5)],
      entries: [entry({ more: [reason(8)] })],
    }),
  ],
  'taken off by a delta of another scope': () => [
    ...made({ entries: [entry()] }),
    ...made({ number: number(6), more: [deltaOf(5), issuing(true, flag(1))], entries: [entry({ more: [reason(8)] })] }),
  ],
  'taken off by a delta with something unknown': () => [
    ...made({ entries: [entry()] }),
    ...made({ number: number(6), more: [deltaOf(5), strange], entries: [entry({ more: [reason(8)] })] }),
  ],
  'taken off by a list that is no delta': () => [
    ...made({ entries: [entry()] }),
    ...made({ more: [issuing(true, flag(1))], entries: [entry({ more: [reason(8)] })] }),
  ],
  'in the older of two lists of other scopes': () => [
    ...made({ from: -2 * hour, more: [issuing(true, flag(1))], entries: [entry()] }),
    ...made(),
  ],
  'of another issuer first, then named as ours': () =>
    made({
      more: [issuing(true, flag(4))],
      entries: [
        entry({ of: 7n, more: [issuer(root.certificate.subject.raw)] }),
        entry({ more: [issuer(centre.certificate.subject.raw)] }),
      ],
    }),
  'a clean one of somebody else’s beside it': () => [
    ...made({ entries: [entry()] }),
    ...made({ by: customer, from: 0, number: number(9) }),
  ],
  'a newer clean one that cannot be used': () => [
    ...made({ entries: [entry()] }),
    ...made({ from: -1, number: number(9), more: [strange] }),
  ],
  'a newer clean one that is not in force': () => [
    ...made({ entries: [entry()] }),
    ...made({ from: 1, number: number(9) }),
  ],
};

/** Of the centre, and the certificate is good. */
const sound: Readonly<Record<string, () => readonly Crl[]>> = {
  clean: () => made(),
  'others have ended': () => made({ entries: [entry({ of: 7n }), entry({ of: customer.certificate })] }),
  'from this very moment on': () => made({ from: 0 }),
  'until this very moment': () => made({ to: 0 }),
  'of users only': () => made({ more: [issuing(true, flag(1))] }),
  'all reasons in two lists': () =>
    [reasons(1, 2, 3), reasons(4, 5, 6, 7, 8)].flatMap((some) => made({ more: [issuing(true, some)] })),
  'the number of ours with another issuer': () =>
    made({ more: [issuing(true, flag(4))], entries: [entry({ more: [issuer(root.certificate.subject.raw)] })] }),
  'the number of ours behind an entry of another issuer': () =>
    made({
      more: [issuing(true, flag(4))],
      entries: [entry({ of: 7n, more: [issuer(root.certificate.subject.raw)] }), entry()],
    }),
  'the end to come': () => made({ entries: [entry({ at: der.time(later(61)) })] }),
  'taken off by a delta': () => [
    ...made({ entries: [entry({ more: [reason(6)] })] }),
    ...made({ number: number(6), more: [deltaOf(5)], entries: [entry({ more: [reason(8)] })] }),
  ],
  // Against RFC 5280 5, and taken by OpenSSL; nothing in them can be read in two ways.
  'with a false flag spelt out': () => made({ more: [issuing(true, der.implicit(1, der.boolean(false)))] }),
  'without a number': () => made({ number: null }),
  'without a key identifier': () => made({ keyId: null }),
  'of the first version': () => made({ version: null, keyId: null, number: null }),
  'an empty list of entries': () => {
    const [before, after] = [der.time(moment(hour)), Buffer.of(0x30, 0)];
    const tbs = der.sequence(
      der.integer(1),
      ecdsaSha256.algorithm,
      centre.certificate.subject.raw,
      der.time(moment(-hour)),
      before,
      after,
      der.explicit(0, der.sequence(authority(centre.certificate.subjectKeyId!), number(5))),
    );
    const bytes = der.sequence(tbs, ecdsaSha256.algorithm, der.bitString(ecdsaSha256.value(tbs, centre.key)));
    try {
      return [parseCrl(bytes)];
    } catch {
      return [];
    }
  },
  'twice the same': () => twice(made()).flat(),
  'of the centre’s other key': () => made({ by: secondKey }),
};

const signed = sign(person);
const judgedBy = (crls: readonly Crl[], beside: readonly Member[] = [secondKey]): string =>
  judged(signed, {
    crls: [list(root, now), ...crls],
    certificates: [centre, tsa, ...beside].map(({ certificate }) => certificate),
  });

/** The lists of the cases, with whose certificates may be needed to check them. */
export const listSets = () => [
  ...Object.entries({ ...sound, ...silent, ...ended }).map(([name, of]) => ({
    name,
    ours: name in sound,
    lists: of(),
    beside: [secondKey],
  })),
  ...Object.entries(impostors).map(([name, of]) => ({
    name: `clean, says ${name}`,
    ours: false,
    lists: made(of().list),
    beside: of().beside ?? [],
  })),
];

export const listCases = (): Case[] => [
  ...Object.entries(sound).map(([name, of]): Case => ({ name, expected: 'valid', found: () => judgedBy(of()) })),
  ...[...Object.entries(silent), ...Object.entries(ended)].map(
    ([name, of]): Case => ({ name, expected: 'not valid', found: () => judgedBy(of()) }),
  ),
  ...Object.entries(impostors).flatMap(([name, of]): Case[] => [
    {
      name: `clean, says ${name}`,
      expected: 'not valid',
      found: () => judgedBy(made(of().list), of().beside ?? []),
    },
    {
      name: `ended, says ${name}`,
      expected: 'valid',
      found: () =>
        judgedBy(
          [...made(), ...made({ ...of().list, entries: [entry()], from: -1, number: number(9) })],
          of().beside ?? [],
        ),
    },
  ]),
];
