import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { isRefusal } from '../../../src/platform/refusal.ts';
import { cadesMessage, digestsOf, finishSigner, prepareCades, signPrepared } from '../../../src/trust/formats/index.ts';
import { historicAlgorithms } from '../../../src/trust/path/index.ts';
import { offlineContext, type TrustContext, verifySignature } from '../../../src/trust/verify/index.ts';
import { type Case, cases, messages, missing, pkcs12, policyOid, present, readData } from './run.ts';

// The suite's signed S/MIME messages through the verifier of the product: the message, the signer's path with the lists of the case,
// the policies asked for. The anchor is a root that the reader chose (ES-7), and every certificate was entered when it is checked.
// S/MIME has no signed attribute that names the certificate, so none of them is ever valid here (ES-5.3.2, EN 319 122-1 5.2.2): what
// is asked is that nothing else speaks against the sound ones.

if (missing) console.error(`NOT RUN: PKITS' messages did not judge our signatures: ${missing}`);

const openssl = spawnSync('openssl', ['version']).status === 0;

const plain = (text: string): string => text.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
// Some cases ask different policies of one message.
const byTitle = Map.groupBy(cases, ({ title }) => plain(title.replace(/^[\d.]+ | \(Subpart \d+\)$/g, '')));

/** The two parts of a multipart/signed message: what is signed, in canonical lines, and the signature (RFC 8551 3.5.3). */
function partsOf(file: string): { readonly content: Buffer; readonly signature: Buffer } {
  const text = readFileSync(join(messages, file), 'latin1').replace(/\r?\n/g, '\r\n');
  const boundary = /boundary="([^"]+)"/.exec(text)?.[1];
  assert.ok(boundary);
  const [, content, signature] = text.split(`\r\n--${boundary}`);
  const base64 = signature!.slice(signature!.indexOf('\r\n\r\n'));
  return { content: Buffer.from(content!.slice(2), 'latin1'), signature: Buffer.from(base64, 'base64') };
}

const data = missing === undefined ? readData() : undefined;

const at = new Date('2011-04-15T00:00:00Z');

function contextOf(one: Case): TrustContext {
  const [anchor, ...chain] = one.certificates.map((name) => data!.certificates.get(name));
  const offline = offlineContext({
    foreignRoots: [anchor!],
    certificates: present(chain),
    crls: present(one.crls.map((name) => data!.crls.get(name))),
    algorithms: historicAlgorithms,
    pathPolicies: {
      policies: one.wanted === undefined ? 'any' : new Set(one.wanted.map(policyOid)),
      explicitPolicy: one.explicitPolicy === true,
      inhibitMapping: one.inhibitMapping === true,
      inhibitAnyPolicy: one.inhibitAnyPolicy === true,
    },
  });
  return { ...offline, issuedAt: () => at };
}

/** What the report has against a message; that no list of confirmed means is at hand is nothing of the message's. */
function against(one: Case, document: Buffer, signature: Buffer): string[] {
  const report = verifySignature({ signature, document, context: contextOf(one), at });
  if (isRefusal(report)) return [report.code];
  assert.notEqual(report.verdict, 'valid', one.title);
  return report.signatures.flatMap(({ conditions }) =>
    conditions
      .filter(({ name }) => name !== 'ES-11.1')
      .flatMap(({ findings }) => findings)
      .filter(({ status, code }) => status !== 'met' && code !== 'VERIFIER_UNKNOWN')
      .map(({ code, about }) => [code, about].filter(Boolean).join(' ')),
  );
}
const unbound = 'SIGNER_NOT_BOUND';

test("NIST PKITS' 224 signed messages: all 249 cases as expected, and none with another content", {
  skip: missing,
}, () => {
  const wrong: string[] = [];
  const files = readdirSync(messages);
  assert.equal(files.length, 224);
  let judged = 0;
  for (const file of files) {
    const { content, signature } = partsOf(file);
    for (const one of byTitle.get(plain(file.replace(/^Signed|\.eml$/g, ''))) ?? []) {
      judged++;
      const found = against(one, content, signature);
      if ((found.join() === unbound) !== one.valid) wrong.push(`${one.title}: ${found.join(', ')}`);
      const other = against(one, Buffer.concat([content, Buffer.from('x')]), signature);
      assert.notEqual(other.join(), unbound, file);
    }
  }
  assert.equal(judged, 249);
  assert.deepEqual(wrong, []);
});

/** The suite's own keys, by the names of their certificates; undefined where there is none for a signature of ours. */
const keys = new Map<string, KeyObject | undefined>();
function keyOf(name: string): KeyObject | undefined {
  if (keys.has(name)) return keys.get(name);
  const words = ['pkcs12', '-in', join(pkcs12, `${name}.p12`), '-nocerts', '-nodes', '-legacy'];
  const { status, stdout } = spawnSync('openssl', [...words, '-passin', 'pass:password'], { timeout: 60_000 });
  const key = status === 0 ? createPrivateKey(stdout) : undefined;
  keys.set(name, key?.asymmetricKeyType === 'rsa' ? key : undefined);
  return keys.get(name);
}

test("CAdES made with NIST PKITS' own keys: valid in the sound cases, and in no other", {
  skip: missing ?? (openssl ? undefined : 'openssl is not installed'),
}, () => {
  const wrong: string[] = [];
  const without: string[] = [];
  const document = Buffer.from('Мен макулмун.');
  for (const one of cases) {
    const name = one.certificates.at(-1)!;
    const [certificate, key] = [data!.certificates.get(name), keyOf(name)];
    if (certificate === undefined || key === undefined) {
      without.push(one.number);
      continue;
    }
    const prepared = prepareCades({ certificate, content: digestsOf(document), signingTime: at });
    const signature = cadesMessage([finishSigner(prepared, signPrepared(prepared, key))], [certificate]);
    const report = verifySignature({ signature, document, context: contextOf(one), at });
    assert.ok(!isRefusal(report), one.title);
    if ((report.verdict === 'valid') !== one.valid) wrong.push(`${one.title}: ${report.summary.code}`);
  }
  // Signed with DSA, or no certificate to sign with.
  assert.deepEqual(without, ['4.1.4', '4.1.5', '4.1.6']);
  assert.deepEqual(wrong, []);
});
