import {
  type Actor,
  type Admission,
  type CaseHead,
  type Data,
  type Engine,
  type EngineDeps,
  type FactLoader,
  openActs,
  refuseCase,
} from '../cases/index.ts';
import type { ConsentDeps } from '../consent/index.ts';
import { startOfDay } from '../law/index.ts';
import { orRefuse, RefusalError } from '../platform/http/index.ts';
import { isRefusal } from '../platform/refusal.ts';
import { contractTerms, type Service, stepTerm } from '../trust/rules/index.ts';
import {
  type CertificateEndFacts,
  type CertificateFacts,
  copyDays,
  type CopyFacts,
  orderOf,
  powersShown,
  refuseCertificate,
} from '../procedures/index.ts';
import { systemScope, type Tx } from '../platform/db/index.ts';
import { type IdentityDeps, suspectKeyOfPerson } from '../identity/index.ts';
import { currentPersonId } from '../keys/index.ts';
import { eraseKeyOf, madeKeyOf } from '../trust/applicant-keys/index.ts';
import {
  centreStanding,
  type EndGround,
  endGrounds,
  isConfirmed,
  type Issuing,
  meansList,
  officerOf,
  paperOf,
  trustedIssuers,
} from '../trust/centres/index.ts';
import { keyMakingMeans } from '../trust/sign/index.ts';

type Deps = ConsentDeps & { readonly issuing: Issuing };
type Reporting = Pick<IdentityDeps, 'clock' | 'journal' | 'tellHolder' | 'sentWithKey'>;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const groundOf = (value: unknown): EndGround => endGrounds.find((one) => one === value)!;

const courtOf = (data: Data) => ({
  court: text(data['court']),
  number: text(data['number']),
  inForceOn: text(data['inForceOn']),
  falseData: data['untrueInformation'] === 'yes',
  noticeSentAt: new Date(text(data['noticeAt'])),
});

/** What the cases about certificates ask of the module that issues, in the transaction of the act. */
export function certificateHandlers(deps: Deps, identity: Reporting, engine: () => Engine): EngineDeps['handlers'] {
  const { issuing, keys } = deps;
  const eraseOf = async (tx: Tx, { holderId, id: caseId, subjectId }: CaseHead): Promise<void> => {
    const of = { holderId, caseId, subjectId: subjectId! };
    await eraseKeyOf(tx, deps, of, 'not-taken', { kind: 'system', id: 'centres' });
  };
  return {
    'certificate.report': async (tx, { holderId, subjectId }, { data, at }) => {
      if (data['compromised'] !== 'yes') return;
      const known = keys.personIdOf(subjectId!, holderId);
      const person = await tx.as(
        systemScope('whose key is reported'),
        async (vault) => (await currentPersonId(vault, known)) ?? known,
      );
      const knownOn = text(data['knownOn']);
      const knownAt = knownOn === '' ? at : startOfDay(knownOn);
      await suspectKeyOfPerson(identity, tx, person, text(data['keySha256']), knownAt);
    },
    'certificate.issue': async (tx, head, { data }) => {
      const { holderId: centreId, id: caseId, subjectId } = head;
      const actor = { kind: 'account', id: text(data['by']) } as const;
      const by: Actor = { ...actor, office: 'centre', holderId: centreId, roles: ['registrar'] };
      // The decision saw nothing that is sealed; the certificate is made of it.
      const { history } = await openActs(engine(), tx, orRefuse(await engine().read(tx, centreId, caseId, by)));
      const unshown = powersShown(history.acts);
      if (unshown !== null) throw new RefusalError(unshown);
      const order = { ...orderOf(history.acts), through: await officerOf(tx, centreId, actor.id) };
      const issued = await issuing.issueToApplicant(tx, { centreId, caseId, subjectId: subjectId!, order, actor });
      if (isRefusal(issued)) throw new RefusalError(issued);
    },
    'certificate.cancel': async (tx, { holderId: centreId, id: caseId }, { at }) =>
      issuing.cancel(tx, { centreId, caseId, at }),
    'keys.erase': (tx, head) => eraseOf(tx, head),
    'keys.destroy': async (tx, head, { at }) => {
      await eraseOf(tx, head);
      const { holderId: centreId, id: caseId } = head;
      // What was issued for the key goes with it: nobody could sign with it.
      if ((await issuing.issuedIn(tx, { centreId, caseId })) !== null)
        await issuing.cancel(tx, { centreId, caseId, at });
    },
    'certificate.end': async (tx, { holderId: centreId, id: caseId }, { data, at }) =>
      issuing.enterEnd(tx, {
        centreId,
        caseId,
        at,
        number: text(data['certificateNumber']),
        ground: groundOf(data['ground']),
        compromised: data['compromised'] === 'yes',
        ...(data['knownAt'] === undefined ? {} : { knownAt: new Date(text(data['knownAt'])) }),
        ...(data['ground'] === '14(8)' ? { court: courtOf(data) } : {}),
      }),
  };
}

export const certificateFacts =
  ({ clock, issuing }: Deps): FactLoader =>
  async (tx, { head, acts }, command): Promise<CertificateFacts> => ({
    standing: (await centreStanding(tx, head.holderId, clock.now()))?.standing.state ?? null,
    issues: await issuing.canIssue(tx, head.holderId),
    papers: await editionsOf(tx, head.holderId),
    certificate: await issuing.issuedIn(tx, { centreId: head.holderId, caseId: head.id }),
    contract: await contractTerms(tx, head.holderId, serviceOf(acts[0]?.data), clock.now()),
    ...(await meansFacts(tx, clock.now())),
    trusted: await trustedIssuers(tx, head.holderId, clock.now()),
    officerOf: command?.by.office === 'centre' ? await officerOf(tx, head.holderId, command.by.id) : null,
    madeKey: await madeKeyOf(tx, { subjectId: head.subjectId!, caseId: head.id }),
  });

/**
 * ES-13.4a, PD-5: who works for a trusted person sees what was applied for through that person, while its powers stand, and learns of
 * nothing else.
 */
export const admitsOfficers =
  ({ clock }: Pick<Deps, 'clock'>): Admission =>
  async (tx, { head, acts }, by) => {
    const person = await officerOf(tx, head.holderId, by.id);
    if (person === null || acts[0]?.data['through'] !== person) return refuseCase('NO_SUCH_CASE');
    const stands = (await trustedIssuers(tx, head.holderId, clock.now())).some(({ id }) => id === person);
    return stands ? null : refuseCertificate('TRUSTED_POWERS_ENDED');
  };

const serviceOf = (applied: Data | undefined): Service =>
  (['legal', 'automatic'] as const).find((one) => one === applied?.['owner']) ?? 'natural';

/** ES-13.1.7a: what the list of confirmed means knows that makes keys; and the one of them that makes keys here. */
async function meansFacts(tx: Tx, now: Date): Promise<Pick<CertificateFacts, 'signatureMeans' | 'keyMaker'>> {
  const signatureMeans = (await meansList(tx, now)).filter(
    (one) => one.functions.includes('keygen') && isConfirmed(one, now),
  );
  const { name, version } = keyMakingMeans;
  return {
    signatureMeans,
    keyMaker: signatureMeans.find((one) => one.name === name && one.version === version) ?? null,
  };
}

async function editionsOf(tx: Tx, centreId: string): Promise<CertificateFacts['papers']> {
  const [information, guide] = [await paperOf(tx, centreId, 'information'), await paperOf(tx, centreId, 'guide')];
  return { information: information && String(information.edition), guide: guide && String(guide.edition) };
}

export const copyFacts =
  (deps: Deps): FactLoader =>
  async (tx, history, command): Promise<CopyFacts> => ({
    ...((await certificateEndFacts(deps)(tx, history, command)) as CertificateEndFacts),
    term: await stepTerm(tx, history.head.holderId, 'certificate-copy', deps.clock.now(), copyDays),
  });

export const certificateEndFacts =
  ({ issuing }: Deps): FactLoader =>
  async (tx, history, command): Promise<CertificateEndFacts> => {
    const number = text((history.acts[0]?.data ?? command?.data ?? {})['certificateNumber']);
    return { certificate: await issuing.find(tx, history.head.holderId, number) };
  };
