import { Type, type Static } from 'typebox';
import { Check } from 'typebox/schema';
import type { Certificate } from '../path/index.ts';
import type { AccreditationAnswer, CourtDecision, Means } from './context.ts';
import type { LegacyAuthority, LegacyRegister } from './legacy.ts';
import { oneOf } from '../../platform/shapes.ts';

// An extract of the authority's lists (ES-8.3, ES-8.5.3) for checks without a network: who was accredited from when to when, whom a
// centre had entrusted, which means are confirmed. It is as good as where the reader has it from.

const Moment = Type.String({ format: 'date-time', maxLength: 40 });
const until = Type.Union([Moment, Type.Null()]);
const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });
const Line = Type.String({ minLength: 1, maxLength: 300 });
const closed = { additionalProperties: false };

export const TrustListSchema = Type.Object(
  {
    v: Type.Literal(1),
    kind: Type.Literal('trust-list'),
    /** The moment that the list is true of, and the one up to which the next is due. */
    asOf: Moment,
    nextUpdate: Moment,
    centres: Type.Array(
      Type.Object(
        {
          name: Line,
          /** SHA-256 of each certificate the root gave the centre. */
          certificates: Type.Array(Sha256, { maxItems: 100 }),
          accreditation: Type.Array(
            Type.Object(
              {
                state: oneOf(['active', 'suspended', 'revoked', 'expired', 'ceased'] as const),
                since: Moment,
                until,
                number: Type.Optional(Line),
              },
              closed,
            ),
            { maxItems: 1000 },
          ),
          trustedPersons: Type.Array(Type.Object({ certificate: Sha256, since: Moment, until }, closed), {
            maxItems: 1000,
          }),
        },
        closed,
      ),
      { maxItems: 1000 },
    ),
    means: Type.Array(Type.Object({ name: Line, version: Line, since: Moment, until }, closed), { maxItems: 10_000 }),
    /** ES-19.1: authorities of the former law that were taken over, with their registers. */
    legacy: Type.Optional(
      Type.Array(
        Type.Object(
          {
            authority: Sha256,
            use: oneOf(['certificates', 'time-stamps'] as const),
            register: Type.Union([
              Type.Object(
                {
                  asOf: Moment,
                  certificates: Type.Array(Type.Object({ sha256: Sha256, endedAt: until }, closed), {
                    maxItems: 1_000_000,
                  }),
                },
                closed,
              ),
              Type.Null(),
            ]),
          },
          closed,
        ),
        { maxItems: 100 },
      ),
    ),
    courtDecisions: Type.Optional(
      Type.Array(
        Type.Object(
          { number: Line, since: Moment, of: oneOf(['document', 'signature', 'certificate'] as const), sha256: Sha256 },
          closed,
        ),
        { maxItems: 10_000 },
      ),
    ),
  },
  closed,
);
export type TrustList = Static<typeof TrustListSchema>;

/** @throws Error that says what is wrong with the text */
export function parseTrustList(text: string): TrustList {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`the trust list is no JSON: ${(error as Error).message}`, { cause: error });
  }
  if (!Check(TrustListSchema, value))
    throw new Error('the trust list is not of the form that docs/verifying-signatures.md describes');
  return value;
}

type Centre = TrustList['centres'][number];
type Span = { readonly since: Date; readonly until: Date | undefined };
const spanOf = ({ since, until: end }: { readonly since: string; readonly until: string | null }): Span => ({
  since: new Date(since),
  until: end === null ? undefined : new Date(end),
});
const holds = ({ since, until: end }: Span, at: Date): boolean => since <= at && (end === undefined || at < end);

type Indexed = {
  readonly nextUpdate: Date;
  /** By certificate. */
  readonly centres: ReadonlyMap<
    string,
    {
      readonly accreditation: readonly (Omit<Centre['accreditation'][number], 'since' | 'until'> & Span)[];
      readonly trustedPersons: readonly (Span & { readonly certificate: string })[];
    }
  >;
  readonly means: readonly (Means & Span)[];
};
const indexes = new WeakMap<TrustList, Indexed>();

// A list is asked about every signature: its days are read, and its centres put in order, once.
function indexed(list: TrustList): Indexed {
  let index = indexes.get(list);
  if (index === undefined) indexes.set(list, (index = indexOf(list)));
  return index;
}

function indexOf({ nextUpdate, centres, means }: TrustList): Indexed {
  const spans = <T extends Parameters<typeof spanOf>[0]>(all: readonly T[]): (Omit<T, 'since' | 'until'> & Span)[] =>
    all.map((one) => ({ ...one, ...spanOf(one) }));
  const entries = centres.flatMap(({ certificates, accreditation, trustedPersons }) => {
    const centre = { accreditation: spans(accreditation), trustedPersons: spans(trustedPersons) };
    return certificates.map((certificate) => [certificate, centre] as const);
  });
  // Of a certificate that stands twice the first is meant.
  return { nextUpdate: new Date(nextUpdate), centres: new Map(entries.toReversed()), means: spans(means) };
}

const covers = (list: TrustList, at: Date): boolean => at <= indexed(list).nextUpdate;

/** ES-11.1b. A centre that the list does not have was never accredited: the list is the whole one. */
export function accreditationIn(list: TrustList, centre: Certificate, at: Date): AccreditationAnswer | 'unknown' {
  if (!covers(list, at)) return 'unknown';
  const found = indexed(list).centres.get(centre.fingerprint);
  const standing = found?.accreditation.find((one) => holds(one, at));
  if (standing === undefined) return { state: 'never' };
  const { state, since, number } = standing;
  return { state, since, ...(number === undefined ? {} : { number }) };
}

export function trustedPersonIn(
  list: TrustList,
  person: Certificate,
  centre: Certificate,
  at: Date,
): 'trusted' | 'not-trusted' | 'unknown' {
  if (!covers(list, at)) return 'unknown';
  const found = indexed(list).centres.get(centre.fingerprint);
  const stands = found?.trustedPersons.some((one) => one.certificate === person.fingerprint && holds(one, at));
  return stands === true ? 'trusted' : 'not-trusted';
}

export function meansIn(list: TrustList, means: Means, at: Date): 'confirmed' | 'not-confirmed' | 'unknown' {
  if (!covers(list, at)) return 'unknown';
  const found = indexed(list).means.some(
    (one) => one.name === means.name && one.version === means.version && holds(one, at),
  );
  return found ? 'confirmed' : 'not-confirmed';
}

/**
 * ES-19.1: the authorities whose certificates are at hand, as the list knows them. Where the list says nothing of one, whoever has put its
 * certificate there believes it for certificates; no register of it is known then.
 */
export const legacyIn = (list: TrustList | undefined, certificates: readonly Certificate[]): LegacyAuthority[] =>
  certificates.map((certificate) => {
    const found = list?.legacy?.find(({ authority }) => authority === certificate.fingerprint);
    const register = found?.register ?? null;
    return {
      certificate,
      use: found?.use ?? 'certificates',
      register: register === null ? null : registerOf(new Date(register.asOf), register.certificates),
    };
  });

const registerOf = (
  asOf: Date,
  all: readonly { readonly sha256: string; readonly endedAt: string | null }[],
): LegacyRegister => ({
  asOf,
  certificates: new Map(
    all.map(({ sha256, endedAt }) => [sha256, { endedAt: endedAt === null ? null : new Date(endedAt) }]),
  ),
});

export function courtDecisionIn(
  list: TrustList,
  of: Readonly<Record<'document' | 'signature' | 'certificate', string | undefined>>,
): CourtDecision | undefined {
  const [first] = (list.courtDecisions ?? [])
    .filter((one) => of[one.of] === one.sha256)
    .map(({ number, since }) => ({ number, since: new Date(since) }))
    .sort((a, b) => a.since.getTime() - b.since.getTime());
  return first;
}
