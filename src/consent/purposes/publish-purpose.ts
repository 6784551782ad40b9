import { canonicalBytes, insertEntries, type JsonObject, sha256, hex } from '../../record/index.ts';
import { policyInForce } from '../../holders/index.ts';
import { holderScope } from '../../platform/db/index.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { Refusal } from '../../platform/refusal.ts';
import { langs } from '../../platform/text.ts';
import type { ConsentDeps } from '../deps.ts';
import { entryOf } from '../journal.ts';
import { groundJudge, noticeWords } from '../words.ts';
import { buildNotice } from './notice.ts';
import { checkPublishable } from './publishable.ts';
import { type PurposeBody, type PurposeVersion, widens } from './purpose.ts';
import { refuse } from './refusals.ts';
import {
  endPurpose,
  endService,
  insertPurpose,
  insertVersion,
  lockPurpose,
  type NoticeRow,
  purposeById,
  versionById,
} from './store.ts';

type Staff = { readonly accountId: string; readonly holderId: string };
export type Published = {
  readonly purposeId: string;
  readonly versionId: string;
  readonly number: number;
  readonly widens: boolean;
};

/**
 * CP-4, PD-4.2a: makes a version of a purpose public with its notices in three languages. Versions are immutable; a version
 * that widens needs new consents, the earlier ones go on covering what they say and no more.
 */
export async function publishPurpose(
  deps: ConsentDeps,
  staff: Staff,
  body: PurposeBody,
  officialUrl: string | null,
): Promise<Published | Refusal> {
  const holder = (await deps.registers.holder(staff.holderId))!;
  const policy = await policyInForce(deps.db, staff.holderId);
  const refusal = checkPublishable(holder, policy?.body ?? null, body, groundJudge);
  if (refusal !== null) return refusal;
  return deps.db.tx(holderScope(staff.holderId), async (tx) => {
    const at = deps.clock.now();
    const known = await lockPurpose(tx, staff.holderId, body.code);
    if (known !== null && (known.state === 'ended' || known.state === 'stopped'))
      return refuse('PURPOSE_UNKNOWN', { law: ['SP-17a'], details: { state: known.state } });
    const purposeId = known?.id ?? uuidv7(deps.clock.real());
    if (known === null)
      await insertPurpose(tx, { id: purposeId, holderId: staff.holderId, code: body.code, definedAt: at });
    const previous =
      known?.currentVersionId === null || known === null ? null : await versionById(tx, known.currentVersionId);
    const version: PurposeVersion = {
      id: uuidv7(deps.clock.real()),
      purposeId,
      holderId: staff.holderId,
      number: (previous?.number ?? 0) + 1,
      policyVersionId: policy!.id,
      body,
      hash: sha256(canonicalBytes(body as unknown as JsonObject)),
      widens: previous !== null && widens(previous.body, body),
      publishedAt: at,
      officialUrl,
    };
    const basis = (policy!.body.legalBases ?? []).find((one) => one.code === body.ground!.legalBasis)?.text ?? null;
    const audiences = body.childText === null ? (['adult'] as const) : (['adult', 'child'] as const);
    const notices = langs.flatMap((lang) =>
      audiences.map((audience): NoticeRow => {
        const bytes = canonicalBytes(
          buildNotice(holder, body, lang, audience, noticeWords, basis) as unknown as JsonObject,
        );
        return {
          id: uuidv7(deps.clock.real()),
          holderId: staff.holderId,
          purposeVersionId: version.id,
          lang,
          audience,
          bytes,
          hash: sha256(bytes),
        };
      }),
    );
    await insertVersion(tx, version, notices);
    await insertEntries(tx, [
      entryOf(deps.clock, deps.profile, {
        type: 'purpose.published',
        actor: { kind: 'account', id: staff.accountId },
        holder: staff.holderId,
        object: { kind: 'purpose', id: purposeId },
        data: {
          version: version.id,
          number: version.number,
          hash: hex(version.hash),
          widens: version.widens,
          officialUrl,
          notices: notices.map((notice) => `${notice.lang}:${notice.audience}:${hex(notice.hash)}`),
        },
      }),
    ]);
    tx.onCommit(deps.poke);
    return { purposeId, versionId: version.id, number: version.number, widens: version.widens };
  });
}

/** SP-17: ends the processing for a purpose; `may` is no from then on. */
export async function endProcessing(
  deps: ConsentDeps,
  staff: Staff,
  purposeId: string,
  reason: 'PURPOSE_ACHIEVED' | 'UNLAWFUL_PROCESSING' | 'SERVICE_ENDED',
): Promise<{ at: Date } | Refusal> {
  return deps.db.tx(holderScope(staff.holderId), async (tx) => {
    const purpose = await purposeById(tx, purposeId);
    if (purpose === null || purpose.holderId !== staff.holderId) return refuse('PURPOSE_UNKNOWN');
    const at = deps.clock.now();
    if (reason === 'SERVICE_ENDED') await endService(tx, purposeId, at);
    else await endPurpose(tx, purposeId, reason === 'PURPOSE_ACHIEVED' ? 'ended' : 'stopped', reason, at);
    await insertEntries(tx, [
      entryOf(deps.clock, deps.profile, {
        type: 'purpose.ended',
        actor: { kind: 'account', id: staff.accountId },
        holder: staff.holderId,
        object: { kind: 'purpose', id: purposeId },
        data: { reason },
      }),
    ]);
    tx.onCommit(deps.poke);
    return { at };
  });
}
