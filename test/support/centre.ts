// The sandbox's accredited centre as tests use it: issues certificates to invented citizens, ends them, loses its accreditation.
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { subjectByPin } from '../../src/consent/index.ts';
import { inventedCitizens } from '../../src/identity/index.ts';
import { systemScope, type Tx } from '../../src/platform/db/index.ts';
import { uuidv7 } from '../../src/platform/ids.ts';
import { isRefusal } from '../../src/platform/refusal.ts';
import { changeStanding } from '../../src/trust/centres/standing-store.ts';
import { accreditations } from '../../src/trust/centres/index.ts';
import {
  type CaKey,
  type Draft,
  endCertificate,
  issuersOf,
  keyDigest,
  type Kind,
  openRegister,
  signStructure,
  tbsFor,
} from '../../src/trust/issue/index.ts';
import { insertCertificate, nextRecords } from '../../src/trust/issue/register/store.ts';
import { draftOf } from '../../src/trust/issue/test-people.ts';
import { type Certificate, parseCertificate } from '../../src/trust/path/index.ts';
import { makeList } from '../../src/trust/status/index.ts';
import { keyOfIssuer } from '../../src/wiring/issuing.ts';
import type { TestPlatform } from './platform.ts';

export type Holder = { readonly certificate: Certificate; readonly key: KeyObject };
export type TestCentre = {
  readonly centreId: string;
  readonly certificate: Certificate;
  /** DER of the root's certificate. */
  readonly root: Buffer;
  readonly key: CaKey;
  /**
   * A certificate for a key, entered as that of the invented citizen with this place in their list; `null`: of nobody known here.
   * Written straight into the register, so that tests can have certificates that the rules of issuing refuse.
   */
  issue(owner: number | null, change?: Partial<Draft> & { kind?: Kind }, key?: { spki: Buffer }): Promise<Holder>;
  /** Ends it in the register, on its owner's application. */
  end(certificate: Certificate, reason?: 'keyCompromise'): Promise<void>;
  stand(state: 'active' | 'suspended' | 'revoked'): Promise<void>;
  /** The centre's list as it stands, DER. */
  list(): Promise<Buffer>;
};

export async function testCentre(t: TestPlatform): Promise<TestCentre> {
  const { consent, issuing } = t.platform;
  const centreId = t.sandbox.accreditedCentreId;
  const inTx = <T>(act: (tx: Tx) => Promise<T>): Promise<T> => t.platform.db.tx(systemScope('test'), act);
  const { registerId, issuerId, key, certificate } = await inTx(async (tx) => {
    const registerId = await openRegister(tx, t.platform, centreId);
    const row = (await issuersOf(tx, registerId)).at(-1)!;
    const key = (await keyOfIssuer(tx, issuing.deps, row.id))!;
    return { registerId, issuerId: row.id, key, certificate: parseCertificate(row.der) };
  });

  async function enter(one: Certificate, kind: Kind, subjectId: string | null): Promise<void> {
    const id = uuidv7(t.clock.now());
    await inTx(async (tx) =>
      insertCertificate(tx, {
        id,
        registerId,
        issuerId,
        holderId: centreId,
        subjectId,
        kind,
        record: await nextRecords(tx, registerId, 1),
        serial: Buffer.from(one.serial, 'hex'),
        spkiDigest: keyDigest(one.publicKey.raw),
        fingerprint: Buffer.from(one.fingerprint, 'hex'),
        enteredAt: one.notBefore,
        notBefore: one.notBefore,
        notAfter: one.notAfter,
        der: null,
        sealed: Buffer.from('sealed'),
        journalEntryId: id,
        agreementId: null,
      }),
    );
  }

  return {
    centreId,
    certificate,
    root: readFileSync(join(t.dataFolder, 'trust/root.cer')),
    key,
    async issue(owner, change = {}, given) {
      const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const spki = given?.spki ?? pair.publicKey.export({ format: 'der', type: 'spki' });
      const { kind = 'QN', ...more } = change;
      const by = { name: certificate.subject.raw, key };
      const base = draftOf(kind, by, spki, Buffer.from(certificate.serial, 'hex'));
      const draft = { ...base, notBefore: t.clock.now(), ...more };
      const made = parseCertificate(await signStructure(tbsFor(draft, key), key));
      const pin = owner === null ? null : (inventedCitizens[owner]!.claims['pin'] as string);
      const person = pin === null ? null : await subjectByPin(consent, t.sandbox.holderId, pin);
      await enter(made, kind, person === null ? null : consent.keys.subjectIdOf(person.personId, centreId));
      return { certificate: made, key: pair.privateKey };
    },
    async end(one, reason) {
      const { clock, profile, poke } = consent;
      const order = {
        registerId,
        number: one.serial,
        ground: '14(6)(2)',
        knownAt: clock.now(),
        actor: { kind: 'system', id: 'test' },
        ...(reason === undefined ? {} : { reason }),
      } as const;
      const ended = await inTx((tx) => endCertificate(tx, { clock, profile, poke }, order));
      if (isRefusal(ended)) throw new Error(ended.code);
    },
    stand: (state) =>
      inTx(async (tx) => {
        const now = t.clock.now();
        const { id } = (await accreditations(tx, now)).findLast((one) => one.centreId === centreId)!;
        const document = { number: 'Т-2', on: '2026-02-20' };
        const what = { state, since: now, law: 'ES-16.7', document, fixUntil: null };
        await changeStanding(tx, { id, centreId }, what, uuidv7(now));
      }),
    list: async () => (await inTx((tx) => makeList(tx, issuerId, key, t.clock))).der,
  };
}
