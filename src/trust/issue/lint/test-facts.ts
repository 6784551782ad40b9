// A chain of invented issuers with the facts the linter needs, and ways to break what will be signed.

import { der, type DerNode, oidBytes, oids, readDer } from '../../der/index.ts';
import { type Certificate, parseCertificate } from '../../path/index.ts';
import type { CaKey } from '../ca-key.ts';
import type { Draft } from '../draft.ts';
import { type Kind } from '../kinds.ts';
import { nameOf } from '../names.ts';
import { newSerial } from '../serial.ts';
import { signStructure, tbsFor } from '../sign-certificate.ts';
import {
  accreditation,
  accreditationUntil,
  authority,
  centre,
  confirmation,
  draftOf,
  entity,
  later,
  newKey,
  t0,
} from '../test-people.ts';
import { type LintFacts, profileVersion } from './facts.ts';

export type Chain = {
  readonly certificates: Readonly<Record<'ROOT' | 'ACA' | 'TP', Certificate>>;
  readonly keys: Readonly<Record<'ROOT' | 'ACA' | 'TP', CaKey>>;
};

export async function newChain(
  change: (draft: Draft) => Draft = (draft) => draft,
  given: Partial<Chain['keys']> = {},
): Promise<Chain> {
  const keys = { ROOT: newKey(), ACA: newKey(), TP: newKey(), ...given };
  const made = new Map<string, Certificate>();
  for (const [kind, by] of [
    ['ROOT', 'ROOT'],
    ['ACA', 'ROOT'],
    ['TP', 'ACA'],
  ] as const) {
    const name = made.get(by)?.subject.raw ?? nameOf(authority);
    const number = Buffer.from(made.get('ACA')?.serial ?? '40', 'hex');
    const draft = change(draftOf(kind, { name, key: keys[by] }, keys[kind].spki, number));
    made.set(kind, parseCertificate(await signStructure(tbsFor(draft, keys[by]), keys[by])));
  }
  return { keys, certificates: Object.fromEntries(made) as Chain['certificates'] };
}

export const issuerOf = (kind: Kind): 'ROOT' | 'ACA' => (['ROOT', 'ACA', 'STATUS'].includes(kind) ? 'ROOT' : 'ACA');

export function draftUnder(
  { certificates, keys }: Chain,
  kind: Kind,
  issuer: 'ROOT' | 'ACA' | 'TP' = issuerOf(kind),
): Draft {
  const number = Buffer.from(certificates.ACA.serial, 'hex');
  const key = kind === 'ROOT' ? keys.ROOT : newKey();
  const name = certificates[issuer].subject.raw;
  return { ...draftOf(kind, { name, key: keys[issuer] }, key.spki, number), serial: newSerial() };
}

export function factsUnder(
  { certificates }: Chain,
  kind: Kind,
  issuer: 'ROOT' | 'ACA' | 'TP' = issuerOf(kind),
): LintFacts {
  const means = ['Makulduk signer', 'Makulduk CA'].map((name) => ({
    name,
    version: '1',
    document: confirmation,
    from: later(-60),
    until: later(3650),
  }));
  return {
    issuedAt: t0,
    enteredAt: t0,
    issuer: kind === 'ROOT' ? undefined : certificates[issuer],
    issuerKind: issuer,
    accreditation: {
      status: 'ACTIVE',
      until: accreditationUntil,
      document: accreditation,
      centreCertificateNumber: certificates.ACA.serial,
      centreName: centre.organizationName!,
      centreLocation: 'Бишкек ш., Сыноо көч., 1',
    },
    confirmedMeans: means,
    profileInForce: profileVersion,
    keyInRegister: false,
    serialInRegister: false,
    application: {
      powers: false,
      noPatronymic: false,
      furtherData: false,
      born: { date: '1899-05-17', place: 'Ош ш.' },
      registered: { fullName: entity.fullName, number: entity.registrationNumber },
    },
  };
}

/** The components of a TBSCertificate: version, serial, signature, issuer, validity, subject, key, extensions. */
export const editParts = (tbs: Buffer, edit: (parts: Buffer[]) => Buffer[]): Buffer =>
  der.sequence(...edit(readDer(tbs).children.map(({ raw }) => raw)));

/** Rewrites one extension (`undefined` in: it is not there; out: it goes), or adds it at the end. */
export const editExtension = (
  tbs: Buffer,
  oid: string,
  edit: (node: DerNode | undefined) => Buffer | undefined,
): Buffer =>
  editParts(tbs, (parts) => {
    const list = readDer(parts.at(-1)!).children[0]!.children;
    const own = (node: DerNode): boolean => node.children[0]!.content.equals(oidBytes(oid));
    const found = list.find(own);
    const edited = edit(found);
    const rest = list.flatMap((node) => (node === found ? (edited === undefined ? [] : [edited]) : [node.raw]));
    const all = found === undefined && edited !== undefined ? [...rest, edited] : rest;
    return [...parts.slice(0, -1), der.explicit(3, der.sequenceOf(all))];
  });

/** The extension with another value. */
export const withValue = (tbs: Buffer, name: keyof typeof oids, value: Buffer): Buffer =>
  editExtension(tbs, oids[name], () => der.sequence(der.oid(oids[name]), der.octetString(value)));
