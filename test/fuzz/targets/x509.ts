import assert from 'node:assert/strict';
import { der, DerError, oids } from '../../../src/trust/der/index.ts';
import {
  anchorOf,
  type Certificate,
  CertificatePool,
  type Crl,
  CrlPool,
  parseCertificate,
  parseCrl,
  strictAlgorithms,
  verifyCertificate,
  type Verdict,
} from '../../../src/trust/path/index.ts';
import {
  authorityExtension,
  caExtension,
  certificateBytes,
  crlBytes,
  dnsExtension,
  extension,
  keyIdExtension,
  newKeys,
  policiesExtension,
  usageExtension,
} from '../../../src/trust/path/test-authority.ts';
import { mutations } from '../der-mutations.ts';
import type { Target } from './target.ts';

// A chain with everything a certificate and a list may hold, and what may come of it when one octet or one node is changed.

const [rootKeys, centreKeys, ownerKeys] = [newKeys(), newKeys(), newKeys()];
const at = new Date('2026-06-15T12:00:00Z');
const dns = (number: number, host: string): Buffer =>
  der.implicit(number, der.sequence(der.sequence(der.implicit(2, der.ia5String(host)))));
const point = der.explicit(0, der.explicit(0, der.implicit(6, der.ia5String('http://status.kg/centre.crl'))));

export const bytes = {
  root: certificateBytes({
    subject: 'Root',
    issuer: 'Root',
    keys: rootKeys,
    extensions: [caExtension(), usageExtension(5, 6), keyIdExtension('root')],
  }),
  centre: certificateBytes({
    subject: 'Centre',
    issuer: 'Root',
    keys: centreKeys,
    by: rootKeys,
    serial: 10,
    extensions: [
      caExtension(0),
      usageExtension(5, 6),
      keyIdExtension('centre'),
      authorityExtension('root'),
      policiesExtension('1.2.3.1', '1.2.3.2'),
      extension(oids.policyMappings, der.sequence(der.sequence(der.oid('1.2.3.1'), der.oid('1.2.3.3')))),
      extension(oids.nameConstraints, der.sequence(dns(0, 'example.kg'), dns(1, 'bad.example.kg')), true),
    ],
  }),
  owner: certificateBytes({
    subject: 'Owner',
    issuer: 'Centre',
    keys: ownerKeys,
    by: centreKeys,
    serial: 20,
    extensions: [
      usageExtension(0, 1),
      authorityExtension('centre'),
      dnsExtension('www.example.kg'),
      policiesExtension('1.2.3.3'),
      extension(oids.cRLDistributionPoints, der.sequence(der.sequence(point))),
    ],
  }),
  rootList: crlBytes({ issuer: 'Root', by: rootKeys }),
  centreList: crlBytes({
    issuer: 'Centre',
    by: centreKeys,
    entries: [
      { serial: 21, at, extensions: [extension(oids.cRLReason, der.enumerated(9))] },
      { serial: 22, at },
    ],
    extensions: [extension(oids.issuingDistributionPoint, der.sequence(point), true)],
  }),
};
export type Part = keyof typeof bytes;

/** What no reader of foreign bytes may throw: anything but its own refusal. */
export function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    assert.ok(error instanceof DerError, error instanceof Error ? error.stack : String(error));
    return undefined;
  }
}

/** The verdict with some parts replaced; undefined where one that is needed cannot be read. */
export function verdictWith(changed: Partial<Record<Part, Buffer>>): Verdict | undefined {
  const certificate = (part: Part): Certificate | undefined =>
    attempt(() => parseCertificate(changed[part] ?? bytes[part]));
  const list = (part: Part): Crl | undefined => attempt(() => parseCrl(changed[part] ?? bytes[part]));
  const present = <T>(values: (T | undefined)[]): T[] => values.filter((value) => value !== undefined);
  const target = certificate('owner');
  if (target === undefined) return undefined;
  return verifyCertificate(target, {
    anchors: [anchorOf(parseCertificate(bytes.root))],
    certificates: new CertificatePool(present([certificate('centre'), certificate('root')])),
    crls: new CrlPool(present([list('rootList'), list('centreList')])),
    at,
    status: 'required',
    rules: { algorithms: strictAlgorithms },
  });
}

const all = Object.values(bytes);

const changedPart = (part: Part): Target['check'] => {
  return (changed) => {
    // A whole message in the place of another is no changed one: the root's certificate is good by itself.
    if (all.some((one) => one.equals(changed))) return 'same';
    const verdict = verdictWith({ [part]: changed });
    assert.notEqual(verdict?.valid, true, `${part} ${changed.toString('hex')}`);
    assert.ok(verdict?.statuses.every(({ state }) => state !== 'revoked') ?? true, changed.toString('hex'));
    const list = part.endsWith('List') ? attempt(() => parseCrl(changed)) : undefined;
    if (list !== undefined) attempt(() => [...list.entries.all()].length);
    return verdict === undefined ? 'unread' : 'refused';
  };
};

export const x509Targets: readonly Target[] = (
  [
    ['certificate of a centre', 'centre'],
    ['certificate of a signer', 'owner'],
    ['list of the root', 'rootList'],
    ['list of a centre', 'centreList'],
  ] as const
).map(([name, part]) => ({ name, changed: mutations(bytes[part], all), check: changedPart(part) }));
