import { generateKeyPairSync } from 'node:crypto';
import { oids } from '../../src/trust/der/index.ts';
import { keyIdentifierOf, keyInMemory, newSerial, signStructure, tbsFor } from '../../src/trust/issue/index.ts';
import { parseCertificate } from '../../src/trust/path/index.ts';
import { type TimeStampService, timeStampRoutes } from '../../src/trust/tsa/index.ts';
import { rootKeyName } from '../../src/wiring/sandbox-trust.ts';
import type { OwnKeys } from '../../src/wiring/token-keys.ts';
import { bareServer } from './bare-server.ts';

export type RunningTimeStamps = TimeStampService & { readonly stop: () => Promise<void> };

/**
 * A time-stamp authority apart from the installation: a key of its own, certified by the installation's root, behind a server of its own
 * on a real port. `now`: the clock it stamps with; whole seconds, as the usual services do.
 */
export async function startTimeStamps(own: OwnKeys, begin: Date, now: () => Date): Promise<RunningTimeStamps> {
  const root = parseCertificate(own.trust.root);
  const rootKey = own.signing.held(rootKeyName)!;
  const key = keyInMemory('ecdsa-sha256', generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
  const draft = {
    kind: 'TSA',
    serial: newSerial(),
    issuer: { name: root.subject.raw, keyIdentifier: keyIdentifierOf(rootKey.spki) },
    notBefore: begin,
    notAfter: new Date(begin.getTime() + 365 * 86_400_000),
    subject: { countryName: 'KG', localityName: 'Osh', organizationName: 'Test', commonName: 'TSA (test)' },
    spki: key.spki,
    crl: [{ url: 'http://localhost:8080/crl/root.crl' }],
    access: { caIssuers: 'http://localhost:8080/ca/root.cer' },
  } as const;
  const certificate = parseCertificate(await signStructure(tbsFor(draft, rootKey), rootKey));
  const server = await bareServer();
  const real = (): Date => new Date(Math.floor(now().getTime() / 1000) * 1000);
  const authority = { certificate, chain: [], policy: oids.kgTimeStampPolicy, accuracyMillis: 1000 };
  await timeStampRoutes(server, { clock: { now: real, real }, authority, key });
  const address = await server.listen({ port: 0, host: '127.0.0.1' });
  return { url: `${address}/tsp`, certificate, stop: () => server.close() };
}
