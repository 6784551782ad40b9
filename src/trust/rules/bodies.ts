import { type Static, type TObject, Type } from 'typebox';
import { Check } from 'typebox/schema';
import { findRequirement } from '../../law/index.ts';
import type { Refusal } from '../../platform/refusal.ts';
import { profileVersion } from '../issue/index.ts';
import { refuse } from './refusals.ts';
import { oneOf } from '../../platform/shapes.ts';

// What each kind of rule says, what it says where no act has said anything, and what the law does not let it say. Pure.

export const ruleKinds = ['authorised-body', 'accreditation', 'certificate-form', 'disclosure', 'terms'] as const;
export type RuleKind = (typeof ruleKinds)[number];

const closed = { additionalProperties: false };
const Line = Type.String({ minLength: 1, maxLength: 300 });
const Text3 = Type.Object({ ky: Line, ru: Line, en: Line }, closed);

/** ES-16.3: what no rule of accreditation can do without. */
export const statutoryChecks = ['ES-16.3.1', 'ES-16.3.2', 'ES-16.3.3', 'ES-16.3.4a'] as const;
/** Parts of an entry of a register of certificates (ES-13.2.3, ES-14.2, ES-17.2). */
export const disclosedParts = ['owner', 'birth', 'key', 'means', 'limits', 'powers', 'issuer'] as const;
export type DisclosedPart = (typeof disclosedParts)[number];
export const keyKinds = ['P-256', 'P-384', 'Ed25519', 'RSA'] as const;
/** Steps of a centre whose term the law leaves open. */
export const openSteps = ['certificate-copy'] as const;
export type OpenStep = (typeof openSteps)[number];

export const bodies = {
  'authorised-body': Type.Object({ name: Text3, address: Text3 }, closed),
  accreditation: Type.Object(
    {
      checks: Type.Array(Type.String({ pattern: '^ES-[0-9a-z.]{1,20}$' }), { maxItems: 50 }),
      documents: Type.Array(Type.Object({ check: Type.String({ maxLength: 20 }), title: Text3 }, closed), {
        maxItems: 50,
      }),
    },
    closed,
  ),
  'certificate-form': Type.Object(
    {
      profile: Type.String({ pattern: '^[0-9a-z.-]{1,40}$' }),
      longestDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 4000 })),
      keys: Type.Optional(Type.Array(oneOf(keyKinds), { minItems: 1, maxItems: 4 })),
    },
    closed,
  ),
  disclosure: Type.Object({ everyone: Type.Array(oneOf(disclosedParts), { maxItems: 10 }) }, closed),
  terms: Type.Object(
    {
      terms: Type.Array(
        Type.Object({ step: oneOf(openSteps), days: Type.Integer({ minimum: 1, maximum: 365 }) }, closed),
        { maxItems: 20 },
      ),
    },
    closed,
  ),
} satisfies Record<RuleKind, TObject>;
export type RuleBody = { readonly [K in RuleKind]: Static<(typeof bodies)[K]> };

/** Who accredits and is the root, until an act of the Government names another: the sandbox's own. */
const unnamed = {
  ky: 'Электрондук колтамга жаатындагы ыйгарым укуктуу орган (сыноо)',
  ru: 'Уполномоченный орган в сфере электронной подписи (тест)',
  en: 'Authorised body in the field of electronic signatures (sandbox)',
};
/** What holds by the law itself. */
export const byTheLaw: RuleBody = {
  'authorised-body': { name: unnamed, address: { ky: 'Бишкек ш.', ru: 'г. Бишкек', en: 'Bishkek' } },
  accreditation: { checks: [...statutoryChecks], documents: [] },
  'certificate-form': { profile: profileVersion },
  disclosure: { everyone: [...disclosedParts] },
  terms: { terms: [] },
};

/** Whether a rule may be loaded; what speaks against it is named. */
export function checkRule<K extends RuleKind>(kind: K, body: unknown): RuleBody[K] | Refusal {
  if (!Check(bodies[kind], body)) return refuse('RULE_MALFORMED', { field: 'body' });
  if (kind === 'accreditation') {
    const { checks, documents } = body as RuleBody['accreditation'];
    // ES-8.4.3a: the Government sets the rules; the conditions of ES-16.3 are the law's, and nobody switches them off.
    const missing = statutoryChecks.find((one) => !checks.includes(one));
    if (missing !== undefined)
      return refuse('RULE_STATUTORY_CHECK_MISSING', {
        law: ['ES-8.4.3a', missing],
        field: 'body/checks',
        details: { missing },
      });
    const unknown = [...checks, ...documents.map(({ check }) => check)].find((id) => findRequirement(id) === null);
    if (unknown !== undefined) return refuse('RULE_CHECK_UNKNOWN', { field: 'body/checks', details: { unknown } });
  }
  return body as RuleBody[K];
}
