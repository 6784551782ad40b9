import { document, effect, tell } from '../../cases/index.ts';
import type { View } from '../../cases/index.ts';
import { keyErased, keyMadeHere, listed, mayMakeKeys, sameToken, tokenKeyProven } from './applicant-key-rules.ts';
import { KeyOrder, MadeKey, TokenHandOver, TokenKey } from './certificate-data.ts';
import { exampleRequest } from './certificate-examples-data.ts';
import type { CertificateFacts } from './certificate-rules.ts';

type Seen = View<CertificateFacts>;

/** The means by name, version and the document that confirms it, as records of keys name it. */
const meansBy = (view: Seen, act: string) => {
  const means = listed(view.facts, view.last(act)?.data['means']);
  return { means: means?.name, version: means?.version, confirmation: means?.documentNumber };
};
const certified = ({ facts: { certificate } }: Seen) => ({
  certificateNumber: certificate!.number,
  certificateDigest: certificate!.digest,
});

/**
 * ES-13.1.4a, ES-13.1.7: the centre makes the keys. In a file: a registrar orders it, the applicant sets the password in the applicant's
 * own session, where the key is made, and takes the file, with which the key is erased here: neither could do it alone. In a token: the
 * key never leaves it, and its serial number is on record.
 */
export const applicantKeyActs = {
  makeKeys: {
    by: 'registrar',
    law: 'ES-13.1.7a',
    after: 'apply',
    unless: 'issue',
    ask: KeyOrder,
    guard: mayMakeKeys,
    makes: document<CertificateFacts>('key-order', (view) => ({
      cites: 'ES-13.1.7a',
      ...meansBy(view, 'makeKeys'),
      askedAt: view.last('apply')!.at.toISOString(),
      at: view.now.toISOString(),
    })),
    effects: [tell('applicant')],
    example: { means: 'No. 4' },
  },
  protectKeys: {
    by: 'applicant',
    law: 'ES-13.1.7b',
    after: 'makeKeys',
    unless: 'issue',
    repeat: true,
    ask: MadeKey,
    personal: ['request'],
    guard: keyMadeHere,
    effects: [tell('registrar')],
    example: { request: exampleRequest },
  },
  takeKeys: {
    by: 'applicant',
    law: 'ES-13.1.7b',
    after: 'receipt',
    guard: keyErased,
    makes: document<CertificateFacts>('key-hand-over', (view) => ({
      cites: 'ES-13.1.7b',
      ...certified(view),
      ...meansBy(view, 'makeKeys'),
      container: 'PKCS#12',
      keyDigest: view.facts.madeKey!.keySha256,
      madeAt: view.facts.madeKey!.madeAt.toISOString(),
      erasedAt: view.facts.madeKey!.erasedAt!.toISOString(),
      at: view.now.toISOString(),
    })),
    effects: [tell('registrar')],
  },
  destroyKeys: {
    by: ['applicant', 'registrar'],
    law: 'ES-13.1.7b',
    after: 'protectKeys',
    unless: 'takeKeys',
    effects: [effect('keys.destroy'), tell('applicant', 'registrar')],
    stage: 'KEYS_DESTROYED',
    ends: true,
  },
  keyInToken: {
    by: 'registrar',
    law: 'ES-13.1.4a',
    after: 'apply',
    unless: 'issue',
    repeat: true,
    ask: TokenKey,
    personal: ['request'],
    guard: tokenKeyProven,
    effects: [tell('applicant')],
    example: { request: exampleRequest, means: 'No. 1', serial: 'A-0001', leavesToken: 'no' },
  },
  handToken: {
    by: 'registrar',
    law: 'ES-13.1.4a',
    after: 'receipt',
    ask: TokenHandOver,
    guard: sameToken,
    makes: document<CertificateFacts>('means-hand-over', (view) => ({
      cites: 'ES-13.1.4a',
      ...certified(view),
      ...meansBy(view, 'keyInToken'),
      serial: view.last('keyInToken')!.data['serial'],
      leavesToken: view.last('keyInToken')!.data['leavesToken'],
      pinCode: view.last('handToken')!.data['pinCode'],
      proof: view.last('handToken')!.data['proof'],
      at: view.now.toISOString(),
    })),
    effects: [tell('applicant')],
    example: { serial: 'A-0001', pinCode: 'apart', proof: 'receipt No. 12' },
  },
} as const;
