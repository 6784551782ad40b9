// Status over HTTP in a process of its own: kept answers, and a bare route of the same server beside them. Told to end by its parent.
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sendBytes } from '../../src/platform/http/index.ts';
import { certIdBytes, ocspPathOf, ocspRequest } from '../../src/trust/formats/index.ts';
import { keyInMemory } from '../../src/trust/issue/index.ts';
import { pem } from '../../src/trust/issue/test-openssl.ts';
import { issueService, statusStand } from '../../src/trust/status/test-status.ts';

export type Serving = {
  readonly port: number;
  readonly barePort: number;
  readonly paths: readonly string[];
  readonly bare: string;
  /** What `openssl ocsp` needs to answer the same questions. */
  readonly folder: string;
};

const certificates = 64;
const stand = await statusStand();
const issued = [];
for (let n = 0; n < certificates; n++) issued.push(await stand.issued());
await stand.worker.round();

const { ACA } = stand.chain.certificates;
const issuer = { name: ACA.subject, publicKey: ACA.publicKey };
const paths = issued.map(({ number }) => `/ocsp/ishenim/${ocspPathOf(ocspRequest([certIdBytes(number, issuer)]))}`);
const folder = mkdtempSync(join(tmpdir(), 'mk-bench-ocsp-'));
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const signer = await issueService(stand, 'OCSP', 'ACA', keyInMemory('ecdsa-sha256', privateKey).spki);
writeFileSync(join(folder, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
writeFileSync(join(folder, 'signer.pem'), pem('CERTIFICATE', signer));
writeFileSync(join(folder, 'ca.pem'), pem('CERTIFICATE', ACA.raw));
// V, the end of the term, no revocation, the number, no file, a name.
const index = issued.map(({ number }, n) => `V\t270302040000Z\t\t${number.toUpperCase()}\tunknown\t/CN=${n}\n`);
writeFileSync(join(folder, 'index.txt'), index.join(''));

const config = { access: [{ for: 'everyone' as const }], kind: 'api' as const, rate: 'machine' as const };
const answer = (await stand.get(paths[0]!)).rawPayload;
// The bare route is of another server of the same kind, for the first has begun to answer.
const beside = await statusStand();
beside.app.get('/bare/*', { config, schema: { response: { 200: {} } } } as never, async (_request, reply) =>
  sendBytes(reply, 'application/ocsp-response', answer),
);
const [port, barePort] = [await stand.listen(), await beside.listen()].map((address) => Number(new URL(address).port));
process.send!({ port, barePort, paths, bare: `/bare/${'a'.repeat(100)}`, folder });
process.once('disconnect', () => {
  void (async () => {
    rmSync(folder, { recursive: true, force: true });
    await stand.close();
    await beside.close();
    process.exit(0);
  })();
});
