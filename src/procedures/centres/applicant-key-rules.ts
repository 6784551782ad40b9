import type { Guard, View } from '../../cases/index.ts';
import { isRefusal } from '../../platform/refusal.ts';
import { keyDigest, provenKey } from '../../trust/issue/index.ts';
import { refuseKeys as refuse } from './applicant-key-refusals.ts';
import type { CertificateApplication, KeyOrder, MadeKey, TokenHandOver, TokenKey } from './certificate-data.ts';
import type { CertificateFacts, ListedMeans } from './certificate-rules.ts';

// ES-13.1.4, ES-13.1.7: keys that the centre makes for the applicant. Pure.

type Of<T> = Guard<T, CertificateFacts>;
type Keys = CertificateApplication['keys'];
const asked = (view: View<never>): Keys => (view.last('apply')!.data as unknown as CertificateApplication).keys;
const askedBy = (view: object): Keys => asked(view as View<never>);

/** ES-13.1.7a: on the applicant's request only, with the means that makes keys here, which has to be a confirmed one. */
export const mayMakeKeys: Of<KeyOrder> = (view, { means }) => {
  if (askedBy(view) !== 'centre') return refuse('KEYS_NOT_ASKED');
  return view.facts.keyMaker?.documentNumber === means ? null : refuse('KEYS_MEANS_UNCONFIRMED', { field: 'means' });
};

/** ES-13.1.7b: the key of the request is the one that lies here under the applicant's password, and no other. */
export const keyMadeHere: Of<MadeKey> = ({ facts, now }, { request }) => {
  const proven = provenKey(Buffer.from(request), now);
  if (isRefusal(proven)) return { ...proven, field: 'request' };
  const { madeKey } = facts;
  return madeKey !== null &&
    madeKey.erasedAt === null &&
    madeKey.keySha256 === keyDigest(proven.publicKey.raw).toString('hex')
    ? null
    : refuse('KEYS_NOT_MADE_HERE', { field: 'request' });
};

/** The list's entry for a means that was named by its document. */
export const listed = ({ signatureMeans }: CertificateFacts, number: unknown): ListedMeans | undefined =>
  signatureMeans.find(({ documentNumber }) => documentNumber === number);

/** ES-13.1.4a: asked for a token, a confirmed one, and the key answers for itself. */
export const tokenKeyProven: Of<TokenKey> = (view, { request, means }) => {
  if (askedBy(view) !== 'token') return refuse('KEYS_NOT_ASKED', { law: ['ES-13.1.4a'] });
  if (listed(view.facts, means) === undefined) return refuse('KEYS_MEANS_UNCONFIRMED', { field: 'means' });
  const proven = provenKey(Buffer.from(request), view.now);
  return isRefusal(proven) ? { ...proven, field: 'request' } : null;
};

/** Where the centre makes the keys, a certificate is issued for a key that is there to be handed over. */
export const keysReady: Of<object> = (view) => {
  const keys = askedBy(view);
  if (keys === 'own') return null;
  const { madeKey } = view.facts;
  const ready =
    keys === 'token' ? view.last('keyInToken') !== undefined : madeKey !== null && madeKey.erasedAt === null;
  return ready ? null : refuse('KEYS_NOT_MADE');
};

/** ES-13.1.7b: with the hand-over nothing of the key is left at the centre. */
export const keyErased: Of<object> = ({ facts: { madeKey } }) =>
  madeKey !== null && madeKey.erasedAt !== null ? null : refuse('KEYS_NOT_TAKEN');

export const sameToken: Of<TokenHandOver> = (view, { serial }) => {
  const made = view.last('keyInToken')?.data as TokenKey | undefined;
  if (made === undefined) return refuse('KEYS_NOT_MADE', { law: ['ES-13.1.4a'] });
  return made.serial === serial ? null : refuse('KEYS_OTHER_TOKEN', { field: 'serial' });
};

/** The certificate goes into the applicant's hands after its key has. */
export const keysTaken: Of<object> = (view) => {
  const act = { own: null, centre: 'takeKeys', token: 'handToken' }[askedBy(view)];
  return act === null || view.last(act) !== undefined ? null : refuse('KEYS_NOT_TAKEN');
};
