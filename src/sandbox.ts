import { importPolicy } from './consent/policy/import-policy.ts';
import { loadSalyk, purposeBodyOf } from './consent/policy/index.ts';
import { completeRecord, publishPurpose, purposesOf, subjectByPin } from './consent/index.ts';
import { inventedCitizens, type SandboxLogin, seedIdentity } from './identity/index.ts';
import { loadAccreditedCentre } from './sandbox-accredited-centre.ts';
import { loadCentre } from './sandbox-centre.ts';
import { loadPapers } from './sandbox-papers.ts';
import type { Config } from './platform/config.ts';
import { readPerson } from './keys/index.ts';
import { systemScope } from './platform/db/index.ts';
import { isRefusal } from './platform/refusal.ts';
import type { Platform } from './app.ts';

export type Sandbox = {
  readonly holderId: string;
  /** A certification centre that can apply for accreditation. */
  readonly centreId: string;
  /** A certification centre that is accredited and holds its certificate of the root. */
  readonly accreditedCentreId: string;
  readonly logins: readonly SandboxLogin[];
  readonly purposes: Readonly<Record<string, string>>;
};

/** Loads the State Tax Service with the real Salyk.kg policy and the marked invented values. Repeating it changes nothing. */
export async function loadSandbox(
  platform: Pick<Platform, 'consent' | 'identityDeps' | 'identity' | 'issuing' | 'engine' | 'trustFolder'>,
): Promise<Sandbox> {
  const { holderId, logins, purposes } = await loadTaxService(platform);
  const centre = await loadCentre(platform);
  const accredited = await loadAccreditedCentre(platform, logins.find(({ who }) => who === 'authority officer')!);
  for (const { centreId } of [centre, accredited]) await loadPapers(platform, centreId);
  return {
    holderId,
    centreId: centre.centreId,
    accreditedCentreId: accredited.centreId,
    logins: [...logins, ...centre.logins, ...accredited.logins],
    purposes,
  };
}

/** The holder alone, with its staff, its citizens and its published purposes. */
export async function loadTaxService(
  platform: Pick<Platform, 'consent' | 'identityDeps'>,
): Promise<Pick<Sandbox, 'holderId' | 'logins' | 'purposes'>> {
  const { consent } = platform;
  const { policy, sandboxPaths } = loadSalyk();
  const { holderId } = await importPolicy(consent, policy, sandboxPaths, true);
  const logins = await seedIdentity(platform.identityDeps, { holderId, documentKinds: ['consent'] });
  const officer = logins.find((login) => login.who === 'data officer')!;
  await completeCitizen(platform, holderId, logins.find((login) => login.who === 'citizen, bound')!);
  const known = await purposesOf(consent.db, holderId);
  for (const purpose of policy.purposes ?? []) {
    if (known.some((one) => one.code === purpose.code && one.currentVersionId !== null)) continue;
    const done = await publishPurpose(
      consent,
      { accountId: officer.accountId, holderId },
      purposeBodyOf(policy, purpose as never, sandboxPaths),
      null,
    );
    if (isRefusal(done))
      throw new Error(`sandbox purpose ${purpose.code}: ${done.code} ${JSON.stringify(done.details ?? done.law)}`);
  }
  const purposes = Object.fromEntries(
    (await purposesOf(consent.db, holderId)).map((purpose) => [purpose.code, purpose.id]),
  );
  return { holderId, logins, purposes };
}

// ESI brings neither address nor document; the sandbox's first citizen has stated them already.
async function completeCitizen(
  { consent }: Pick<Platform, 'consent'>,
  holderId: string,
  login: SandboxLogin,
): Promise<void> {
  const found = await subjectByPin(consent, holderId, inventedCitizens[0]!.claims['pin'] as string);
  const known =
    found === null
      ? undefined
      : await consent.db.tx(systemScope('the sandbox looks whether its citizen is complete'), (tx) =>
          readPerson(consent.keys, tx, found.personId),
        );
  if (known?.record === undefined || known.record === null || known.record.address !== null) return;
  const done = await completeRecord(
    consent,
    { accountId: login.accountId, personId: found!.personId },
    {
      address: { kind: 'residence', text: 'Бишкек ш., Ойлоп табылган көчөсү, 1-үй, 2-батир' },
      document: {
        type: 'id-card-2017',
        series: 'ID',
        number: '0000001',
        issuedOn: '2020-01-15',
        issuedBy: 'МКК 211011',
      },
    },
  );
  if (isRefusal(done)) throw new Error(`sandbox citizen: ${done.code}`);
}

export function printSandbox(config: Config, sandbox: Sandbox, version: string): string {
  const width = Math.max(...sandbox.logins.map((login) => login.login.length));
  return [
    '',
    `  Makulduk ${version} is ready: ${config.publicUrl}`,
    '',
    '  Sandbox accounts (invented people; password the same for all):',
    ...sandbox.logins.map((login) => `    ${login.login.padEnd(width)}  ${login.who}`),
    `    password: ${sandbox.logins[0]!.password}`,
    '',
    `  API reference: ${config.publicUrl}/developers   Stop: Ctrl-C`,
    '',
  ].join('\n');
}
