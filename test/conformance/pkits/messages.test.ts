import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type CadesVerdict, verifyCades } from '../../../src/trust/formats/index.ts';
import { anchorOf, historicAlgorithms } from '../../../src/trust/path/index.ts';
import { type Case, cases, messages, missing, policyOid, present, readData } from './run.ts';

// The suite's signed S/MIME messages, end to end: the message, the signer's path with the lists of the case, the policies asked for.

if (missing) console.error(`NOT RUN: PKITS' messages did not judge our signatures: ${missing}`);

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

function judge(one: Case, content: Buffer, signature: Buffer): CadesVerdict {
  const chain = one.certificates.map((name) => data!.certificates.get(name));
  return verifyCades(signature, content, {
    anchors: [anchorOf(chain[0]!)],
    evidence: {
      certificates: present(chain.slice(1)),
      crls: present(one.crls.map((name) => data!.crls.get(name))),
      ocspResponses: [],
    },
    at: new Date('2011-04-15T00:00:00Z'),
    status: 'required',
    rules: {
      algorithms: historicAlgorithms,
      policies: one.wanted === undefined ? 'any' : new Set(one.wanted.map(policyOid)),
      explicitPolicy: one.explicitPolicy === true,
      inhibitMapping: one.inhibitMapping === true,
      inhibitAnyPolicy: one.inhibitAnyPolicy === true,
    },
  });
}

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
      const { valid, problems, signers } = judge(one, content, signature);
      const why = signers.map((signer) => [signer.signature.problems, signer.path?.problems]);
      if (valid !== one.valid) wrong.push(`${one.title}: ${JSON.stringify([problems, why])}`);
      assert.equal(judge(one, Buffer.concat([content, Buffer.from('x')]), signature).valid, false, file);
    }
  }
  assert.equal(judged, 249);
  assert.deepEqual(wrong, []);
});
