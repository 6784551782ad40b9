import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  type CaKey,
  createKeyFile,
  createReferencedKey,
  type Draft,
  isSignatureAlgorithm,
  keyIdentifierOf,
  kindOfPolicies,
  lint,
  makeRequest,
  nameOf,
  newSerial,
  pemOf,
  profileVersion,
  signStructure,
  tbsFor,
} from '../../src/trust/issue/index.ts';
import { type Certificate, formatName, parseCertificate } from '../../src/trust/path/index.ts';
import {
  algorithmIn,
  caUsage,
  type CaIo,
  certificateIn,
  need,
  options,
  passphrasesIn,
  subjectOf,
  type Values,
  withKey,
} from './options.ts';
import { showList, signList } from './list.ts';
import { checkToken, giveToken } from './token.ts';
import { type Order, orderedDraft, orderFacts, orderHash, readOrder } from './order.ts';

// The ceremonies of the root and of centres, on a machine without a network: a request goes out, a certificate comes in.

/** One ceremony; 0 where it was carried out. @throws Error that says what is wrong, and no secret */
export async function caCommand([what = '', ...args]: readonly string[], io: CaIo): Promise<number> {
  const act = Object.hasOwn(acts, what) ? acts[what] : undefined;
  if (act === undefined) throw new Error(caUsage);
  await act(parseArgs({ args: [...args], options }).values, io);
  return 0;
}

const acts: Readonly<Record<string, (values: Values, io: CaIo) => void | Promise<void>>> = {
  token: giveToken,
  'token-check': checkToken,
  key: makeKey,
  root: (values, io) => withKey(values, (key) => rootBy(key, values, io)),
  request: async (values, { print }) => {
    const request = await withKey(values, (key) => makeRequest(subjectOf(values), key));
    writeFileSync(need(values, 'out'), pemOf('CERTIFICATE REQUEST', request), { flag: 'wx' });
    print(`request written: ${values.out}`);
  },
  show: (values, { print, clock }) => {
    const [order, issuer] = [readOrder(need(values, 'order')), certificateIn(values)];
    print(described(order, issuer));
    print(`approve: ${orderHash(order, issuer, { algorithm: algorithmIn(values) }, clock.real())}`);
  },
  'show-list': showList,
  list: signList,
  sign: (values, io) => withKey(values, (key) => signBy(key, values, io)),
};

function makeKey(values: Values, { print, clock }: CaIo): void {
  const algorithm = values.algorithm ?? 'ecdsa-sha384';
  if (!isSignatureAlgorithm(algorithm)) throw new Error(`no signature algorithm: ${algorithm}`);
  const passphrases = passphrasesIn(values);
  // Two officers for every operation with the key of the root or of a centre.
  if (passphrases.length < 2) throw new Error('the key has two officers: give two passphrase files');
  const [out, made] = [need(values, 'out'), { name: need(values, 'name'), algorithm, passphrases }];
  const key =
    values.token === undefined
      ? createKeyFile(out, { ...made, now: clock.real() })
      : createReferencedKey(out, { ...made, token: values.token });
  print(`key written: ${values.out}\nkey identifier: ${keyIdentifierOf(key.spki).toString('hex')}`);
}

async function rootBy(key: CaKey, values: Values, { print, clock }: CaIo): Promise<void> {
  const [subject, now] = [subjectOf(values), clock.real()];
  const until = new Date(`${need(values, 'until')}T00:00:00+06:00`);
  const draft: Draft = {
    kind: 'ROOT',
    serial: newSerial(),
    issuer: { name: nameOf(subject), keyIdentifier: keyIdentifierOf(key.spki) },
    notBefore: now,
    notAfter: until,
    subject,
    spki: key.spki,
    pathLength: 2,
  };
  const tbs = tbsFor(draft, key);
  const findings = lint(tbs, 'ROOT', {
    issuedAt: now,
    enteredAt: now,
    issuer: undefined,
    issuerKind: 'ROOT',
    confirmedMeans: [],
    profileInForce: profileVersion,
    keyInRegister: false,
    serialInRegister: false,
    application: { powers: false, noPatronymic: false, furtherData: false },
  });
  mustPass(findings);
  const certificate = await signStructure(tbs, key);
  writeFileSync(need(values, 'out'), pemOf('CERTIFICATE', certificate), { flag: 'wx' });
  print(`root certificate written: ${values.out}\nSHA-256: ${parseCertificate(certificate).fingerprint}`);
}

async function signBy(key: CaKey, values: Values, { print, clock }: CaIo): Promise<void> {
  const [order, issuer, now] = [readOrder(need(values, 'order')), certificateIn(values), clock.real()];
  if (!issuer.publicKey.raw.equals(key.spki)) throw new Error('the key is not that of the issuer');
  if (orderHash(order, issuer, key, now) !== need(values, 'approved'))
    throw new Error('the order is not the one that was approved: show it again');
  const draft: Draft = {
    ...orderedDraft(order, now),
    serial: newSerial(),
    issuer: { name: issuer.subject.raw, keyIdentifier: issuer.subjectKeyId! },
    notBefore: order.notBefore,
    notAfter: order.notAfter,
  };
  const tbs = tbsFor(draft, key);
  const issuerKind = kindOfPolicies((issuer.policies ?? []).map(({ policy }) => policy)) ?? 'ROOT';
  mustPass(lint(tbs, order.kind, orderFacts(order, issuer, issuerKind, now)));
  const certificate = await signStructure(tbs, key);
  writeFileSync(need(values, 'out'), pemOf('CERTIFICATE', certificate), { flag: 'wx' });
  print(
    `certificate written: ${values.out}\nnumber: ${draft.serial.toString('hex')}\nSHA-256: ${parseCertificate(certificate).fingerprint}`,
  );
}

const described = (order: Order, issuer: Certificate): string =>
  [
    `kind: ${order.kind}`,
    `issuer: ${formatName(issuer.subject)}`,
    ...Object.entries(order.contents.subject).map(([field, value]) => `${field}: ${value}`),
    `from: ${order.notBefore.toISOString()}`,
    `until: ${order.notAfter.toISOString()}`,
  ].join('\n');

function mustPass(findings: ReturnType<typeof lint>): void {
  if (findings.length > 0)
    throw new Error(
      `not signed:\n${findings.map(({ rule, field, source }) => `${rule} ${field} (${source})`).join('\n')}`,
    );
}
