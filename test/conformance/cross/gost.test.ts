import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { isRefusal } from '../../../src/platform/refusal.ts';
import { digestsOf, parseSignedData, prepareCades, verifySignedData } from '../../../src/trust/formats/index.ts';
import { provenKey } from '../../../src/trust/issue/index.ts';
import {
  anchorOf,
  type Certificate,
  CertificatePool,
  CrlPool,
  parseCertificate,
  parseCrl,
  strictAlgorithms,
  verifyCertificate,
  withGost,
} from '../../../src/trust/path/index.ts';
import { streebog } from '../../../src/trust/path/gost/streebog.ts';
import { noTrustContext } from '../../../src/trust/verify/context.ts';
import { verifySignature } from '../../../src/trust/verify/verify.ts';

// Certificates, requests, lists and messages that OpenSSL's gost engine makes (Debian: libengine-gost-openssl), GnuTLS as a second judge.

const folder = mkdtempSync(join(tmpdir(), 'mk-gost-'));
after(() => rmSync(folder, { recursive: true }));
const run = (tool: string, words: readonly string[]): { ok: boolean; out: string } => {
  const done = spawnSync(tool, words, { cwd: folder, encoding: 'utf8', timeout: 60_000 });
  return { ok: done.status === 0, out: `${done.stdout ?? ''}${done.stderr ?? ''}` };
};
const noEngine = !run('openssl', ['engine', 'gost']).ok && 'no GOST engine (Debian: libengine-gost-openssl)';
const noGnutls = !run('certtool', ['--version']).ok && 'no certtool (Debian: gnutls-bin)';
for (const missing of [noEngine, noGnutls])
  if (missing) console.error(`NOT RUN: GOST was not judged from outside: ${missing}`);

const openssl = (line: string): void => {
  const [command, ...words] = line.split(' ');
  const done = run('openssl', [command!, '-engine', 'gost', ...words]);
  assert.ok(done.ok, `${line}: ${done.out}`);
};
const read = (name: string): Buffer => readFileSync(join(folder, name));
const put = (name: string, bytes: Uint8Array | string): void => writeFileSync(join(folder, name), bytes);
const at = new Date(Date.now() + 60_000);
const algorithms = withGost(strictAlgorithms);

type Set = { readonly name: string; readonly bits: 256 | 512; readonly set: string };
const sets: readonly Set[] = [
  ...['A', 'B', 'C', 'XA', 'XB', 'TCA', 'TCB', 'TCC', 'TCD'].map((set) => ({
    name: `256-${set}`,
    bits: 256 as const,
    set,
  })),
  ...['A', 'B', 'C'].map((set) => ({ name: `512-${set}`, bits: 512 as const, set })),
];
const chains = new Map<string, { readonly root: Certificate; readonly leaf: Certificate }>();

function chainOf({ name, bits, set }: Set): { readonly root: Certificate; readonly leaf: Certificate } {
  const known = chains.get(name);
  if (known !== undefined) return known;
  const md = `-md_gost12_${bits}`;
  put(
    'root.ext',
    'basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n',
  );
  put(
    'leaf.ext',
    'basicConstraints=critical,CA:false\nkeyUsage=critical,digitalSignature,nonRepudiation\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n',
  );
  for (const who of ['root', 'leaf']) {
    openssl(`genpkey -algorithm gost2012_${bits} -pkeyopt paramset:${set} -out ${name}-${who}.key`);
    openssl(`req -new -key ${name}-${who}.key -subj /C=KG/O=GOST/CN=${who}-${name} ${md} -out ${name}-${who}.csr`);
  }
  openssl(
    `x509 -req -in ${name}-root.csr -signkey ${name}-root.key ${md} -days 30 -extfile root.ext -out ${name}-root.pem`,
  );
  openssl(
    `x509 -req -in ${name}-leaf.csr -CA ${name}-root.pem -CAkey ${name}-root.key -set_serial 0x${randomBytes(8).toString('hex')} ${md} -days 20 -extfile leaf.ext -out ${name}-leaf.pem`,
  );
  const [root, leaf] = ['root', 'leaf'].map((who) => parseCertificate(pemBytes(read(`${name}-${who}.pem`)))) as [
    Certificate,
    Certificate,
  ];
  const made = { root, leaf };
  chains.set(name, made);
  return made;
}

const pemBytes = (file: Buffer): Buffer =>
  Buffer.from(/-----BEGIN [^-]+-----([\s\S]+?)-----END/.exec(file.toString())![1]!, 'base64');
const altered = (bytes: Uint8Array, place: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[place < 0 ? copy.length + place : place]! ^= 1;
  return copy;
};
const path = (leaf: Certificate, root: Certificate, policy = algorithms) =>
  verifyCertificate(leaf, {
    anchors: [anchorOf(root)],
    certificates: new CertificatePool([]),
    crls: new CrlPool([]),
    at,
    rules: { algorithms: policy },
    status: 'none',
  });

test('Streebog: OpenSSL’s digests are ours, at every length about a block and beyond', { skip: noEngine }, () => {
  const lengths = [...Array.from({ length: 132 }, (_, length) => length), 1000, 4096, 100_001];
  const inputs = lengths.map((length) => (length % 3 === 0 ? Buffer.alloc(length, 0xff) : randomBytes(length)));
  for (const [index, bytes] of inputs.entries()) put(`in-${index}`, bytes);
  for (const bits of [256, 512] as const) {
    const done = run('openssl', [
      'dgst',
      '-engine',
      'gost',
      `-md_gost12_${bits}`,
      '-r',
      ...inputs.map((_, index) => `in-${index}`),
    ]);
    const digests = done.out.split('\n').flatMap((line) => /^([0-9a-f]{64,128}) /.exec(line)?.[1] ?? []);
    assert.equal(digests.length, inputs.length, done.out.slice(0, 300));
    for (const [index, bytes] of inputs.entries())
      assert.equal(
        streebog(`streebog${bits}`, bytes).toString('hex'),
        digests[index],
        `${bits}: ${bytes.length} octets`,
      );
  }
});

for (const set of sets)
  test(`certificates of ${set.name}: a chain of OpenSSL’s verifies, altered it does not, and without the flag nothing of it is computed`, {
    skip: noEngine,
  }, () => {
    const { root, leaf } = chainOf(set);
    assert.deepEqual(path(leaf, root).problems, []);
    assert.equal(path(leaf, root, strictAlgorithms).problems[0]?.fault, 'algorithm-unknown');
    for (const place of [-1, -40, -60]) {
      const other = parseCertificate(altered(leaf.raw, place));
      assert.equal(path(other, root).problems[0]?.fault, 'signature', String(place));
    }
    const { root: stranger } = chainOf(sets[(sets.indexOf(set) + 1) % sets.length]!);
    assert.equal(path(leaf, stranger).valid, false);
  });

const signed = (name: string, more = ''): Buffer => {
  const md = name.startsWith('256') ? 'md_gost12_256' : 'md_gost12_512';
  openssl(
    `cms -sign -cades -binary -in document -signer ${name}-leaf.pem -inkey ${name}-leaf.key -md ${md} -outform DER -out ${name}.p7s${more}`,
  );
  return read(`${name}.p7s`);
};
const document = Buffer.from('Мен жеке маалыматтарымды иштетүүгө макулмун.\n');

for (const name of ['256-A', '256-TCA', '512-A', '512-C'])
  test(`CMS of ${name}: OpenSSL’s verifies here and at GnuTLS; another document, another value and no flag do not`, {
    skip: noEngine,
  }, () => {
    const { leaf } = chainOf(sets.find((one) => one.name === name)!);
    put('document', document);
    const message = signed(name);
    const verify = (bytes: Uint8Array, content: Uint8Array, policy = algorithms) =>
      verifySignedData(
        parseSignedData(bytes),
        { content, certificates: [leaf] },
        { algorithms: policy, at, pinned: true },
      );
    const good = verify(message, document);
    assert.deepEqual([good.holds, good.signers[0]?.problems], [true, []]);
    assert.deepEqual(
      verify(message, Buffer.from('other')).signers[0]?.problems.map(({ fault }) => fault),
      ['message-digest-differs'],
    );
    assert.ok(verify(altered(message, -3), document).signers[0]?.problems.some(({ fault }) => fault === 'signature'));
    assert.deepEqual(
      verify(message, document, strictAlgorithms)
        .signers[0]?.problems.map(({ fault }) => fault)
        .slice(0, 1),
      ['algorithm-unknown'],
    );
    if (noGnutls) return;
    const judged = run('certtool', [
      '--p7-verify',
      '--inder',
      '--infile',
      `${name}.p7s`,
      '--load-data',
      'document',
      '--load-ca-certificate',
      `${name}-root.pem`,
    ]);
    // GnuTLS 3.7 knows the curves but the two that have a twisted Edwards form.
    if (name === '256-TCA' || name === '512-C') return;
    assert.match(judged.out, /Signature status: ok/, judged.out);
    put('other', 'other');
    const other = run('certtool', [
      '--p7-verify',
      '--inder',
      '--infile',
      `${name}.p7s`,
      '--load-data',
      'other',
      '--load-ca-certificate',
      `${name}-root.pem`,
    ]);
    assert.doesNotMatch(other.out, /Signature status: ok/);
  });

test('the decision: a foreign GOST signature is unqualified, named as changed when it is, and unknown without the flag', {
  skip: noEngine,
}, () => {
  const name = '256-A';
  const { root, leaf } = chainOf(sets[0]!);
  put('document', document);
  put('index.txt', '');
  put('number', '01');
  put(
    'ca.cnf',
    `[ca]\ndefault_ca=a\n[a]\ndatabase=${join(folder, 'index.txt')}\ncrlnumber=${join(folder, 'number')}\ndefault_crl_days=30\ncrl_extensions=e\n[e]\nauthorityKeyIdentifier=keyid\n`,
  );
  openssl(`ca -gencrl -config ca.cnf -keyfile ${name}-root.key -cert ${name}-root.pem -md md_gost12_256 -out list.pem`);
  const list = parseCrl(pemBytes(read('list.pem')));
  const message = signed(name);
  const decide = (content: Uint8Array, policy = algorithms) => {
    const context = { ...noTrustContext, foreignRoots: [root], certificates: [leaf], crls: [list] };
    const found = verifySignature({
      signature: message,
      document: content,
      context,
      at,
      algorithms: policy,
      use: { documentKind: 'consent' },
    });
    assert.ok(!isRefusal(found), JSON.stringify(found));
    return found.signatures[0]!;
  };
  const good = decide(document);
  assert.deepEqual(
    [good.verdict, good.class, good.signer?.certificate.sha256],
    ['valid', 'unqualified', leaf.fingerprint],
    JSON.stringify(good.conditions),
  );
  const changed = decide(Buffer.from('other'));
  assert.deepEqual([changed.verdict, changed.changes.map(({ code }) => code)], ['invalid', ['DOCUMENT_CHANGED']]);
  // By the command line, as a reader does who switched them on.
  mkdirSync(join(folder, 'trust/foreign'), { recursive: true });
  for (const [file, bytes] of [
    ['foreign/root.cer', root.raw],
    ['leaf.cer', leaf.raw],
    ['list.crl', list.raw],
  ] as const)
    put(`trust/${file}`, bytes);
  put('message.p7s', message);
  const command = (further: readonly string[]): { ok: boolean; report: { verdict: string } } => {
    const words = [
      'verify',
      'document',
      '--signature',
      'message.p7s',
      '--trust',
      'trust',
      '--at',
      at.toISOString(),
      '--json',
      ...further,
    ];
    const done = spawnSync(process.execPath, [join(import.meta.dirname, '../../../cli/makulduk.ts'), ...words], {
      cwd: folder,
      encoding: 'utf8',
    });
    return { ok: done.status === 0, report: JSON.parse(done.stdout) as { verdict: string } };
  };
  const switchedOn = command(['--algorithms', 'gost']);
  assert.deepEqual([switchedOn.ok, switchedOn.report.verdict], [true, 'valid']);
  assert.equal(command([]).report.verdict, 'undetermined');

  const unknown = decide(document, strictAlgorithms);
  assert.equal(unknown.verdict, 'undetermined');
  assert.ok(unknown.conditions[2]!.findings.some(({ code }) => code === 'ALGORITHM_UNKNOWN'));
});

test('GOST is never in our issuing nor our signing: requests with such keys are refused, and nothing is prepared for them', {
  skip: noEngine,
}, () => {
  const { leaf } = chainOf(sets[0]!);
  assert.throws(() => prepareCades({ certificate: leaf, content: digestsOf(document), signingTime: at }), RangeError);
  const refused = provenKey(read('256-A-leaf.csr'), at);
  assert.ok(isRefusal(refused), 'a request');
});
