import { readPerson } from '../../keys/index.ts';
import { dayOf } from '../../law/index.ts';
import { hex } from '../../record/index.ts';
import { systemScope } from '../../platform/db/index.ts';
import { isRefusal, type Refusal } from '../../platform/refusal.ts';
import type { Lang } from '../../platform/text.ts';
import { isChild } from '../age.ts';
import type { ActingPerson, ConsentDeps } from '../deps.ts';
import { asksConsent, type PurposeVersion } from '../purposes/purpose.ts';
import { refuse as refusePurpose } from '../purposes/refusals.ts';
import { noticeOf, type NoticeRow, purposeById } from '../purposes/store.ts';
import { refuse } from '../refusals.ts';
import { powerFor } from './representation.ts';

export type Journey = { readonly protocolId: string; readonly version: PurposeVersion; readonly notice: NoticeRow };

/**
 * CP-5, PD-9.3: opens the protocol of a signing journey and shows the notice in the language the person reads; that it
 * was shown, which text, and when, stands in the protocol before anything is asked.
 */
export async function beginJourney(
  deps: ConsentDeps,
  who: ActingPerson,
  asked: { purposeId: string; lang: Lang; representationId?: string },
): Promise<Journey | Refusal> {
  const purpose = await purposeById(deps.db, asked.purposeId);
  if (purpose === null) return refusePurpose('PURPOSE_UNKNOWN');
  const version = purpose.currentVersionId === null ? null : await deps.registers.version(purpose.currentVersionId);
  if (version === null || purpose.state !== 'active') return refusePurpose('FORM_NOT_PUBLISHED');
  if (!asksConsent(version.body))
    return refusePurpose('CONSENT_NOT_NEEDED', {
      law: [version.body.ground!.code, 'PD-9.4b'],
      values: { ground: version.body.ground!.code },
    });
  const subject = await subjectOf(deps, who, version.holderId, asked.representationId);
  if (isRefusal(subject)) return subject;
  const audience =
    version.body.childText !== null && isChild(subject.birthDate, dayOf(deps.clock.now())) ? 'child' : 'adult';
  const notice = (await noticeOf(deps.db, version.id, asked.lang, audience))!;
  const protocolId = await deps.signing.openProtocol(who, { holderId: version.holderId, documentKind: 'consent' });
  if (isRefusal(protocolId)) return protocolId;
  await deps.signing.recordStep(who, protocolId, 'notice-shown', {
    purposeVersion: version.id,
    noticeId: notice.id,
    noticeHash: hex(notice.hash),
    lang: asked.lang,
    audience,
  });
  return { protocolId, version, notice };
}

async function subjectOf(
  deps: ConsentDeps,
  who: ActingPerson,
  holderId: string,
  representationId: string | undefined,
): Promise<{ birthDate: string } | Refusal> {
  const power =
    representationId === undefined
      ? null
      : await powerFor(deps, who.personId, representationId, dayOf(deps.clock.now()), holderId);
  if (isRefusal(power)) return power;
  const person = await deps.db.tx(systemScope('whose age decides which notice is shown'), (tx) =>
    readPerson(deps.keys, tx, power?.principal ?? who.personId),
  );
  return person?.record === null || person === undefined ? refuse('SUBJECT_NOT_NATURAL') : person.record;
}
