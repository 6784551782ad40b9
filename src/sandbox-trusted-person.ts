import { type SandboxLogin, seedStaff } from './identity/index.ts';
import { dayOf } from './law/index.ts';
import { holderScope } from './platform/db/index.ts';
import { isRefusal } from './platform/refusal.ts';
import {
  addTrustedOfficer,
  approveTrusted,
  entrust,
  type NewTrusted,
  officersOf,
  orderTrusted,
  trustedPersons,
  trustedRole,
} from './trust/centres/index.ts';
import type { Platform } from './app.ts';
import type { Sandbox } from './sandbox.ts';

// A trusted person of the sandbox's accredited centre with an officer of its own, so that an application for a certificate can be walked
// through such a person. Everything about it is invented.

const person: Omit<NewTrusted, 'contractOn'> = {
  name: '«Ош кызмат көрсөтүү борбору» ЖЧКсы',
  registrationNumber: '000000-3303-ЖЧК',
  contractNumber: 'И-1',
  scope: 'Жеке жактардын сертификаттары',
  until: null,
};
const login = 'officer@trusted.example.kg';
const name = 'Мамбетова Салтанат';

type Seeded = Pick<Platform, 'consent' | 'identityDeps' | 'issuing'>;

/**
 * The trusted person, the centre's certificate for it by two of the centre's officers, its officer's account. Repeating it changes nothing;
 * where somebody has ended the centre or the powers meanwhile, nobody is brought back.
 */
export async function loadTrustedPerson(
  { consent, identityDeps, issuing }: Seeded,
  { accreditedCentreId: centreId, logins }: Pick<Sandbox, 'accreditedCentreId' | 'logins'>,
): Promise<SandboxLogin[]> {
  const deps = { ...consent, centreKeys: issuing.centreKeys };
  const staff = (who: string): SandboxLogin => logins.find((one) => one.who === who)!;
  const [head, registrar] = [staff('head of an accredited centre'), staff('registrar of the accredited centre')];
  const by = { accountId: head.accountId, centreId };
  const now = consent.clock.now();
  const known = (await trustedPersons(consent.db, centreId, now)).find(
    ({ registrationNumber }) => registrationNumber === person.registrationNumber,
  );
  const officers =
    known === undefined ? [] : await consent.db.tx(holderScope(centreId), (tx) => officersOf(tx, centreId, known.id));
  if (officers.length === 0) {
    if (deps.centreKeys === null || known !== undefined) return [];
    const entrusted = await entrust(consent, by, { ...person, contractOn: dayOf(now) });
    if (isRefusal(entrusted)) return [];
    const { trustedPersonId } = entrusted;
    const order = await orderTrusted(deps, by, { trustedPersonId, place: 'Ош ш.', request: null });
    if (isRefusal(order)) return [];
    for (const { accountId } of [head, registrar])
      if (isRefusal(await approveTrusted(deps, { accountId, centreId }, order))) return [];
    const officer = { trustedPersonId, login, password: head.password, name, lang: 'ky' as const };
    if (isRefusal(await addTrustedOfficer({ ...consent, identity: identityDeps }, by, officer))) return [];
  }
  const who = 'officer of a trusted person of that centre';
  return seedStaff(identityDeps, [{ who, login, name, office: 'centre', holderId: centreId, roles: [trustedRole] }]);
}
