// An accredited centre under the sandbox's own root, in the registers of a running platform: issues certificates to its citizens.
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { subjectByPin } from '../../src/consent/index.ts';
import { inventedCitizens } from '../../src/identity/index.ts';
import { systemScope, type Tx } from '../../src/platform/db/index.ts';
import { uuidv7 } from '../../src/platform/ids.ts';
import { insertAccreditation, changeStanding } from '../../src/trust/centres/standing-store.ts';
import {
  addIssuer,
  type CaKey,
  type Draft,
  endCertificate,
  keyDigest,
  keyInMemory,
  type Kind,
  openRegister,
  signStructure,
  tbsFor,
} from '../../src/trust/issue/index.ts';
import { insertCertificate, nextRecords } from '../../src/trust/issue/register/store.ts';
import { draftOf, newKey } from '../../src/trust/issue/test-people.ts';
import { type Certificate, parseCertificate } from '../../src/trust/path/index.ts';
import { isRefusal } from '../../src/platform/refusal.ts';
import { makeList } from '../../src/trust/status/index.ts';
import type { TestPlatform } from './platform.ts';

export type Holder = { readonly certificate: Certificate; readonly key: KeyObject };
export type TestCentre = {
  readonly centreId: string;
  readonly root: Certificate;
  readonly certificate: Certificate;
  readonly key: CaKey;
  /** A certificate for a key, entered as the `esi`-th invented citizen's; `null`: of nobody here. */
  issue(
    owner: number | null,
    change?: Partial<Draft> & { kind?: Kind },
    key?: { spki: Buffer; privateKey?: KeyObject },
  ): Promise<Holder>;
  /** Ends it in the register, by its owner's application. */
  end(certificate: Certificate, reason?: 'keyCompromise'): Promise<void>;
  stand(state: 'active' | 'suspended' | 'revoked'): Promise<void>;
  /** The centre's list as it stands, DER. */
  list(): Promise<Buffer>;
};

export async function testCentre(t: TestPlatform): Promise<TestCentre> {
  const { db, consent } = t.platform;
  const { centreId } = t.sandbox;
  const inTx = <T>(act: (tx: Tx) => Promise<T>): Promise<T> => db.tx(systemScope('test'), act);
  const folder = join(t.dataFolder, 'trust');
  const rootKey = keyInMemory('ecdsa-sha256', createPrivateKey(readFileSync(join(folder, 'root.pem'))));
  const root = parseCertificate(readFileSync(join(folder, 'root.cer')));
  const key = newKey();
  const by = { name: root.subject.raw, key: rootKey };
  const centre = parseCertificate(
    await signStructure(tbsFor(draftOf('ACA', by, key.spki, Buffer.of(1)), rootKey), rootKey),
  );
  const at = t.clock.now();
  const ids = await inTx(async (tx) => {
    const register = await openRegister(tx, t.platform, centreId);
    const rootRegister = await openRegister(tx, t.platform, null);
    const rootIssuer = await addIssuer(tx, t.platform, {
      registerId: rootRegister,
      holderId: null,
      certificate: root.raw,
      keyName: 'test',
    });
    const issuer = await addIssuer(tx, t.platform, {
      registerId: register,
      holderId: centreId,
      certificate: centre.raw,
      keyName: 'test',
    });
    await enter(tx, {
      certificate: centre,
      kind: 'ACA',
      registerId: rootRegister,
      issuerId: rootIssuer,
      holderId: null,
      subjectId: null,
    });
    const accreditation = uuidv7(at);
    const untilAt = new Date(at.getTime() + 1800 * 86_400_000);
    await insertAccreditation(tx, {
      id: accreditation,
      centreId,
      decisionNumber: 'Т-1',
      decidedAt: new Date(at.getTime() - 86_400_000),
      untilAt,
    });
    await standing(tx, accreditation, 'active', new Date(at.getTime() - 86_400_000));
    return { register, issuer, accreditation };
  });

  function standing(tx: Tx, id: string, state: 'active' | 'suspended' | 'revoked', since: Date): Promise<void> {
    const document = { number: 'Т-2', on: '2026-02-20' };
    return changeStanding(tx, { id, centreId }, { state, since, law: 'ES-16.7', document, fixUntil: null }, uuidv7(at));
  }

  async function enter(
    tx: Tx,
    what: {
      certificate: Certificate;
      kind: Kind;
      registerId: string;
      issuerId: string;
      holderId: string | null;
      subjectId: string | null;
    },
  ): Promise<void> {
    const { certificate, ...rest } = what;
    await insertCertificate(tx, {
      ...rest,
      id: uuidv7(at),
      record: await nextRecords(tx, what.registerId, 1),
      serial: Buffer.from(certificate.serial, 'hex'),
      spkiDigest: keyDigest(certificate.publicKey.raw),
      fingerprint: Buffer.from(certificate.fingerprint, 'hex'),
      enteredAt: certificate.notBefore,
      notBefore: certificate.notBefore,
      notAfter: certificate.notAfter,
      der: what.holderId === null ? certificate.raw : null,
      sealed: what.holderId === null ? null : Buffer.from('sealed'),
      journalEntryId: uuidv7(at),
    });
  }

  return {
    centreId,
    root,
    certificate: centre,
    key,
    async issue(owner, change = {}, given) {
      const pair = given === undefined ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : undefined;
      const spki = given?.spki ?? pair!.publicKey.export({ format: 'der', type: 'spki' });
      const { kind = 'QN', ...more } = change;
      const issuing = { name: centre.subject.raw, key };
      const draft = {
        ...draftOf(kind, issuing, spki, Buffer.from(centre.serial, 'hex')),
        notBefore: t.clock.now(),
        ...more,
      };
      const certificate = parseCertificate(await signStructure(tbsFor(draft, key), key));
      const pin = owner === null ? null : (inventedCitizens[owner]!.claims['pin'] as string);
      const person = pin === null ? null : await subjectByPin(consent, t.sandbox.holderId, pin);
      const subjectId = person === null ? null : consent.keys.subjectIdOf(person.personId, centreId);
      await inTx((tx) =>
        enter(tx, { certificate, kind, registerId: ids.register, issuerId: ids.issuer, holderId: centreId, subjectId }),
      );
      return { certificate, key: given?.privateKey ?? pair!.privateKey };
    },
    async end(certificate, reason) {
      const { clock, profile, poke } = consent;
      const ended = await inTx((tx) =>
        endCertificate(
          tx,
          { clock, profile, poke },
          {
            registerId: ids.register,
            number: certificate.serial,
            ground: '14(6)(2)',
            knownAt: t.clock.now(),
            actor: { kind: 'system', id: 'test' },
            ...(reason === undefined ? {} : { reason }),
          },
        ),
      );
      if (isRefusal(ended)) throw new Error(ended.code);
    },
    stand: (state) => inTx((tx) => standing(tx, ids.accreditation, state, t.clock.now())),
    list: async () => (await inTx((tx) => makeList(tx, ids.issuer, key, t.clock))).der,
  };
}
