import { createPublicKey, generateKeyPairSync, hash, sign, verify } from 'node:crypto';
import { isRefusal } from '../../src/platform/refusal.ts';
import { timeStampRequest } from '../../src/trust/formats/index.ts';
import { makeRequest, provenKey, signStructure, tbsFor } from '../../src/trust/issue/index.ts';
import { lint } from '../../src/trust/issue/lint/lint.ts';
import { draftUnder, factsUnder, newChain } from '../../src/trust/issue/lint/test-facts.ts';
import { registerStand } from '../../src/trust/issue/register/test-register.ts';
import { newKey, t0 } from '../../src/trust/issue/test-people.ts';
import { root, tsa } from '../../src/trust/verify/test-world.ts';
import { stamp } from '../../src/trust/tsa/routes.ts';
import { figure, interleaved, ratios } from '../measure.ts';
import { type Options, rate, type Row, type Say } from './row.ts';

// A qualified certificate for a person, P-256 throughout: the request read and its possession proven, drafted, linted, signed;
// then the same entered in the centre's register, sealed, journalled, with one commit.

const people = 64;

async function requestsOf(many: number): Promise<{ readonly bytes: Buffer; readonly spki: Buffer }[]> {
  const all = [];
  for (let at = 0; at < many; at++) {
    const key = newKey();
    all.push({ bytes: await makeRequest({ countryName: 'KG', commonName: `Сыноо ${at}` }, key), spki: key.spki });
  }
  return all;
}

/** Issuing: in this process, and through the register, against the two cryptographic calls it cannot do without. */
export async function measureIssuing({ rounds, part }: Options, say: Say): Promise<Row[]> {
  const count = (usual: number): number => Math.ceil(usual * part);
  const chain = await newChain();
  const requests = await requestsOf(people);
  const facts = factsUnder(chain, 'QN');
  const template = draftUnder(chain, 'QN');
  const one = async (index: number): Promise<void> => {
    const request = provenKey(requests[index % people]!.bytes, t0);
    if (isRefusal(request)) throw new Error(request.code);
    const tbs = tbsFor({ ...template, spki: request.publicKey.raw }, chain.keys.ACA);
    if (lint(tbs, 'QN', facts).length > 0) throw new Error('the bench drafted what lint refuses');
    await signStructure(tbs, chain.keys.ACA);
  };
  const bare = rawOf(requests);
  const stand = await registerStand();
  // A register takes each key once: as many requests as there will be certificates.
  const order = stand.order('QN');
  const fresh = await requestsOf(count(100) + rounds * count(300));
  let next = 0;
  const registered = async (): Promise<void> => {
    const request = provenKey(fresh[next++]!.bytes, t0);
    if (isRefusal(request)) throw new Error(request.code);
    const outcome = await stand.issue({ ...order, draft: { ...order.draft, spki: request.publicKey.raw } });
    if (isRefusal(outcome)) throw new Error(outcome.code);
  };
  try {
    for (const warm of [one, registered]) await rate(count(100), warm);
    const sides = await interleaved(rounds, {
      process: () => rate(count(1000), one),
      register: () => rate(count(300), registered),
      raw: () => rate(count(3000), bare),
    });
    const row = (side: 'process' | 'register', what: string, aim: number): Row => ({
      what,
      figure: figure(sides[side]),
      against: {
        what: 'a signature and the check of one (proof of possession)',
        figure: figure(sides.raw),
        ratio: ratios(sides[side], sides.raw),
      },
      aim,
    });
    say(
      `certificates: ${Math.round(figure(sides.process).median)}/s, registered ${Math.round(figure(sides.register).median)}/s`,
    );
    return [
      row('process', 'qualified certificates issued/s, in process', 0.5),
      row('register', 'qualified certificates issued/s, through the register, one after the other', 0.3),
    ];
  } finally {
    await stand.stop();
  }
}

function rawOf(requests: readonly { readonly bytes: Buffer; readonly spki: Buffer }[]): (index: number) => void {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = { privateKey, spki: publicKey.export({ type: 'spki', format: 'der' }) };
  const signed = Buffer.alloc(2000, 7);
  const signatures = requests.map(() => sign('sha256', signed, key.privateKey));
  return (index) => {
    const own = createPublicKey({ key: key.spki, format: 'der', type: 'spki' });
    if (!verify('sha256', signed, own, signatures[index % people]!)) throw new Error('what was signed does not verify');
    sign('sha256', signed, key.privateKey);
  };
}

/** Time-stamps: a request answered by the authority's code, against the signature alone. */
export async function measureStamps({ rounds, part }: Options, say: Say): Promise<Row[]> {
  const authority = {
    certificate: tsa.certificate,
    chain: [root.certificate],
    policy: '2.999.1',
    accuracyMillis: 1000,
  };
  const clock = { now: () => t0, real: () => t0 };
  const requests = Array.from({ length: people }, (_, at) =>
    timeStampRequest({ digest: 'sha256', hash: hash('sha256', String(at), 'buffer'), wantsCertificate: true }),
  );
  const answer = async (index: number): Promise<void> => {
    await stamp({ clock, authority, key: tsa.ca }, requests[index % people]!);
  };
  const message = Buffer.alloc(200, 1);
  const count = Math.ceil(500 * part);
  await rate(count, answer);
  const sides = await interleaved(rounds, {
    ours: () => rate(count, answer),
    raw: () => rate(count, () => tsa.ca.sign(message)),
  });
  say(`time-stamps: ${Math.round(figure(sides.ours).median)}/s`);
  return [
    {
      what: 'time-stamps answered/s, RSA-2048, in process',
      figure: figure(sides.ours),
      against: { what: 'the signature alone', figure: figure(sides.raw), ratio: ratios(sides.ours, sides.raw) },
    },
  ];
}
