import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import {
  asksConsent,
  capacity,
  type ConsentRow,
  consentsOfPerson,
  isChild,
  type Notice,
  type NoticeRow,
  noticeOf,
  type OpenedDraft,
  powerFor,
  purposeById,
  type Purpose,
  type PurposeVersion,
  readDraft,
} from '../../consent/index.ts';
import type { Holder } from '../../holders/index.ts';
import type { Protocol, StepData, StepKind } from '../../identity/index.ts';
import { fullName, type PersonRecord } from '../../keys/index.ts';
import { dayOf } from '../../law/index.ts';
import { html, linkButton } from '../../platform/html/index.ts';
import { orRefuse, refuseHttp, RefusalError } from '../../platform/http/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import type { Lang } from '../../platform/text.ts';
import type { OfficeDeps } from '../deps.ts';
import { sendPage } from '../shell.ts';
import { journeyWords } from './journey.messages.ts';
import { type Me, mine, personRecord, type PowerOf } from './mine.ts';
import { isLive, shownState } from './states.ts';
import { words } from './words.messages.ts';

// One journey = one action protocol (CP-10d). Its id stands in the address; what was chosen stands in the protocol's steps
// and, sealed, in the draft. No address holds anything of the person.

export const person = [{ for: 'person' }] as const;
export const documentKind = 'consent';
export const purposeParam = Type.Object({ purposeId: Type.String({ format: 'uuid' }) });
export const journeyParam = Type.Object({
  purposeId: Type.String({ format: 'uuid' }),
  journey: Type.String({ format: 'uuid' }),
});
export const draftParam = Type.Object({
  purposeId: Type.String({ format: 'uuid' }),
  journey: Type.String({ format: 'uuid' }),
  draft: Type.String({ format: 'uuid' }),
});

export type Asked = { readonly purpose: Purpose; readonly version: PurposeVersion; readonly holder: Holder };

/** The purpose that asks; null where none is asked of anybody now: then the holder's card says why. */
export async function askedPurpose(deps: OfficeDeps, purposeId: string): Promise<Asked | { readonly see: string }> {
  const purpose = await purposeById(deps.consent.db, purposeId);
  if (purpose === null) throw new RefusalError(refuseHttp('NOT_FOUND'));
  const version =
    purpose.currentVersionId === null ? null : await deps.consent.registers.version(purpose.currentVersionId);
  if (version === null || purpose.state !== 'active' || !asksConsent(version.body))
    return { see: `/holders/${purpose.holderId}#purpose-${purpose.code}` };
  return { purpose, version, holder: (await deps.consent.registers.holder(purpose.holderId))! };
}

export type Journey = Asked & {
  readonly id: string;
  readonly base: string;
  readonly protocol: Protocol;
  readonly power: PowerOf | null;
  readonly subject: PersonRecord;
  readonly audience: 'adult' | 'child';
  /** PD-18.2: whether this person may sign for the subject. */
  readonly maySign: boolean;
};

export const journeyBase = (purposeId: string, id: string): string => `/me/consent/${purposeId}/${id}`;

export async function openJourney(deps: OfficeDeps, me: Me, asked: Asked, power: PowerOf | null): Promise<string> {
  const id = orRefuse(await deps.consent.signing.openProtocol(me, { holderId: asked.holder.id, documentKind }));
  await note(deps, me, id, 'choice-made', { choice: 'on-behalf-of', representation: power?.id ?? null });
  return journeyBase(asked.purpose.id, id);
}

export async function note(
  deps: OfficeDeps,
  me: Me,
  protocolId: string,
  kind: Exclude<StepKind, 'logged-in' | 'confirmed'>,
  data: StepData,
): Promise<void> {
  const refusal = await deps.consent.signing.recordStep(me, protocolId, kind, data);
  if (refusal !== undefined) throw new RefusalError(refusal);
}

/** The journey of the address with everything its pages need; null where it is over or nobody began it. */
export async function journeyOf(
  deps: OfficeDeps,
  me: Me,
  params: { purposeId: string; journey: string },
): Promise<Journey | null> {
  const asked = await askedPurpose(deps, params.purposeId);
  const protocol = await deps.consent.signing.readProtocol(params.journey);
  if ('see' in asked || protocol === null || ended(protocol)) return null;
  const begun = protocol.steps.find((step) => step.kind === 'choice-made' && step.data['choice'] === 'on-behalf-of');
  if (begun === undefined) return null;
  const representation = begun.data['representation'];
  const today = dayOf(deps.clock.now());
  // PD-9.1f: a power that ended since the journey began is refused with its norm.
  const held =
    typeof representation === 'string'
      ? orRefuse(await powerFor(deps.consent, me.personId, representation, today, asked.holder.id))
      : null;
  const subject = await personRecord(deps.consent, held?.principal ?? me.personId);
  if (subject === null) return null;
  const power =
    held === null
      ? null
      : {
          id: held.id,
          principal: held.principal,
          kind: held.kind,
          actsAt: asked.holder.id,
          name: fullName(subject),
        };
  const child = isChild(subject.birthDate, today) && asked.version.body.childText !== null;
  return {
    ...asked,
    protocol,
    power,
    subject,
    id: params.journey,
    base: journeyBase(params.purposeId, params.journey),
    audience: child ? 'child' : 'adult',
    maySign: power !== null || capacity(subject.birthDate, today, asked.version.body.ageAppropriate) === 'own',
  };
}

const ended = (protocol: Protocol): boolean =>
  ['confirmed', 'refused', 'abandoned'].includes(protocol.steps.at(-1)!.kind);

export const shownNotice = (journey: Journey) =>
  journey.protocol.steps.findLast(
    (step) => step.kind === 'notice-shown' && step.data['purposeVersion'] === journey.version.id,
  );

export type Told = { readonly row: NoticeRow; readonly notice: Notice };

export async function noticeFor(
  deps: OfficeDeps,
  journey: Pick<Journey, 'version' | 'audience'>,
  lang: Lang,
): Promise<Told> {
  const row = (await noticeOf(deps.consent.db, journey.version.id, lang, journey.audience))!;
  return { row, notice: JSON.parse(Buffer.from(row.bytes).toString('utf8')) as Notice };
}

/** The draft of the address, if it is this journey's and the reader's to sign; null where it is gone. */
export async function draftOf(
  deps: OfficeDeps,
  me: Me,
  params: { journey: string; draft: string },
): Promise<OpenedDraft | null> {
  const draft = await readDraft(deps.consent, me, params.draft);
  return isRefusal(draft) || draft.protocolId !== params.journey ? null : draft;
}

/** The subject's consent for this purpose that is alive now. */
export async function liveConsent(
  deps: OfficeDeps,
  me: Me,
  purposeId: string,
  subjectPerson: string,
): Promise<ConsentRow | null> {
  const own = await mine(deps.consent, me);
  const rows = await consentsOfPerson(deps.consent.db, own.scope, own.all);
  const now = deps.clock.now();
  return (
    rows.find(
      (row) =>
        row.current &&
        row.purpose_id === purposeId &&
        own.who.get(row.subject_id)?.personId === subjectPerson &&
        isLive(shownState(row, now)),
    ) ?? null
  );
}

/** What a page of a finished journey says: nothing happened twice, and how to begin anew. */
export function sendGone(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: OfficeDeps,
  purposeId: string,
): FastifyReply {
  const m = journeyWords[request.lang];
  const body = html`<h1>${m.goneTitle}</h1><p>${m.gone}</p>${linkButton({ text: m.startAgain, href: `/me/consent/${purposeId}` })}<p><a href="/me">${words[request.lang].back}</a></p>`;
  return sendPage(request, reply, deps, { title: m.goneTitle, body }, 410);
}
