import { createPublicKey, generateKeyPairSync, hash, sign, verify } from 'node:crypto';
import { systemScope, together } from '../../src/platform/db/index.ts';
import { uuidv7 } from '../../src/platform/ids.ts';
import { isRefusal } from '../../src/platform/refusal.ts';
import { timeStampRequest } from '../../src/trust/formats/index.ts';
import {
  issueCertificate,
  makeRequest,
  provenKey,
  provenKeyBeside,
  signStructure,
  tbsFor,
} from '../../src/trust/issue/index.ts';
import { lint } from '../../src/trust/issue/lint/lint.ts';
import { draftUnder, factsUnder, newChain } from '../../src/trust/issue/lint/test-facts.ts';
import { registerStand } from '../../src/trust/issue/register/test-register.ts';
import { newKey, t0 } from '../../src/trust/issue/test-people.ts';
import { root, tsa } from '../../src/trust/verify/test-world.ts';
import { stamp } from '../../src/trust/tsa/routes.ts';
import { figure, interleaved, perSecond, ratios } from '../measure.ts';
import { type Options, rate, type Row, type Say } from './row.ts';

// A qualified certificate for a person, P-256 throughout: the request read and its possession proven, drafted, linted, signed;
// then the same entered in the centre's register, sealed, journalled: one after the other with a commit each, and as it is when many come
// at once, with a commit for those that meet.

// More than the keys that are kept between two looks at one: every request's key is read anew, as a new applicant's is.
const people = 1024;
/** Applications under way at once. */
const atOnce = 256;

const requestOf = async (at: number): Promise<Buffer> =>
  makeRequest({ countryName: 'KG', commonName: `Сыноо ${at}` }, newKey());

async function requestsOf(many: number): Promise<Buffer[]> {
  const all = [];
  for (let at = 0; at < many; at++) all.push(await requestOf(at));
  return all;
}

/** Requests one after the other out of one piece of memory: a server's come off the wire, and are no objects to be kept alive before. */
async function supplyOf(many: number): Promise<() => Buffer> {
  const room = 512;
  const all = Buffer.alloc(many * room);
  for (let at = 0; at < many; at++) {
    const bytes = await requestOf(at);
    all.writeUInt16BE(bytes.length, at * room);
    if (bytes.copy(all, at * room + 2) > room - 2) throw new Error('a request of the bench is longer than its room');
  }
  let next = 0;
  return () => {
    const from = next++ * room + 2;
    return Buffer.from(all.subarray(from, from + all.readUInt16BE(from - 2)));
  };
}

/** Issuing: in this process, and through the register, against the two cryptographic calls it cannot do without. */
export async function measureIssuing({ rounds, part }: Options, say: Say): Promise<Row[]> {
  const count = (usual: number): number => Math.ceil(usual * part);
  const chain = await newChain();
  const requests = await requestsOf(people);
  const facts = factsUnder(chain, 'QN');
  const template = draftUnder(chain, 'QN');
  const one = async (index: number): Promise<void> => {
    const request = provenKey(requests[index % people]!, t0);
    if (isRefusal(request)) throw new Error(request.code);
    const tbs = tbsFor({ ...template, spki: request.publicKey.raw }, chain.keys.ACA);
    if (lint(tbs, 'QN', facts).length > 0) throw new Error('the bench drafted what lint refuses');
    await signStructure(tbs, chain.keys.ACA);
  };
  const bare = rawOf(people);
  const stand = await registerStand({}, { durable: true });
  // A register takes each key once: as many requests as there will be certificates.
  const order = stand.order('QN');
  const [warm, each, many] = [count(9000), count(300), count(6000)];
  const fresh = await supplyOf(warm + count(100) + rounds * (each + many));
  const { db } = stand.database;
  const scope = systemScope('bench of issuing');
  const applied = async () => {
    const request = await provenKeyBeside(fresh(), t0);
    if (isRefusal(request)) throw new Error(request.code);
    return { ...order, subjectId: uuidv7(t0), draft: { ...order.draft, spki: request.publicKey.raw } };
  };
  const alone = async (): Promise<void> => {
    const outcome = await stand.issue(await applied());
    if (isRefusal(outcome)) throw new Error(outcome.code);
  };
  const meeting = async (): Promise<void> => {
    const asked = await applied();
    const outcome = await together(db, scope, asked.subjectId, (tx) =>
      issueCertificate(tx, stand.deps, asked, stand.keys.ACA),
    );
    if (isRefusal(outcome)) throw new Error(outcome.code);
  };
  try {
    // A centre's server runs for weeks: what is asked is what it does when it has done this some thousands of times.
    await rate(count(4000), one);
    await rate(count(100), alone);
    await perSecond(atOnce, warm, meeting);
    const sides = await interleaved(rounds, {
      process: () => rate(count(3000), one),
      register: () => perSecond(atOnce, many, meeting),
      alone: () => rate(each, alone),
      raw: () => rate(count(3000), bare),
    });
    const row = (side: 'process' | 'register' | 'alone', what: string, aim?: number): Row => ({
      what,
      figure: figure(sides[side]),
      against: {
        what: 'a signature and the check of one (proof of possession)',
        figure: figure(sides.raw),
        ratio: ratios(sides[side], sides.raw),
      },
      ...(aim === undefined ? {} : { aim }),
    });
    say(
      `certificates: ${Math.round(figure(sides.process).median)}/s, registered ${Math.round(figure(sides.register).median)}/s`,
    );
    return [
      row('process', 'qualified certificates issued/s, in process', 0.5),
      row('register', `qualified certificates issued/s, through the register, ${atOnce} applications at once`, 0.3),
      row('alone', 'the same one after the other, a commit each'),
    ];
  } finally {
    await stand.stop();
  }
}

function rawOf(many: number): (index: number) => void {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = { privateKey, spki: publicKey.export({ type: 'spki', format: 'der' }) };
  const signed = Buffer.alloc(2000, 7);
  const signatures = Array.from({ length: many }, () => sign('sha256', signed, key.privateKey));
  return (index) => {
    const own = createPublicKey({ key: key.spki, format: 'der', type: 'spki' });
    if (!verify('sha256', signed, own, signatures[index % many]!)) throw new Error('what was signed does not verify');
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
