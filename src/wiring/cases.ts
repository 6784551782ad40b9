import { randomBytes } from 'node:crypto';
import {
  type ActSigning,
  type Actor,
  type CaseHead,
  createEngine,
  type EffectHandler,
  type Engine,
  type EngineDeps,
  sealerOf,
} from '../cases/index.ts';
import {
  barsOf,
  closeObligation,
  consentById,
  type ConsentDeps,
  type ConsentHooks,
  endConsent,
  entryOf,
  takeEffect,
} from '../consent/index.ts';
import type { IdentityDeps } from '../identity/index.ts';
import { insertEntries } from '../record/index.ts';
import { policyVersion, putPolicyInForce, setPolicyState } from '../holders/index.ts';
import { kyrgyzCalendar } from '../law/index.ts';
import { type Notices, policyChangeKind } from '../notices/index.ts';
import { type Issuing, noIssuing, trustedRole } from '../trust/centres/index.ts';
import type { Tx } from '../platform/db/index.ts';
import {
  admitsOfficers,
  certificateEndFacts,
  certificateFacts,
  certificateHandlers,
  copyFacts,
} from './certificates.ts';
import { accreditationFacts, centreHandlers } from './centres.ts';
import { claimFacts } from './claims.ts';
import { cessationHandlers } from './cessation.ts';
import { cessationFacts, takeoverFacts } from './cessation-facts.ts';
import { isUuid } from '../platform/ids.ts';
import { isRefusal } from '../platform/refusal.ts';
import { type PolicyFacts, procedures, type RecordedBar, type WithdrawalFacts } from '../procedures/index.ts';

/** The case engine with this house's effects: what a procedure decides is done here, in the transaction of the act. */
export function wireCases(
  consent: ConsentDeps,
  notices: Pick<Notices, 'enqueue' | 'enqueueBroadcast'>,
  identity: Pick<IdentityDeps, 'clock' | 'journal' | 'tellHolder' | 'sentWithKey'>,
  issuing: Issuing = noIssuing,
  signing?: ActSigning,
): Engine {
  const handlers: EngineDeps['handlers'] = {
    ...centreHandlers({ ...consent, issuing, notices }),
    ...cessationHandlers({ ...consent, issuing, notices }, () => engine),
    ...certificateHandlers({ ...consent, issuing }, identity, () => engine),
    'consent.withdraw': withConsent(async (tx, row) => {
      if (row.state === 'pending' || row.state === 'active' || row.state === 'frozen')
        await takeEffect(consent, tx, row, consent.clock.now());
    }),
    'consent.pend': withConsent(async (tx, row) => {
      if (row.state !== 'frozen') await endConsent(tx, row, 'pending', null);
    }),
    'consent.keep': withConsent(async (tx, row) => {
      if (row.state === 'pending') await endConsent(tx, row, 'active', null);
    }),
    // PD-9.4d: what the holder has lifted in the case is fulfilled on its record too.
    'obligation.close': async (tx, head, { data, at }) => {
      const id = text(data['obligationId']);
      const closed = await closeObligation(tx, id, head.holderId, at);
      if (closed === null) return;
      await insertEntries(tx, [
        entryOf(consent.clock, consent.profile, {
          type: 'obligation.fulfilled',
          actor: { kind: 'account', id: text(data['by']) },
          holder: head.holderId,
          subject: closed.subjectId,
          object: { kind: 'obligation', id },
          data: { case: head.id },
        }),
      ]);
    },
    'policy.approve': async (tx, _head, { data }) => {
      const { versionId, ...approved } = data;
      await setPolicyState(tx, text(versionId), 'approved', { approved });
    },
    'policy.announce': async (tx, _head, { data, at }) =>
      setPolicyState(tx, text(data['versionId']), 'announced', { announcedAt: at }),
    'policy.notify': async (tx, head, { data }) => {
      // The platform itself sends what goes by e-mail and inbox; the other channels are the holder's, with their proof.
      if (data['channel'] !== 'email') return;
      await notices.enqueueBroadcast(tx, {
        holderId: head.holderId,
        kind: policyChangeKind,
        ref: text(data['versionId']) || head.id,
        channels: ['email', 'inbox'],
        data: { publicationOn: text(data['publicationOn']) },
      });
    },
    'policy.publish': async (tx, head, { data }) =>
      putPolicyInForce(tx, head.holderId, text(data['versionId']), new Date(text(data['inForceFrom']))),
    'policy.drop': async () => undefined,
    'cases.tell': async (tx, head, { data }) => {
      for (const to of data['parties'] as string[])
        await notices.enqueue(tx, {
          holderId: head.holderId,
          subjectId: head.subjectId,
          kind: 'case.told',
          ref: head.id,
          data: { to: officeOf(head, to), procedure: head.procedure },
        });
    },
  };
  const engine: Engine = createEngine({
    db: consent.db,
    clock: consent.clock,
    profile: consent.profile,
    procedures,
    handlers,
    random: randomBytes,
    calendar: () => kyrgyzCalendar,
    sealer: sealerOf(consent.keys),
    ...(signing === undefined ? {} : { signing }),
    admits: { 'certificate-application': { roles: [trustedRole], ask: admitsOfficers(consent) } },
    facts: {
      'contested-withdrawal': async (tx, history, command) =>
        withdrawalFacts(tx, history.head, text((history.acts[0]?.data ?? command?.data ?? {})['consentId'])),
      'change-of-policy': async (tx, history, command) =>
        policyFacts(tx, history.head, text((history.acts[0]?.data ?? command?.data ?? {})['versionId'])),
      accreditation: accreditationFacts({ ...consent, issuing, notices }),
      cessation: cessationFacts(consent, () => engine),
      takeover: takeoverFacts(consent, () => engine),
      'certificate-application': certificateFacts({ ...consent, issuing }),
      'certificate-copy': copyFacts({ ...consent, issuing }),
      'certificate-termination': certificateEndFacts({ ...consent, issuing }),
      'court-revocation': certificateEndFacts({ ...consent, issuing }),
      'liability-claim': claimFacts({ issuing }),
    },
  });
  return engine;
}

/** The office of a party of a case: whom a message of the case goes to, whatever the procedure calls them. */
const officeOf = (head: CaseHead, party: string): string =>
  procedures.find(({ name, version }) => name === head.procedure && version === head.version)?.parties[party]?.office ??
  party;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const withConsent =
  (act: (tx: Tx, row: NonNullable<Awaited<ReturnType<typeof consentById>>>) => Promise<unknown>): EffectHandler =>
  async (tx, head, { data }) => {
    const row = head.subjectId === null ? null : await consentById(tx, null, head.subjectId, text(data['consentId']));
    if (row !== null) await act(tx, row);
  };

/** Policies are a public register: that the edition is this holder's own is looked at here. */
async function policyFacts(tx: Tx, head: CaseHead, versionId: string): Promise<PolicyFacts> {
  const version = isUuid(versionId) ? await policyVersion(tx, versionId) : null;
  if (version?.holderId !== head.holderId) return { edition: null };
  return { edition: { draft: version.state === 'draft', contentHash: Buffer.from(version.hash).toString('hex') } };
}

async function withdrawalFacts(tx: Tx, head: CaseHead, consentId: string): Promise<WithdrawalFacts> {
  const row =
    head.subjectId === null || consentId === '' ? null : await consentById(tx, null, head.subjectId, consentId);
  if (row === null || row.holder_id !== head.holderId) return { consentLive: false, bars: [] };
  const bars = (await barsOf(tx, row.subject_id, row.holder_id, row.purpose_id)).map(
    (bar): RecordedBar =>
      bar.kind === 'obligation'
        ? { id: bar.id, kind: 'obligation', nature: 'civil', recordedAt: bar.recorded_at, fulfilledAt: bar.ended_at }
        : { id: bar.id, kind: 'ground', law: bar.law!, recordedAt: bar.recorded_at, until: bar.ended_at },
  );
  return { consentLive: ['active', 'pending', 'unproven', 'frozen'].includes(row.state), bars };
}

/** A withdrawal that something bars becomes a case, so that the holder's answer has its term and the subject a way to complain. */
export function consentHooks(engine: () => Engine): ConsentHooks {
  return {
    async withdrawalBarred(tx, { caseId, consent, application, by }) {
      const actor: Actor =
        by.kind === 'person'
          ? { kind: 'person', id: by.id, office: 'subject', subjectId: consent.subject_id, roles: [] }
          : { kind: 'account', id: by.id, office: 'holder', holderId: consent.holder_id, roles: ['clerk'] };
      const opened = await engine().open(tx, {
        procedure: 'contested-withdrawal',
        holderId: consent.holder_id,
        subjectId: consent.subject_id,
        by: actor,
        id: caseId,
        data: { consentId: consent.id, ...(application === null ? {} : { application }) },
      });
      if (isRefusal(opened)) throw new Error(`a barred withdrawal opens a case: ${opened.code}`);
    },
    // Asked when the last obligation on record is closed: all that the refusal named have fallen, not only that one.
    async barFallen(tx, { caseId, holderId, accountId }) {
      const by: Actor = { kind: 'account', id: accountId, office: 'holder', holderId, roles: ['data-officer'] };
      const now = await engine().read(tx, holderId, caseId, by);
      if (isRefusal(now)) return;
      const named = now.history.acts.findLast(({ act }) => act === 'uphold')?.data['obligations'] as
        | string[]
        | undefined;
      if (named === undefined) return void (await engine().act(tx, { holderId, caseId, act: 'release', by, data: {} }));
      const lifted = now.history.acts.filter(({ act }) => act === 'lift').map(({ data }) => data['bar']);
      for (const bar of named.filter((id) => !lifted.includes(id)))
        await engine().act(tx, { holderId, caseId, act: 'lift', by, data: { bar } });
    },
  };
}
