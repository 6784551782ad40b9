import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { DerError } from '../../../src/trust/der/index.ts';
import { parseCertificate, parseCrl } from '../../../src/trust/path/index.ts';

// Certificates and lists from the field, and some broken on purpose. Debian: python3-cryptography-vectors.
const data = '/usr/lib/python3/dist-packages/cryptography_vectors/x509';
const missing = existsSync(data) ? undefined : `${data} is missing`;
if (missing)
  console.error(`NOT RUN: certificates of others were not read: ${missing} (Debian: python3-cryptography-vectors)`);

// What is wrong with each is in its name, but for two: a time with an offset, and letters beyond ASCII in an IA5String.
const refused = [
  'badasn1time.pem',
  'custom/crl_bad_version.pem',
  'custom/crl_dup_entry_ext.pem',
  'custom/crl_inval_cert_issuer_entry_ext.pem',
  'custom/crl_invalid_time.der',
  'custom/inhibit_any_policy_negative.pem',
  'custom/invalid_utf8_common_name.pem',
  'custom/invalid_version.pem',
  'custom/two_basic_constraints.pem',
  'utf8-dnsname.pem',
];

test('certificates and lists from the field are read, the broken ones refused', { skip: missing }, () => {
  const files = globSync(['*.pem', '*/*.pem', '*.der', 'custom/*.der'], { cwd: data }).filter(
    (file) => !/PKITS|requests|precert|_tbs|tbs-/.test(file),
  );
  const failed: string[] = [];
  let read = 0;
  for (const file of files.sort()) {
    const bytes = readFileSync(join(data, file));
    const pem = /-----BEGIN (CERTIFICATE|X509 CRL)-----([^-]+)-----END/.exec(bytes.toString('latin1'));
    if (pem === null && file.endsWith('.pem')) continue;
    const isList = pem === null ? /crl/.test(file) : pem[1] === 'X509 CRL';
    const content = pem === null ? bytes : Buffer.from(pem[2]!, 'base64');
    try {
      if (isList) assert.equal([...parseCrl(content).entries.all()].length, parseCrl(content).entries.count);
      else parseCertificate(content);
      read++;
    } catch (error) {
      assert.ok(error instanceof DerError, `${file} ${String(error)}`);
      failed.push(file);
    }
  }
  assert.deepEqual(failed, refused);
  assert.ok(read > 100, `${read}`);
});
