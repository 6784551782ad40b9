import { type KeyObject, sign } from 'node:crypto';
import type { Certificate } from '../../src/trust/path/index.ts';
import type { Sandbox } from '../../src/sandbox.ts';
import type { Answer, TestPlatform, Visitor } from './platform.ts';
import { password } from './platform.ts';

/** The holder and its purposes, and somebody in front of it. */
type Place = { readonly sandbox: Pick<Sandbox, 'holderId' | 'purposes'> };
type Caller = Pick<Visitor, 'get' | 'post'>;

export type GivenConsent = {
  readonly consentId: string;
  readonly draftId: string;
  readonly protocolId: string;
  readonly answer: Answer;
};

export const allChoices = {
  processing: true,
  transfer: false,
  crossBorder: false,
  place: 'Бишкек',
  acknowledged: true,
};

/** Accepts the holder's agreement on signatures, as the person in front of `visitor` (idempotent). */
export async function acceptAgreement(t: Place, visitor: Caller): Promise<void> {
  const shown = (await visitor.get(`/v1/holders/${t.sandbox.holderId}/agreement?lang=ky`)).json<{
    hash?: string;
    textHash?: string;
    accepted: unknown;
  }>();
  if (shown.accepted !== null && shown.accepted !== undefined) return;
  const answer = await visitor.post(`/v1/holders/${t.sandbox.holderId}/agreement/acceptance`, {
    json: { lang: 'ky', textHash: shown.textHash ?? shown.hash },
  });
  if (answer.status >= 300) throw new Error(`agreement: ${answer.status} ${answer.body}`);
}

/** Journey and choices, up to the prepared document. */
export async function prepare(
  t: Place,
  visitor: Caller,
  code: string,
  more: { categories?: readonly string[]; choices?: object; beside?: 'ru' | 'en' | null; lang?: string } = {},
): Promise<{ draft: Answer; protocolId: string }> {
  const purposeId = t.sandbox.purposes[code]!;
  const journey = await visitor.post('/v1/me/journeys', { json: { purposeId, lang: more.lang ?? 'ky' } });
  if (journey.status !== 201) throw new Error(`journey: ${journey.status} ${journey.body}`);
  const { protocolId, notice } = journey.json<{ protocolId: string; notice: { data: { code: string }[] } }>();
  const categories = more.categories ?? notice.data.map((item) => item.code);
  const draft = await visitor.post('/v1/me/drafts', {
    json: {
      purposeId,
      protocolId,
      beside: more.beside ?? null,
      choices: { ...allChoices, categories, ...more.choices },
    },
  });
  return { draft, protocolId };
}

/** The whole way: notice, choices, document, signature by password. */
export async function consentByPassword(
  t: Place,
  visitor: Caller,
  code: string,
  more: Parameters<typeof prepare>[3] = {},
): Promise<GivenConsent> {
  await acceptAgreement(t, visitor);
  const { draft, protocolId } = await prepare(t, visitor, code, more);
  if (draft.status !== 201) throw new Error(`draft: ${draft.status} ${draft.body}`);
  const { draftId, manifestHash } = draft.json<{ draftId: string; manifestHash: string }>();
  const signing = await visitor.post('/v1/me/signings', {
    json: { protocolId, manifestHash, holderId: t.sandbox.holderId },
  });
  if (signing.status !== 201) throw new Error(`signing: ${signing.status} ${signing.body}`);
  const answer = await visitor.post('/v1/me/consents', {
    json: { draftId, signingId: signing.json<{ signingId: string }>().signingId, password },
  });
  return {
    consentId: answer.status === 201 ? answer.json<{ consentId: string }>().consentId : '',
    draftId,
    protocolId,
    answer,
  };
}

/** The holder's pairwise id of the sandbox's bound citizen, asked as a holder's system asks. */
export async function subjectOf(t: TestPlatform, staff: Visitor, pin: string): Promise<string> {
  const answer = await staff.post(`/v1/holders/${t.sandbox.holderId}/subjects/lookup`, { json: { pin } });
  if (answer.status !== 200) throw new Error(`lookup: ${answer.status} ${answer.body}`);
  return answer.json<{ subjectId: string }>().subjectId;
}

export async function ask(
  t: TestPlatform,
  staff: Visitor,
  question: {
    code: string;
    subjectId: string;
    categories: readonly string[];
    action?: string;
    recipient?: object;
    at?: string;
  },
): Promise<{ allowed: boolean; reason: string; ground: string | null; consentId: string | null }> {
  const answer = await staff.post(`/v1/holders/${t.sandbox.holderId}/may`, {
    json: {
      purposeId: t.sandbox.purposes[question.code],
      subjectId: question.subjectId,
      categories: question.categories,
      action: question.action ?? 'store',
      ...(question.recipient === undefined ? {} : { recipient: question.recipient }),
      ...(question.at === undefined ? {} : { at: question.at }),
    },
  });
  if (answer.status !== 200) throw new Error(`may: ${answer.status} ${answer.body}`);
  return answer.json();
}

/** Waits until everything committed so far stands in the signed log. */
export async function recorded(t: TestPlatform): Promise<void> {
  t.platform.record.poke();
  for (let i = 0; i < 500; i++) {
    const health = await t.platform.record.health();
    if (health.halted !== null) throw new Error(`record halted: ${health.halted}`);
    await new Promise((resolve) => setTimeout(resolve, 60));
    if (health.pending === 0) return;
  }
  throw new Error('the log did not catch up');
}

type KeyOf = { readonly certificate: Certificate; readonly key: KeyObject };
export type BegunSigning = { readonly draftId: string; readonly manifestHash: string; readonly signingId: string };
export type PreparedSigning = {
  readonly toSign: string;
  readonly claimedAt: string;
  readonly certificate: { readonly limits: readonly { readonly lang: string; readonly text: string }[] };
};

/** The steps of a signature with the key of a certificate, as a browser takes them. */
export function certificateSteps(t: TestPlatform, visitor: Visitor) {
  const own = ({ certificate }: Pick<KeyOf, 'certificate'>): string => certificate.raw.toString('base64');
  return {
    async begin(code = 'inform_by_email'): Promise<BegunSigning> {
      const { draft, protocolId } = await prepare(t, visitor, code);
      const { draftId, manifestHash } = draft.json<BegunSigning>();
      const begun = await visitor.post('/v1/me/signings', {
        json: { protocolId, manifestHash, holderId: t.sandbox.holderId },
      });
      if (begun.status !== 201) throw new Error(`signing: ${begun.status} ${begun.body}`);
      return { draftId, manifestHash, signingId: begun.json<BegunSigning>().signingId };
    },
    ask: ({ signingId, draftId }: BegunSigning, who: KeyOf): Promise<Answer> =>
      visitor.post(`/v1/me/signings/${signingId}/certificate`, { json: { draftId, certificate: own(who) } }),
    // WebCrypto gives r and s side by side.
    sign: ({ toSign }: PreparedSigning, { key }: KeyOf): string =>
      sign('sha256', Buffer.from(toSign, 'base64'), { key, dsaEncoding: 'ieee-p1363' }).toString('base64'),
    send: (
      { signingId, draftId }: BegunSigning,
      who: KeyOf,
      { claimedAt }: Pick<PreparedSigning, 'claimedAt'>,
      signature: string,
      more: { readonly limitsKept?: boolean } = {},
    ): Promise<Answer> =>
      visitor.post('/v1/me/consents', {
        json: { draftId, signingId, byCertificate: { certificate: own(who), claimedAt, signature, ...more } },
      }),
  };
}

/** The consent signed with the key of a certificate; the first answer that refuses it, or the last. */
export async function consentByCertificate(t: TestPlatform, visitor: Visitor, who: KeyOf): Promise<Answer> {
  const steps = certificateSteps(t, visitor);
  const begun = await steps.begin();
  const asked = await steps.ask(begun, who);
  if (asked.status !== 200) return asked;
  const prepared = asked.json<PreparedSigning>();
  return steps.send(begun, who, prepared, steps.sign(prepared, who));
}
