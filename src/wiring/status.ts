import { randomBytes } from 'node:crypto';
import type { Db } from '../platform/db/index.ts';
import type { App } from '../platform/http/index.ts';
import { monotonicMs } from '../platform/clock.ts';
import type { IssuingDeps } from './issuing.ts';
import { keyOfIssuer } from './issuing.ts';
import {
  bounded,
  keptAnswers,
  listRoutes,
  ocspRoutes,
  openDirectory,
  presigning,
  respond,
  startStatusWorker,
  type StatusWorker,
  usualBounds,
} from '../trust/status/index.ts';
import { certIdBytes, ocspRequest, parseOcspResponse } from '../trust/formats/index.ts';
import type { Certificate } from '../trust/path/index.ts';
import { keepTrustedList, type TrustedListDeps, trustedListRoutes } from '../trust/trusted-list/index.ts';
import { statusAddresses } from './status-addresses.ts';
import { responderOf, statusServices } from './status-services.ts';

export type WiredStatus = {
  routes(app: App): Promise<void>;
  /** Starts the schedule: ends of terms, lists, answers signed beforehand. */
  start(): StatusWorker;
  /** Fresh answers about certificates of issuers on record: what makes a signature B-LT. None where nobody answers here. */
  answersAbout(certificates: readonly Certificate[]): Promise<readonly Buffer[]>;
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
  };
  let worker: StatusWorker | undefined;
  return {
    get worker() {
      return worker;
    },
    async answersAbout(certificates) {
      const known = await directory.all();
      const answers = certificates.map(async ({ issuer, serial }) => {
        const by = known.findLast(({ certificate }) => certificate.subject.key === issuer.key);
        if (by === undefined) return [];
        const { subject: name, publicKey } = by.certificate;
        // With a nonce, so that the answer is made now: what is kept may be from before the signature.
        const request = ocspRequest([certIdBytes(serial, { name, publicKey })], randomBytes(16));
        const { bytes } = await respond(answering, by, request);
        return typeof parseOcspResponse(bytes) === 'string' ? [] : [bytes];
      });
      return (await Promise.all(answers)).flat();
    },
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
        before: signing === null ? [] : [statusServices({ ...deps, signing, directory })],
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
