import { type Db, systemScope, type Tx } from '../../../platform/db/index.ts';
import type { Clock } from '../../../platform/clock.ts';
import { DerError } from '../../der/index.ts';
import { type CertId, isIssuer, ocspRefusal, type OcspRequest, parseOcspRequest } from '../../formats/index.ts';
import type { NamedIssuer } from '../directory.ts';
import { answerToKeep, type Responder, signAnswers, singleAnswer } from './answer.ts';
import type { AnswerInMemory, KeptAnswers } from './kept-answers.ts';
import { factsOf, keepAnswers, type KeptAnswer, keptAnswer } from './ocsp-store.ts';

export type RespondDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly answers: KeptAnswers;
  readonly responderOf: (tx: Tx, issuer: NamedIssuer) => Promise<Responder | undefined>;
  /** Runs what costs, or answers undefined when there is too much of it already. */
  readonly bounded: <T>(act: () => Promise<T>) => Promise<T | undefined>;
};

/** The bytes to send; `kept` where others may keep them too. */
export type OcspAnswer = { readonly bytes: Buffer; readonly kept?: AnswerInMemory };

const scope = systemScope('a question about the status of a certificate');
const refused = (status: Parameters<typeof ocspRefusal>[0]): OcspAnswer => ({ bytes: ocspRefusal(status) });

/**
 * Answers an OCSP request about certificates of one issuer (RFC 6960, RFC 5019). One question without a nonce gets the answer that is
 * kept; everything else is answered from the register as it stands. Who asks about others' certificates is told `unauthorized`.
 */
export async function respond(deps: RespondDeps, issuer: NamedIssuer, request: Uint8Array): Promise<OcspAnswer> {
  const asked = read(request);
  if (asked === undefined) return refused('malformedRequest');
  const { subject: name, publicKey } = issuer.certificate;
  // RFC 5019 2.2.3: for another issuer this address has no answer; a digest that is none of ours names nobody.
  if (!asked.ids.every((id) => isIssuer(id, { name, publicKey }))) return refused('unauthorized');
  const simple = isSimple(asked) ? asked.ids[0] : undefined;
  const kept = simple && deps.answers.find(issuer.id, simple.serial, deps.clock.now());
  if (kept !== undefined) return { bytes: kept.der, kept };
  const answer = await deps.bounded(() => deps.db.tx(scope, (tx) => fromRegister(tx, deps, issuer, asked, simple)));
  return answer ?? refused('tryLater');
}

function read(request: Uint8Array): OcspRequest | undefined {
  try {
    return parseOcspRequest(request);
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

const isSimple = ({ ids, nonce }: OcspRequest): boolean =>
  ids.length === 1 && nonce === undefined && ids[0]!.digest === 'sha1';

async function fromRegister(
  tx: Tx,
  { clock, answers, responderOf }: RespondDeps,
  issuer: NamedIssuer,
  { ids, nonce }: OcspRequest,
  simple: CertId | undefined,
): Promise<OcspAnswer> {
  const now = clock.now();
  const asOf = answers.dropped;
  const keep = (serial: string, answer: KeptAnswer): OcspAnswer => {
    const kept = answers.keep(issuer.id, serial, answer, asOf);
    return { bytes: kept.der, kept };
  };
  const found = simple && (await keptAnswer(tx, issuer.id, simple.serial, now));
  if (found !== undefined) return keep(simple!.serial, found);
  const responder = await responderOf(tx, issuer);
  if (responder === undefined) return refused('unauthorized');
  const facts = new Map(
    (
      await factsOf(
        tx,
        issuer.id,
        ids.map(({ serial }) => serial),
      )
    ).map((one) => [one.serial, one]),
  );
  const about = simple && facts.get(simple.serial);
  if (about !== undefined) {
    const fresh = await answerToKeep(responder, issuer, about, now);
    await keepAnswers(tx, issuer.id, [fresh]);
    return keep(fresh.serial, fresh);
  }
  const singles = ids.map((id) => singleAnswer(id.raw, facts.get(id.serial), issuer, now));
  return { bytes: await signAnswers(responder, singles, now, nonce) };
}
