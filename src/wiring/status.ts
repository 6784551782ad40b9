import type { Db } from '../platform/db/index.ts';
import type { App } from '../platform/http/index.ts';
import { monotonicMs } from '../platform/clock.ts';
import type { IssuingDeps } from './issuing.ts';
import { keyOfIssuer } from './issuing.ts';
import {
  bounded,
  boundedEach,
  boundsOfSigning,
  keptAnswers,
  listRoutes,
  ocspRoutes,
  openDirectory,
  presigning,
  startStatusWorker,
  type StatusWorker,
  usualBounds,
  usualForOne,
} from '../trust/status/index.ts';
import type { Certificate } from '../trust/path/index.ts';
import { keepTrustedList, type TrustedListDeps, trustedListRoutes } from '../trust/trusted-list/index.ts';
import { statusAddresses } from './status-addresses.ts';
import { type AnswersAbout, answersFrom } from './status-answers.ts';
import { responderOf, statusServices } from './status-services.ts';

export type WiredStatus = {
  routes(app: App): Promise<void>;
  /** Starts the schedule: ends of terms, lists, answers signed beforehand. */
  start(): StatusWorker;
  /** Fresh answers about certificates: what makes a signature B-LT. */
  answersAbout(certificates: readonly Certificate[]): Promise<AnswersAbout>;
  /** The schedule, once it has been started. */
  readonly worker: StatusWorker | undefined;
};

/** Status over HTTP and its schedules, over the keys that this installation holds. */
export function wireStatus(
  deps: IssuingDeps & {
    readonly db: Db;
    /** Signs the trusted list; null where this installation holds no key for it. */
    readonly seal: TrustedListDeps['signer'] | null;
    readonly onFault: (error: Error) => void;
  },
): WiredStatus {
  const { db, clock, signing, publicUrl, seal, onFault } = deps;
  const directory = openDirectory(db, clock);
  const afterUrl = (name: string): string => statusAddresses(publicUrl, name).after;
  const deltaUrl = (name: string): string => statusAddresses(publicUrl, name).delta;
  const answering = {
    db,
    clock,
    directory,
    answers: keptAnswers(),
    responderOf: (tx: Parameters<typeof responderOf>[0], issuer: { readonly id: string }) =>
      responderOf(tx, deps, issuer),
    bounded: bounded(usualBounds, monotonicMs),
    mayCost: boundedEach(usualForOne, monotonicMs),
  };
  const services = signing === null ? async () => undefined : statusServices({ ...deps, signing, directory });
  let worker: StatusWorker | undefined;
  return {
    get worker() {
      return worker;
    },
    // What is signed here is asked about beside whatever others ask: a flood of questions keeps nobody from signing.
    answersAbout: answersFrom({ ...answering, prepare: services, bounded: bounded(boundsOfSigning, monotonicMs) }),
    async routes(app) {
      listRoutes(app, { db, clock, directory, afterUrl });
      await ocspRoutes(app, answering);
      trustedListRoutes(app, { db, clock });
    },
    start: () =>
      (worker = startStatusWorker({
        ...deps,
        directory,
        afterUrl,
        deltaUrl,
        keyOfIssuer: (tx, issuerId) => keyOfIssuer(tx, deps, issuerId),
        before: [services],
        further: [
          presigning(answering),
          ...(seal === null ? [] : [() => keepTrustedList({ db, clock, publicUrl, signer: seal, operator })]),
        ],
        onFault,
      })),
  };
}

/** The authority of the sandbox, as the trusted list names it. */
const operator: TrustedListDeps['operator'] = {
  name: {
    ky: 'Электрондук колтамга жаатындагы ыйгарым укуктуу орган (сыноо)',
    ru: 'Уполномоченный орган в сфере электронной подписи (учебный)',
    en: 'Authorised body in the field of electronic signature (sandbox)',
  },
  address: {
    ky: 'Бишкек ш., Ойлоп табылган көчөсү, 1-үй',
    ru: 'г. Бишкек, ул. Вымышленная, 1',
    en: '1 Invented Street, Bishkek',
  },
};
