import { randomBytes } from 'node:crypto';
import { type Actor, type CaseHead, createEngine, type EffectHandler, type Engine, type EngineDeps, sealerOf } from '../cases/index.ts';
import { barsOf, consentById, type ConsentDeps, type ConsentHooks, endConsent, takeEffect } from '../consent/index.ts';
import { putPolicyInForce, setPolicyState } from '../holders/index.ts';
import { kyrgyzCalendar } from '../law/index.ts';
import { type Notices, policyChangeKind } from '../notices/index.ts';
import type { Tx } from '../platform/db/index.ts';
import { isRefusal } from '../platform/refusal.ts';
import { procedures, type RecordedBar, type WithdrawalFacts } from '../procedures/index.ts';

/** The case engine with this house's effects: what a procedure decides is done here, in the transaction of the act. */
export function wireCases(consent: ConsentDeps, notices: Pick<Notices, 'enqueue' | 'enqueueBroadcast'>): Engine {
  const handlers: EngineDeps['handlers'] = {
    'consent.withdraw': withConsent(async (tx, row) => {
      if (row.state === 'pending' || row.state === 'active') await takeEffect(consent, tx, row, consent.clock.now());
    }),
    'consent.pend': withConsent((tx, row) => endConsent(tx, row, 'pending', null)),
    'consent.keep': withConsent(async (tx, row) => {
      if (row.state === 'pending') await endConsent(tx, row, 'active', null);
    }),
    'policy.announce': async (tx, _head, { data, at }) => setPolicyState(tx, text(data['versionId']), 'announced', { announcedAt: at }),
    'policy.notify': async (tx, head, { data }) => {
      // The platform itself sends what goes by e-mail and inbox; the other channels are the holder's, with their proof.
      if (data['channel'] !== 'email') return;
      await notices.enqueueBroadcast(tx, { holderId: head.holderId, kind: policyChangeKind, ref: text(data['versionId']) || head.id, channels: ['email', 'inbox'], data: { publicationOn: text(data['publicationOn']) } });
    },
    'policy.publish': async (tx, head, { data }) => putPolicyInForce(tx, head.holderId, text(data['versionId']), new Date(text(data['inForceFrom']))),
    'policy.drop': async () => undefined,
    'cases.tell': async (tx, head, { data }) => {
      for (const to of data['parties'] as string[]) await notices.enqueue(tx, { holderId: head.holderId, subjectId: head.subjectId, kind: 'case.told', ref: head.id, data: { to } });
    },
  };
  return createEngine({
    db: consent.db, clock: consent.clock, profile: consent.profile, procedures, handlers, random: randomBytes,
    calendar: () => kyrgyzCalendar,
    sealer: sealerOf(consent.keys),
    facts: { 'contested-withdrawal': async (tx, history, command) => withdrawalFacts(tx, history.head, text((history.acts[0]?.data ?? command?.data ?? {})['consentId'])) },
  });
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const withConsent =
  (act: (tx: Tx, row: NonNullable<Awaited<ReturnType<typeof consentById>>>) => Promise<unknown>): EffectHandler =>
  async (tx, head, { data }) => {
    const row = head.subjectId === null ? null : await consentById(tx, null, head.subjectId, text(data['consentId']));
    if (row !== null) await act(tx, row);
  };

async function withdrawalFacts(tx: Tx, head: CaseHead, consentId: string): Promise<WithdrawalFacts> {
  const row = head.subjectId === null || consentId === '' ? null : await consentById(tx, null, head.subjectId, consentId);
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
      const actor: Actor = by.kind === 'person' ? { kind: 'person', id: by.id, office: 'subject', subjectId: consent.subject_id, roles: [] } : { kind: 'account', id: by.id, office: 'holder', holderId: consent.holder_id, roles: ['clerk'] };
      const opened = await engine().open(tx, { procedure: 'contested-withdrawal', holderId: consent.holder_id, subjectId: consent.subject_id, by: actor, id: caseId, data: { consentId: consent.id, ...(application === null ? {} : { application }) } });
      if (isRefusal(opened)) throw new Error(`a barred withdrawal opens a case: ${opened.code}`);
    },
    async barFallen(tx, { caseId, holderId, barId, accountId }) {
      const by: Actor = { kind: 'account', id: accountId, office: 'holder', holderId, roles: ['data-officer'] };
      const now = await engine().read(tx, holderId, caseId, by);
      if (isRefusal(now)) return;
      const upheld = now.history.acts.some((act) => act.act === 'uphold');
      await engine().act(tx, { holderId, caseId, act: upheld ? 'lift' : 'release', by, data: upheld ? { bar: barId } : {} });
    },
  };
}
