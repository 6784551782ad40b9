import { hash } from 'node:crypto';
import type { Clock } from '../../platform/clock.ts';
import { type Db, systemScope, type Tx } from '../../platform/db/index.ts';
import type { Text3 } from '../../platform/text.ts';
import { type Accreditation, accreditations, allCentres, type Centre } from '../centres/index.ts';
import { parseCertificate } from '../path/index.ts';
import { type ListedProvider, type ListFacts, trustedListXml } from './list-xml.ts';
import { statusHistory } from './services.ts';
import { signXml, type XmlSigner } from './sign-xml.ts';
import {
  insertTrustedList,
  lastTrustedList,
  type ListedIssuer,
  listedIssuers,
  lockTrustedList,
} from './trusted-list-store.ts';
import { canonicalXml } from './xml.ts';

export type TrustedListDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly publicUrl: string;
  readonly signer: XmlSigner;
  /** Who keeps the list: the authority. */
  readonly operator: { readonly name: Text3; readonly address: Text3 };
};

/** 5.3.15 allows six months; whoever reads a list a month old asks again. */
const LIFE_MS = 30 * 86_400_000;
const scope = systemScope('the trusted list is kept current');

/**
 * Signs a new list where anything in it has changed, or half of the last one's life is over, and keeps it under the next number; whether
 * it did. Safe to run anywhere, again and again.
 */
export async function keepTrustedList(deps: TrustedListDeps): Promise<boolean> {
  return deps.db.tx(scope, async (tx) => {
    const before = await lastTrustedList(tx);
    if (!isDue(before, digestOf(await factsFor(tx, deps)), deps.clock.now())) return false;
    await lockTrustedList(tx);
    const last = await lastTrustedList(tx);
    const [facts, now] = [await factsFor(tx, deps), deps.clock.now()];
    const content = digestOf(facts);
    if (!isDue(last, content, now)) return false;
    const issuedAt = new Date(Math.floor(now.getTime() / 1000) * 1000);
    const head = { sequence: (last?.sequence ?? 0) + 1, issuedAt, nextUpdate: new Date(issuedAt.getTime() + LIFE_MS) };
    const xml = await signXml(trustedListXml(facts, head), deps.signer, now);
    await insertTrustedList(tx, { ...head, content, xml });
    return true;
  });
}

type Last = { readonly content: Buffer; readonly nextUpdate: Date } | undefined;
const isDue = (last: Last, content: Buffer, now: Date): boolean =>
  last === undefined || !last.content.equals(content) || last.nextUpdate.getTime() - now.getTime() <= LIFE_MS / 2;

/** What the list says, but for number and dates. */
const digestOf = (facts: ListFacts): Buffer => {
  const still = { sequence: 0, issuedAt: new Date(0), nextUpdate: new Date(0) };
  return hash('sha256', canonicalXml(trustedListXml(facts, still)), 'buffer');
};

async function factsFor(tx: Tx, { clock, publicUrl, operator }: TrustedListDeps): Promise<ListFacts> {
  const now = clock.now();
  const [centres, granted, issuers] = [
    await allCentres(tx, now),
    await accreditations(tx, now),
    await listedIssuers(tx),
  ];
  const web = `${publicUrl}/registers/centres`;
  const authority = { ...operator, electronic: [web], information: web };
  const own = issuers.filter(({ kind }) => kind === 'ROOT').map((issuer) => rootService(issuer, operator.name));
  const providers = centres.flatMap((centre) => {
    const services = issuers
      .filter(({ kind, centreId }) => kind === 'ACA' && centreId === centre.id)
      .flatMap((issuer) =>
        centreService(
          issuer,
          centre,
          granted.filter((one) => one.centreId === centre.id),
          publicUrl,
          now,
        ),
      );
    return services.length === 0 ? [] : [{ ...providerOf(centre, publicUrl), services }];
  });
  return {
    publicUrl,
    operator: authority,
    providers: [...(own.length === 0 ? [] : [{ ...authority, registration: 'NTRKG-0', services: own }]), ...providers],
  };
}

/** The root is no accredited centre (ES-16.9); it stands as long as the authority keeps it. */
const rootService = ({ der, enteredAt }: ListedIssuer, name: Text3): ListedProvider['services'][number] => ({
  type: 'NationalRootCA-QC',
  name,
  certificate: parseCertificate(der),
  history: [{ status: 'granted', since: enteredAt }],
  supplyPoints: [],
});

function centreService(
  { der, enteredAt, endedAt }: ListedIssuer,
  { name }: Centre,
  granted: readonly Accreditation[],
  publicUrl: string,
  now: Date,
): ListedProvider['services'] {
  const history = statusHistory(granted, { from: enteredAt, endedAt }, now);
  const certificate = parseCertificate(der);
  const supplyPoints = [`${publicUrl}/v1/registers/certificates/${certificate.serial}`];
  return history.length === 0 ? [] : [{ type: 'CA/QC', name, certificate, history, supplyPoints }];
}

const providerOf = (centre: Centre, publicUrl: string): Omit<ListedProvider, 'services'> => ({
  name: centre.name,
  registration: `NTRKG-${centre.registrationNumber}`,
  address: centre.address,
  electronic: [
    ...(centre.email === null ? [] : [`mailto:${centre.email}`]),
    centre.website ?? `${publicUrl}/centres/${centre.id}`,
  ],
  information: `${publicUrl}/centres/${centre.id}`,
});
