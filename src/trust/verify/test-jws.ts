// JAdES signatures of the people in `test-world.ts`, as our own code makes them. No rule is kept here.

import { sign } from 'node:crypto';
import { finishJades, type FinishedJws, type JadesRequest, jwsToTimeStamp, prepareJades } from '../formats/index.ts';
import type { Certificate } from '../path/index.ts';
import { centre, creationMeans, document, later, type Member, person, stamp } from './test-world.ts';

export type JwsSigning = Partial<Pick<JadesRequest, 'packaging' | 'pkcs1'>> & {
  readonly content?: Uint8Array;
  readonly chain?: readonly Certificate[];
};

/** A signature of `who` over the document of the test world. */
export function signJws(who: Member = person, how: JwsSigning = {}): FinishedJws {
  const prepared = prepareJades({
    certificate: who.certificate,
    chain: how.chain ?? [who.certificate, centre.certificate],
    content: how.content ?? document,
    mediaType: 'text/plain',
    packaging: how.packaging ?? 'attached',
    signingTime: later(30),
    creationMeans,
    ...(how.pkcs1 === undefined ? {} : { pkcs1: how.pkcs1 }),
  });
  const { method } = prepared.alg;
  const padded = method.pss === undefined ? who.key : { key: who.key, padding: 6, saltLength: method.pss.saltLength };
  return finishJades(
    prepared,
    sign(method.pss === undefined ? method.digest : prepared.alg.digest, prepared.input, padded),
  );
}

export const tokenOver = (signature: FinishedJws, at: Date, by?: Member): Buffer =>
  stamp(jwsToTimeStamp(signature), at, by);

const encoded = (text: string): string => Buffer.from(text).toString('base64url');

/** A compact JWS with any header, over any payload, signed with ES256 by the person's key: what our own code would never make. */
export function anyJws(
  header: string | Record<string, unknown>,
  payload = encoded(document.toString()),
  by = person,
): string {
  const text = encoded(typeof header === 'string' ? header : JSON.stringify(header));
  const key = { key: by.key, dsaEncoding: 'ieee-p1363' as const };
  return `${text}.${payload}.${sign('sha256', Buffer.from(`${text}.${payload}`), key).toString('base64url')}`;
}

/** Header parameters that name the person. */
export const named = (by: Member = person): Record<string, unknown> => ({
  alg: 'ES256',
  x5c: [by.certificate.raw.toString('base64'), centre.certificate.raw.toString('base64')],
});
