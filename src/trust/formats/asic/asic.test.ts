import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../../../test/support/effort.ts';
import { readZip, writeZip } from '../../../record/index.ts';
import { strictAlgorithms } from '../../path/index.ts';
import { cadesMessage, prepareCades } from '../cades/sign.ts';
import { digestsOf } from '../cms/content.ts';
import { finishSigner, signPrepared } from '../cms/sign.ts';
import { certificatePem, makeParty, makeRoot, openSslFolder, type Party } from '../test-parties.ts';
import { type AsicFile, asicMediaType, type ManifestSigner, verifyAsic, writeAsic } from './container.ts';
import { AsicManifestError, readAsicManifest, writeAsicManifest } from './manifest.ts';

const at = new Date('2026-11-22T06:00:00Z');
const rules = { algorithms: strictAlgorithms, at, pinned: true };
const root = makeRoot();
const person = makeParty({ name: 'Сынакбеков Сынак', issuer: root });
const second = makeParty({ name: 'Экинчи адам', issuer: root, kind: 'P-384' });
const signer =
  ({ certificate, key }: Party): ManifestSigner =>
  (manifest) => {
    const prepared = prepareCades({ certificate, content: digestsOf(manifest), signingTime: at });
    return cadesMessage([finishSigner(prepared, signPrepared(prepared, key))], [certificate]);
  };
const files: AsicFile[] = [
  { name: 'consent.json', mediaType: 'application/json', bytes: Buffer.from('{"a":1}') },
  { name: 'annex/form.pdf', mediaType: 'application/pdf', bytes: Buffer.from('%PDF-1.7 ұзун') },
];
const container = Buffer.from(await writeAsic(files, [signer(person), signer(second)]));
const { folder, put, openssl } = openSslFolder();
const has = (tool: string, ...args: string[]): boolean => spawnSync(tool, args).status === 0;

test('ES-6.4a: three documents signed as a package: one signature value covers the manifest with their three digests', async () => {
  const three = [...files, { name: 'notice.json', mediaType: 'application/json', bytes: Buffer.from('{"n":1}') }];
  const signed = await writeAsic(three, [signer(person)]);
  const names = readZip(signed).map(({ name }) => name);
  assert.equal(names.filter((name) => name.endsWith('.p7s')).length, 1);
  const manifest = readAsicManifest(readZip(signed).find(({ name }) => name.endsWith('.xml'))!.bytes);
  assert.deepEqual(
    manifest.objects.map(({ name, digest }) => [name, digest.toString('hex')]),
    three.map(({ name, bytes }) => [name, hash('sha256', bytes)]),
  );
  const [only, ...more] = verifyAsic(signed, rules).signatures;
  assert.deepEqual(more, []);
  assert.equal(only!.verdict!.signers.length, 1);
  assert.equal(only!.verdict!.holds, true);
});

test('a changed file is named, and only that one', () => {
  const verdict = verifyAsic(container, rules);
  assert.deepEqual(verdict.problems, []);
  assert.equal(verdict.holds, true);
  assert.deepEqual(
    verdict.signatures.map((one) => one.files),
    [
      ['consent.json', 'annex/form.pdf'],
      ['consent.json', 'annex/form.pdf'],
    ],
  );
  assert.equal(verdict.signatures[0]!.verdict!.signers[0]!.certificate?.fingerprint, person.certificate.fingerprint);
  for (const { name } of files) {
    const members = readZip(container).map((member) =>
      member.name === name ? { ...member, bytes: Buffer.concat([member.bytes, Buffer.from(' ')]) } : member,
    );
    const altered = verifyAsic(writeZip(members), rules);
    assert.equal(altered.holds, false);
    assert.deepEqual([...new Set(altered.problems.map((one) => `${one.fault} ${one.name}`))], [`file-changed ${name}`]);
  }
});

test('the kind can be told from the first bytes, as file(1) and DSS do', () => {
  assert.equal(container.toString('latin1', 30, 38), 'mimetype');
  assert.equal(container.toString('latin1', 38, 38 + asicMediaType.length), asicMediaType);
});

test('no byte of a container changes unnoticed', () => {
  fc.assert(
    fc.property(fc.nat({ max: container.length - 1 }), fc.integer({ min: 1, max: 255 }), (place, mask) => {
      const altered = Buffer.from(container);
      altered[place]! ^= mask;
      let holds = false;
      try {
        const verdict = verifyAsic(altered, rules);
        const same =
          verdict.files.length === files.length &&
          verdict.files.every(
            ({ name, bytes }, i) => name === files[i]!.name && Buffer.from(bytes).equals(files[i]!.bytes),
          );
        // A date or a flag of the ZIP itself is no part of what is signed.
        holds = verdict.holds && !same;
      } catch (error) {
        assert.equal((error as Error).name, 'ZipError');
      }
      assert.equal(holds, false);
    }),
    runs(400),
  );
});

test('a digest by a name that every object has is unknown, and no fault', () => {
  for (const name of ['constructor', '__proto__', 'toString', 'http://www.w3.org/2000/09/xmldsig#sha1']) {
    const members = readZip(container).map((member) =>
      member.name.endsWith('.xml')
        ? {
            ...member,
            bytes: Buffer.from(
              Buffer.from(member.bytes)
                .toString()
                .replace(/Algorithm="[^"]*"/, `Algorithm="${name}"`),
            ),
          }
        : member,
    );
    const { holds, problems } = verifyAsic(writeZip(members), rules);
    assert.equal(holds, false);
    assert.ok(problems.some(({ fault }) => fault === 'digest-unknown'));
  }
});

test('a file that no signature covers, a missing one, a missing or foreign signature are named', () => {
  const members = readZip(container);
  const faults = (list: typeof members): string[] =>
    verifyAsic(writeZip(list), rules).problems.map(({ fault, name }) => `${fault} ${name ?? ''}`.trim());
  assert.deepEqual(faults([...members, { name: 'more.txt', bytes: Buffer.from('x') }]), ['file-not-covered more.txt']);
  assert.ok(faults(members.filter(({ name }) => name !== 'consent.json')).includes('file-missing consent.json'));
  assert.deepEqual(faults(members.filter(({ name }) => !name.endsWith('signature002.p7s'))), [
    'signature-missing META-INF/signature002.p7s',
  ]);
  assert.deepEqual(faults(members.filter(({ name }) => !name.startsWith('META-INF/')))[0], 'no-signature');
  assert.deepEqual(faults([...members.slice(1), members[0]!]), ['mimetype-not-first']);
  assert.deepEqual(faults(members.slice(1)), ['not-asic']);
  // A signature taken from another container is over another manifest.
  const swapped = members.map((member) =>
    member.name.endsWith('signature001.p7s')
      ? { ...member, bytes: members.find(({ name }) => name.endsWith('signature002.p7s'))!.bytes }
      : member,
  );
  assert.equal(verifyAsic(writeZip(swapped), rules).holds, false);
});

test('another producer’s manifest reads: other prefixes, order, line breaks, SHA-512', () => {
  const manifest = readAsicManifest(
    Buffer.from(`<?xml version="1.0"?><!-- made elsewhere --><x:ASiCManifest xmlns:x="http://uri.etsi.org/02918/v1.2.1#">
      <x:SigReference MimeType="application/pkcs7-signature"
        URI="META-INF/signature.p7s"></x:SigReference>
      <x:DataObjectReference Rootfile="true" URI="%D0%BA%D0%B0%D1%82%201.txt"><DigestMethod xmlns="http://www.w3.org/2000/09/xmldsig#"
        Algorithm="http://www.w3.org/2001/04/xmlenc#sha512"/><d:DigestValue xmlns:d="http://www.w3.org/2000/09/xmldsig#">
        AAECAwQF
        BgcICQ==</d:DigestValue></x:DataObjectReference></x:ASiCManifest>`),
  );
  assert.equal(manifest.objects[0]!.name, 'кат 1.txt');
  assert.equal(manifest.objects[0]!.digest.toString('hex'), '00010203040506070809');
  assert.equal(manifest.signature, 'META-INF/signature.p7s');
});

test('hostile manifests are refused: entities, document types, other schemas, depth, size, halves, what reads in two ways', () => {
  const good = writeAsicManifest('META-INF/s.p7s', files).toString();
  for (const bad of [
    good.replace('<asic:ASiCManifest', '<!DOCTYPE a [<!ENTITY x "y">]><asic:ASiCManifest'),
    good.replace('consent.json', '&x;consent.json'),
    good.replaceAll('02918', '02919'),
    good.slice(0, -20),
    good.replace('URI="consent.json"', 'URI="consent.json" URI="other.json"'),
    good.replace('URI="annex/form.pdf"', 'URI="Consent.json"'),
    good.replace(
      /(<ds:DigestMethod[^>]*>)/,
      '$1<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha512"/>',
    ),
    good.replace(/(<ds:DigestValue>[^<]*<\/ds:DigestValue>)/, '$1$1'),
    good.replace(/(<ds:DigestValue>[^<=]*)/, '$1-'),
    good.replace(
      '</asic:ASiCManifest>',
      '<asic:ASiCManifestExtensions><asic:Extension Critical="true"/></asic:ASiCManifestExtensions></asic:ASiCManifest>',
    ),
    `${'<a>'.repeat(50)}`,
    good + ' '.repeat(300_000),
    '',
  ])
    assert.throws(() => readAsicManifest(Buffer.from(bad)), AsicManifestError, bad.slice(0, 80));
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat({ max: good.length }), (noise, place) => {
      const bytes = Buffer.concat([Buffer.from(good.slice(0, place)), noise, Buffer.from(good.slice(place))]);
      try {
        readAsicManifest(bytes);
      } catch (error) {
        assert.ok(error instanceof AsicManifestError, String(error));
      }
    }),
    runs(300),
  );
});

test('OpenSSL verifies the signature over the manifest, and the manifest’s digests are OpenSSL’s', {
  skip: has('openssl', 'version') ? false : 'NO openssl HERE',
}, () => {
  const member = (name: string): Buffer => Buffer.from(readZip(container).find((one) => one.name === name)!.bytes);
  const manifest = member('META-INF/ASiCManifest001.xml');
  put('root.pem', certificatePem(root));
  put('s.p7s', member('META-INF/signature001.p7s'));
  const verify = (content: Uint8Array): boolean =>
    openssl(
      `cms -verify -cades -binary -inform DER -in s.p7s -content ${put('manifest.xml', content)}`,
      '-CAfile root.pem -purpose any -out /dev/null',
    ).ok;
  assert.equal(verify(manifest), true);
  assert.equal(verify(Buffer.concat([manifest, Buffer.from(' ')])), false);
  const digest = openssl(`dgst -sha256 -binary ${put('consent.json', files[0]!.bytes)}`).stdout;
  assert.ok(manifest.includes(digest.toString('base64')));
});

test('a container made by Python’s zipfile, compressed, is read', {
  skip: has('python3', '--version') ? false : 'NO python3 HERE',
}, () => {
  const members = readZip(container);
  for (const [i, { bytes }] of members.entries()) put(String(i), bytes);
  const script = `import sys, zipfile
z = zipfile.ZipFile('python.asice', 'w')
for i, name in enumerate(sys.argv[1:]):
    z.writestr(name, open(str(i), 'rb').read(), zipfile.ZIP_STORED if name == 'mimetype' else zipfile.ZIP_DEFLATED)
z.close()`;
  execFileSync('python3', ['-c', script, ...members.map(({ name }) => name)], { cwd: folder });
  assert.equal(verifyAsic(readFileSync(join(folder, 'python.asice')), rules).holds, true);
});
