import { spawnSync } from 'node:child_process';
import { createPublicKey, hash, type KeyObject, verify } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRefusal } from '../../src/platform/refusal.ts';
import { parseSignedData } from '../../src/trust/formats/index.ts';
import { pem } from '../../src/trust/formats/test-parties.ts';
import { type Crl, parseCrl } from '../../src/trust/path/index.ts';
import { signCrl } from '../../src/trust/status/index.ts';
import { offlineContext, type TrustContext, verifySignature } from '../../src/trust/verify/index.ts';
import { issue, later, type Member, root, sign, t0, trustList } from '../../src/trust/verify/test-world.ts';
import { figure, interleaved, ratios } from '../measure.ts';
import { type Options, rate, type Row, type Say } from './row.ts';

// A detached CAdES B-B signature over 1 KB, its signer's and the centre's certificate in it, current lists of both issuers and
// the authority's list at hand; verified by the verifier of the product, to the report of the law, which is not rendered. Every message
// is read anew; what is kept from one to the next is the centre's certificate and what is known of the context.

const content = Buffer.alloc(1024, 'Макул');
const now = later(60);

type World = {
  readonly label: string;
  readonly aim: number;
  readonly person: Member;
  readonly centre: Member;
  readonly context: TrustContext;
  readonly messages: readonly Buffer[];
};

async function worldOf(label: string, algorithm: 'ecdsa-sha256' | 'rsa-sha256', aim: number): Promise<World> {
  const top = algorithm === 'ecdsa-sha256' ? root : await issue('ROOT', undefined, {}, algorithm);
  const centre = await issue('ACA', top, {}, algorithm);
  const person = await issue('QN', centre, {}, algorithm);
  const [first] = trustList().centres;
  const crls = [await listOf(centre), await listOf(top)];
  const context = offlineContext({
    roots: [top.certificate],
    crls,
    list: trustList({ centres: [{ ...first!, certificates: [centre.certificate.fingerprint] }] }),
  });
  // Different messages: the same certificate would otherwise be met in the caches of the runtime.
  const messages = Array.from({ length: 64 }, (_, at) =>
    sign(person, content, { claimed: later(at / 100), chain: [centre.certificate] }),
  );
  return { label, aim, person, centre, context, messages };
}

const listOf = async (by: Member): Promise<Crl> =>
  parseCrl(
    await signCrl(
      {
        issuer: Buffer.from(by.certificate.subject.raw),
        thisUpdate: now,
        nextUpdate: later(1, now),
        number: 1n,
        keepsExpiredSince: t0,
        entries: [],
      },
      by.ca,
    ),
  );

const verified = ({ messages, context }: World, index: number): void => {
  const report = verifySignature({ signature: messages[index % 64]!, document: content, context, at: now });
  if (isRefusal(report) || report.verdict !== 'valid')
    throw new Error(`the bench verified what does not hold: ${JSON.stringify(report)}`);
};

/** What of it is arithmetic: the digest and two signatures, the message's and that of the signer's certificate; keys at hand. */
function raw({ messages, person, centre }: World): (index: number) => void {
  const parts = messages.map((message) => {
    const [signer] = parseSignedData(message).signers;
    return { tbs: signer!.signed!.forms[0]!, signature: signer!.signature };
  });
  const [key, above] = [person, centre].map(({ certificate }) =>
    createPublicKey({ key: certificate.publicKey.raw, format: 'der', type: 'spki' }),
  ) as [KeyObject, KeyObject];
  return (index) => {
    const { tbs, signature } = parts[index % 64]!;
    hash('sha256', content);
    const good =
      verify('sha256', tbs, key, signature) &&
      verify('sha256', person.certificate.tbs, above, person.certificate.signature);
    if (!good) throw new Error('the bench compared itself with what does not hold');
  };
}

const name = 'CAdES verified/s to the report of the law: form, chain, status, four conditions, class, signer, time';

type PkijsMessage = { verify(parameters: object): Promise<{ signatureVerified?: boolean } | boolean> };
type Pkijs = {
  ContentInfo: { fromBER(bytes: Uint8Array): { content: unknown } };
  SignedData: new (parameters: { schema: unknown }) => PkijsMessage;
  Certificate: { fromBER(bytes: Uint8Array): unknown };
  CertificateRevocationList: { fromBER(bytes: Uint8Array): unknown };
};

async function theirs({ messages, context }: World): Promise<(index: number) => Promise<void>> {
  const tools = createRequire(join(import.meta.dirname, '..', '..', 'test', 'package.json'));
  const pkijs = (await import(tools.resolve('pkijs'))) as Pkijs;
  const trustedCerts = context.roots.map(({ raw: bytes }) => pkijs.Certificate.fromBER(bytes));
  return async (index) => {
    const { content: schema } = pkijs.ContentInfo.fromBER(messages[index % 64]!);
    const found = await new pkijs.SignedData({ schema }).verify({
      signer: 0,
      data: content.buffer.slice(content.byteOffset, content.byteOffset + content.length),
      trustedCerts,
      checkChain: true,
      extendedMode: true,
      checkDate: now,
      passedWhenNotRevValues: true,
    });
    if (found !== true && (found as { signatureVerified?: boolean }).signatureVerified !== true)
      throw new Error('pkijs does not verify what the bench made');
  };
}

function byOpenssl({ messages, context }: World, folder: string): (index: number) => void {
  const put = (name: string, bytes: string | Uint8Array): string => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };
  const [rootFile, dataFile] = [put('root.pem', pem('CERTIFICATE', context.roots[0]!.raw)), put('data', content)];
  const files = messages.slice(0, 8).map((bytes, at) => put(`${at}.p7s`, bytes));
  const seconds = String(Math.floor(now.getTime() / 1000));
  return (index) => {
    const words = `cms -verify -cades -binary -inform DER -purpose any -out /dev/null -attime ${seconds}`.split(' ');
    const more = ['-in', files[index % 8]!, '-content', dataFile, '-CAfile', rootFile];
    const { status, stderr } = spawnSync('openssl', [...words, ...more]);
    if (status !== 0) throw new Error(`openssl does not verify what the bench made: ${String(stderr)}`);
  };
}

/** The first rows of issue by issue: verification against its own arithmetic, against pkijs, against a process of OpenSSL. */
export async function measureVerification({ rounds, part }: Options, say: Say): Promise<Row[]> {
  const rows: Row[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'makulduk-bench-'));
  const withOpenssl = spawnSync('openssl', ['version']).status === 0;
  if (!withOpenssl) say('NO OPENSSL: its rows are skipped');
  try {
    for (const [label, algorithm, aim] of [
      ['P-256', 'ecdsa-sha256', 0.5],
      ['RSA-2048', 'rsa-sha256', 0.35],
    ] as const) {
      const world = await worldOf(label, algorithm, aim);
      const [bare, other] = [raw(world), await theirs(world)];
      const openssl = withOpenssl ? byOpenssl(world, folder) : undefined;
      const count = (usual: number): number => Math.ceil(usual * part);
      const sidesOf = {
        verified: () => rate(count(6000), (index) => verified(world, index)),
        raw: () => rate(count(12_000), bare),
        pkijs: () => rate(count(200), other),
        openssl: () => (openssl === undefined ? Promise.resolve(1) : rate(count(40), openssl)),
      };
      for (const warm of [sidesOf.verified, sidesOf.raw]) await warm();
      const sides = await interleaved(rounds, sidesOf);
      const row = (what: string, under: number[], least: number): Row => ({
        what: `${name}, ${label}`,
        figure: figure(sides.verified),
        against: { what, figure: figure(under), ratio: ratios(sides.verified, under) },
        aim: least,
      });
      rows.push(
        row('its cryptographic calls alone', sides.raw, aim),
        row('pkijs 4.0.0: signature and chain, no lists', sides.pkijs, 15),
        ...(withOpenssl ? [row('`openssl cms -verify` as a process', sides.openssl, 10)] : []),
      );
      say(
        `CAdES ${label}: ${Math.round(figure(sides.verified).median)}/s, ${ratios(sides.verified, sides.raw).median.toFixed(2)} of the arithmetic`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return rows;
}
