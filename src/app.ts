import { join } from 'node:path';
import {
  acceptedText,
  createIdentity,
  type EsiSettings,
  type Identity,
  type IdentityDeps,
  recordJournal,
} from './identity/index.ts';
import { type ConsentDeps, createRegisters } from './consent/index.ts';
import { templateHashes } from './consent/document/index.ts';
import { exportEvidence, type ExportDeps } from './consent/evidence/export.ts';
import { holderById } from './holders/index.ts';
import { openKeys, replayDestructions } from './keys/index.ts';
import { defaultProfile } from './law/index.ts';
import {
  createCheckpointSigner,
  type JsonValue,
  ensureLogOrigin,
  startRecordWorker,
  trustFileText,
  type RecordWorker,
  recordRoutes,
} from './record/index.ts';
import { type Notices, readMailSettings } from './notices/index.ts';
import { type Engine, caseRoutes, restingClocks, startClockWorker } from './cases/index.ts';
import { actSigning } from './wiring/act-signing.ts';
import { authorityRoutes } from './wiring/authority-routes.ts';
import { consentHooks, wireCases } from './wiring/cases.ts';
import { citationView } from './wiring/citation-view.ts';
import { centreKeysIn } from './wiring/centre-keys.ts';
import { startRounds } from './wiring/rounds.ts';
import { type IssuingDeps, registerIssuing } from './wiring/issuing.ts';
import { recordDenial } from './wiring/denied.ts';
import { incidentDesk, incidentRoutes } from './wiring/incidents.ts';
import { integrityEvery, integrityRounds } from './wiring/integrity.ts';
import { wireNotices } from './wiring/notices.ts';
import { type CloudConnection, cloudService } from './wiring/cloud.ts';
import { furtherAlgorithmsOf } from './wiring/further-algorithms.ts';
import { sealsOf, signaturesWith } from './wiring/signing.ts';
import { officerKeyFile } from './wiring/officer-keys.ts';
import type { OfficeDeps } from './offices/deps.ts';
import { officePage, problemPage, refusedTop } from './offices/shell.ts';
import { homePage } from './offices/home.ts';
import { registerPages } from './offices/register.ts';
import { type CentreKeys, centreRoutes, type Issuing, meansLog } from './trust/centres/index.ts';
import { checkRoutes } from './trust/checks/index.ts';
import { registerRoutes } from './trust/registers/index.ts';
import { ownerFileRoutes } from './trust/owner-files/index.ts';
import { sentWithKey } from './trust/systems/index.ts';
import { timeStampRoutes, type TimeStampService } from './trust/tsa/index.ts';
import type { StatusWorker } from './trust/status/index.ts';
import { createVerifier, type RegisterTrust, verificationRoutes } from './trust/verify/index.ts';
import { enterRoot } from './wiring/root-register.ts';
import { rootTray } from './wiring/root-tray.ts';
import { fileOwnKeys } from './wiring/file-keys.ts';
import type { OwnKeys } from './wiring/token-keys.ts';
import { wireStatus } from './wiring/status.ts';
import { wireSystems } from './wiring/systems.ts';
import { wireTransfers } from './wiring/transfers.ts';
import { consentRoutes } from './consent/http/index.ts';
import { assetRoutes } from './platform/assets/assets.ts';
import { type Clock, type TravellingClock, travellingClock, systemClock } from './platform/clock.ts';
import type { Config } from './platform/config.ts';
import { faultLog } from './platform/log.ts';
import { countSetAside, type Db, moveLawClock, readLawClock } from './platform/db/index.ts';
import { healthRoutes, openApiRoutes } from './platform/http/service-routes.ts';
import { type App, createMetrics, createServer, type Metrics } from './platform/http/index.ts';
import { createPdf, type Pdf } from './platform/pdf/pdf.ts';
import { startTicker } from './platform/ticker.ts';
import type { Lang, Text3 } from './platform/text.ts';
import { writeFileSync } from 'node:fs';

const formsDir = join(import.meta.dirname, '..', 'forms');
export const version = '0.1.0';

export type Platform = {
  readonly app: App;
  readonly db: Db;
  readonly clock: Clock;
  readonly travel: TravellingClock | null;
  readonly identity: Identity;
  readonly identityDeps: IdentityDeps;
  readonly consent: ConsentDeps;
  readonly exports: ExportDeps;
  readonly record: RecordWorker;
  readonly notices: Notices;
  readonly engine: Engine;
  /** Keeps status current; a test waits for a round of it. */
  readonly status: StatusWorker;
  /** What the registers of certificates and their issuers stand on. */
  readonly issuing: {
    readonly deps: IssuingDeps;
    readonly port: Issuing;
    /** The keys that this installation keeps for its centres. */
    readonly centreKeys: CentreKeys | null;
  };
  /** Where what belongs to the installation's own trust lies as files. */
  readonly trustFolder: string;
  readonly pdf: Pdf;
  readonly metrics: Metrics;
  readonly logKey: string;
  /** Stops taking requests, then the workers; the database is the caller's. */
  stop(): Promise<void>;
};

export type PlatformInput = {
  readonly config: Config;
  readonly db: Db;
  readonly logger: import('fastify').FastifyBaseLogger;
  readonly esi?: EsiSettings;
  readonly cloud?: CloudConnection;
  /** An independent time-stamp service; without one this installation stamps its signatures itself. */
  readonly timeStamps?: TimeStampService;
  /** Tests travel in time with a clock of their own. */
  readonly clock?: Clock;
  /** Milliseconds in which the rates of requests are counted: tests neither wait nor depend on how fast they are. */
  readonly rateClock?: () => number;
  /** The keys of this installation; a sandbox that is given none keeps its own in files. */
  readonly ownKeys?: OwnKeys;
  readonly witnesses?: readonly string[];
};

/** Puts the house together: keys, record, identity, consent, pages. Nothing here decides anything. */
export async function createPlatform(input: PlatformInput): Promise<Platform> {
  const { config, db, logger } = input;
  const sandbox = config.mode === 'sandbox';
  const travel = sandbox && input.clock === undefined ? travellingClock(await readLawClock(db)) : null;
  const clock = input.clock ?? travel ?? systemClock;
  // The sandbox's law may stand before the real day; nothing it issues may be older than the root.
  const begin = clock.now() < clock.real() ? clock.now() : clock.real();
  if (!sandbox && input.ownKeys === undefined) throw new Error('production takes no key from a file');
  const own = input.ownKeys ?? (await fileOwnKeys(config.dataFolder, config.publicUrl, begin, () => clock.real()));
  const { keyStore, signing, trust } = own;
  const keys = openKeys(keyStore);
  await replayDestructions(db, keyStore, clock.real());

  const origin = ensureLogOrigin(join(config.dataFolder, 'record'), `${new URL(config.publicUrl).host}/log`);
  const logSigner = own.logSigner(origin);
  const signer = createCheckpointSigner({
    signer: logSigner,
    stateFile: join(config.dataFolder, 'record', 'signed.json'),
  });
  const record = startRecordWorker({ db, signer, clock, onFault: faultLog(logger, 'record worker') });
  writeFileSync(
    join(config.dataFolder, 'trust.txt'),
    trustFileText({ logKey: signer.vkey, witnessKeys: input.witnesses ?? [], origins: [config.publicUrl] }),
    { mode: 0o644 },
  );

  const profile = defaultProfile;
  const journal = recordJournal(clock, profile);
  const holderName = async (id: string): Promise<Text3 | undefined> => (await holderById(db, id))?.body.name;
  const registers = createRegisters(db);
  const notices = wireNotices({
    db,
    clock,
    keys,
    registers,
    publicUrl: config.publicUrl,
    mail: readMailSettings(process.env, config.mode),
    onFault: faultLog(logger, 'notices'),
  });
  const poke = (): void => {
    record.poke();
    notices.worker.poke();
  };
  const trustFolder = join(config.dataFolder, 'trust');
  const registerDeps: IssuingDeps = {
    clock,
    keys,
    profile,
    // What is entered into a register of certificates has to be told at once; nothing else concerns the schedule of status.
    poke: () => {
      poke();
      status.worker?.poke();
    },
    signing,
    publicUrl: config.publicUrl,
    tray: rootTray(trustFolder),
  };
  const status = wireStatus({ ...registerDeps, db, seal: trust.sealing, onFault: faultLog(logger, 'status') });
  await enterRoot(db, registerDeps, trust.root);
  const verification: RegisterTrust = {
    db,
    further: furtherAlgorithmsOf(config),
    roots: [],
    log: meansLog(db, clock),
    own: [trust.timeStamping.authority, trust.sealing, trust.systems, input.timeStamps].flatMap(
      (one) => one?.certificate ?? [],
    ),
  };
  const verifier = createVerifier(verification);
  const signatures = signaturesWith(
    trust,
    verification,
    verifier,
    clock,
    (ones) => status.answersAbout(ones),
    input.timeStamps,
  );
  const identityDeps: IdentityDeps = {
    db,
    clock,
    keys,
    journal,
    holderName,
    sandbox,
    sendMessage: (tx, message) => notices.sendMessage(tx, message),
    tellHolder: (tx, notice) => notices.enqueue(tx, notice),
    sentWithKey,
    publicUrl: config.publicUrl,
    documentKinds: [{ code: 'consent', category: 'other_legal_act' }],
    secure: config.publicUrl.startsWith('https://'),
    ...(input.esi === undefined ? {} : { esi: input.esi }),
    ...(input.cloud === undefined ? {} : { cloud: cloudService(input.cloud) }),
    certificates: signatures.certificates,
  };
  const identity = createIdentity(identityDeps);
  const pdf = createPdf({ formsDir });
  const consent: ConsentDeps = {
    db,
    clock,
    keys,
    profile,
    poke,
    signing: identity.signing,
    registers,
    // The engine is made of the consents' own effects, so it exists a moment later.
    hooks: consentHooks(() => engine),
    templates: templateHashes(formsDir),
    decreeInForceFrom: null,
  };
  const issuing = registerIssuing(registerDeps);
  const centreKeys = centreKeysIn(registerDeps, signing);
  const engine: Engine = wireCases(
    consent,
    notices,
    identityDeps,
    issuing,
    actSigning(signatures.certificates, clock, db),
  );
  const exports: ExportDeps = {
    ...consent,
    pdf,
    publicUrl: config.publicUrl,
    macSecret: keys.secret('idempotency'),
    logKey: signer.vkey,
    seal: logSigner,
    ...sealsOf(signatures),
    agreementText: (id, lang) => acceptedText(identityDeps, id, lang as Lang) as Promise<JsonValue | null>,
  };

  const metrics = createMetrics();
  const csrfSecret = keys.secret('csrf');
  const office: OfficeDeps = {
    consent,
    clock,
    pdf,
    certify: exports.certify,
    sandbox,
    cite: citationView,
    publicUrl: config.publicUrl,
    ...(travel === null ? {} : { travel: Object.assign(travel, { persist: () => moveLawClock(db, travel.offsetMs) }) }),
    evidenceFile: (who) => exportEvidence(exports, who.scope, who.by, who.subjectId, who.consentId),
  };
  const app = await createServer({
    logger,
    metrics,
    csrfSecret,
    version,
    title: 'Makulduk',
    cite: citationView,
    secure: identityDeps.secure,
    trustProxy: config.trustProxy,
    ...(input.rateClock === undefined ? {} : { rateClock: input.rateClock }),
    authenticate: (request) => identity.authenticate(request),
    denied: recordDenial(consent),
    problemPage: (problem, request) => problemPage(problem, request, office),
    refusedTop,
  });
  await app.register(assetRoutes);
  for (const gauge of notices.worker.gauges) metrics.register(gauge.name, gauge.help, gauge.kind, gauge.read);
  const failing = { rows: 0, clocks: 0 };
  metrics.register(
    'makulduk_set_aside',
    'Rows a worker failed on and set aside; a person has to look',
    'gauge',
    () => failing.rows,
  );
  metrics.register(
    'makulduk_clocks_resting',
    'Clocks of cases whose firing failed; a person has to look',
    'gauge',
    () => failing.clocks,
  );
  healthRoutes(app, { db, metrics, ready: async () => (await record.health()).halted });
  recordRoutes(app, { db, clock, origin, vkey: signer.vkey, witnesses: input.witnesses ?? [] });
  identity.routes(app);
  consentRoutes(app, exports);
  const transfers = wireTransfers(app, consent, notices);
  centreRoutes(app, { ...consent, centreKeys, identity: identityDeps });
  ownerFileRoutes(app, { ...consent, engine });
  const integrity = { db, clock, keys, profile, logKey: signer.vkey, notices };
  const incidents = incidentDesk(integrity);
  incidentRoutes(app, incidents);
  await status.routes(app);
  registerRoutes(app, { ...consent, container: signatures.container });
  await timeStampRoutes(app, { clock, ...trust.timeStamping });
  verificationRoutes(app, { trust: verification, verifier, clock });
  const systems = wireSystems(app, {
    ...consent,
    verifier,
    container: signatures.forSystems,
    notices,
    identity: identityDeps,
  });
  authorityRoutes(app, consent);
  checkRoutes(app, { ...consent, verifier, container: signatures.container });
  caseRoutes(app, {
    engine,
    subjectOf: (personId, holderId) => keys.subjectIdOf(personId, holderId),
    macSecret: keys.secret('idempotency'),
    poke,
  });
  identity.pages(app, {
    draw: (request, drawn) => officePage(request, office, drawn),
    home: homePage,
  });
  registerPages(app, office, {
    identity,
    identityDeps,
    notices,
    engine,
    logKey: signer.vkey,
    witnessKeys: input.witnesses ?? [],
    verifier,
    systems,
    transfers,
    centreKeys,
    incidents,
    keyFile: sandbox ? (accountId) => officerKeyFile(trustFolder, accountId) : null,
  });
  openApiRoutes(app);
  await app.ready();

  notices.worker.start();
  const statusWorker = status.start();
  const clocks = startClockWorker({ engine, onFault: faultLog(logger, 'clocks') });
  const stopTickers = [
    ...startRounds({ consent, transfers, systems }, keyStore, logger),
    startTicker(300_000, () => identity.sweep(), logger),
    startTicker(integrityEvery, integrityRounds(integrity), logger),
    startTicker(
      2000,
      async () => {
        [failing.rows, failing.clocks] = await Promise.all([countSetAside(db), restingClocks(engine)]);
      },
      logger,
    ),
  ];
  return {
    app,
    db,
    clock,
    travel,
    identity,
    identityDeps,
    consent,
    exports,
    record,
    notices,
    engine,
    status: statusWorker,
    issuing: { deps: registerDeps, port: issuing, centreKeys },
    trustFolder,
    pdf,
    metrics,
    logKey: signer.vkey,
    async stop() {
      await app.close();
      for (const stop of stopTickers) await stop();
      await clocks.stop();
      await statusWorker.stop();
      await notices.worker.stop();
      await record.stop();
      await pdf.stop();
    },
  };
}
