import { Type } from 'typebox';
import { type App, orRefuse } from '../../../platform/http/index.ts';
import { centreMeans } from '../../issue/index.ts';
import { type ConfirmedMeans, isConfirmed } from '../centre.ts';
import { allCentres, centreById } from '../centre-store.ts';
import type { CentreDeps } from '../deps.ts';
import { dutiesOf } from '../duties.ts';
import { centreStanding, listAt, type ListName } from '../lists.ts';
import { meansList } from '../means-store.ts';
import { refuse } from '../refusals.ts';
import { isAccredited } from '../standing.ts';
import { transfers } from '../transfer-store.ts';
import { trustedPersons } from '../trusted-store.ts';
import {
  answers,
  CentreView,
  centreView,
  Id,
  ListedView,
  listedView,
  MeansView,
  meansView,
  Moment,
  nullable,
  TransferView,
  TrustedView,
  trustedView,
} from './schemas.ts';

const tags = ['registers'];
const access = [{ for: 'everyone' as const }];
const querystring = Type.Object({
  asOf: Type.Optional(Type.String({ format: 'date-time', description: 'The moment asked about; now where absent' })),
});
const listOf = <T extends ReturnType<typeof Type.Object>>(item: T) =>
  answers({ 200: Type.Object({ asOf: Moment, items: Type.Array(item) }) });

const lists: readonly (readonly [ListName, string, string])[] = [
  ['accredited', 'accredited', 'Accredited certification centres: names and addresses (ES-8.3.1)'],
  ['revoked', 'revoked', 'Centres whose accreditation has been revoked (ES-8.3.3)'],
  ['suspended', 'suspended', 'Centres whose accreditation is or was suspended (ES-8.3.4)'],
  ['ceased', 'ceased', 'Accredited centres that have ceased (ES-8.3.5)'],
  ['expired', 'expired', 'Centres the term of whose accreditation has ended (ES-16.2b)'],
];

/** ES-8.3: the lists of the authority, for anybody, free of charge, as of any moment. */
export function publicCentreRoutes(app: App, deps: CentreDeps): void {
  const asOf = (query: { asOf?: string }): Date => (query.asOf === undefined ? deps.clock.now() : new Date(query.asOf));

  for (const [name, path, summary] of lists)
    app.get(
      `/v1/registers/centres/${path}`,
      { config: { access }, schema: { tags, summary, querystring, response: listOf(ListedView) } },
      async (request) => {
        const at = asOf(request.query);
        return { asOf: at.toISOString(), items: (await listAt(deps.db, name, at)).map(listedView) };
      },
    );
  app.get(
    '/v1/registers/centres/transferred',
    {
      config: { access },
      schema: {
        tags,
        summary:
          'Registers of certificates transferred to the authority (ES-8.3.6): receipts, without their entries yet',
        querystring,
        response: listOf(TransferView),
      },
    },
    async (request) => {
      const at = asOf(request.query);
      const items = (await transfers(deps.db, at)).map((one) => ({ ...one, acceptedAt: one.acceptedAt.toISOString() }));
      return { asOf: at.toISOString(), items };
    },
  );
  app.get(
    '/v1/registers/confirmed-means',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Confirmed signature means and centre means (ES-8.5.3)',
        querystring,
        response: listOf(MeansView),
      },
    },
    async (request) => {
      const at = asOf(request.query);
      return { asOf: at.toISOString(), items: (await meansList(deps.db, at)).map((one) => meansView(one, at)) };
    },
  );
  app.get(
    '/v1/centres/:centreId/duties',
    {
      config: { access },
      schema: {
        tags,
        summary: 'What the law holds a centre to as it stands: an accredited one to articles 13 and 14 too (ES-16.7c)',
        params: Type.Object({ centreId: Id }),
        querystring,
        response: answers({
          200: Type.Object({
            asOf: Moment,
            accredited: Type.Boolean(),
            items: Type.Array(
              Type.Object({ id: Type.String(), ref: Type.String(), source: Type.String(), text: Type.String() }),
            ),
          }),
        }),
      },
    },
    async (request) => {
      const at = asOf(request.query);
      const { centreId } = request.params;
      if ((await centreById(deps.db, centreId, at)) === null) orRefuse(refuse('CENTRE_UNKNOWN'));
      const standing = (await centreStanding(deps.db, centreId, at))?.standing ?? null;
      return {
        asOf: at.toISOString(),
        accredited: isAccredited(standing),
        items: dutiesOf(standing).map(({ id, ref, source, text }) => ({ id, ref, source, text })),
      };
    },
  );
  app.get(
    '/v1/centre-means',
    {
      config: { access },
      schema: {
        tags,
        summary:
          'What certificates are made with here: its name, and the confirmation that certificates write beside it (ES-2.10, ES-17.2.4)',
        querystring,
        response: answers({
          200: Type.Object({ asOf: Moment, name: Type.String(), version: Type.String(), listed: nullable(MeansView) }),
        }),
      },
    },
    async (request) => {
      const at = asOf(request.query);
      const own = (one: ConfirmedMeans): boolean =>
        one.kind === 'centre' && one.name === centreMeans.name && one.version === centreMeans.version;
      const found = (await meansList(deps.db, at)).find((one) => own(one) && isConfirmed(one, at));
      return { asOf: at.toISOString(), ...centreMeans, listed: found === undefined ? null : meansView(found, at) };
    },
  );
  app.get(
    '/v1/centres',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Certification centres on record, accredited or not',
        querystring,
        response: listOf(CentreView),
      },
    },
    async (request) => {
      const at = asOf(request.query);
      return { asOf: at.toISOString(), items: (await allCentres(deps.db, at)).map(centreView) };
    },
  );
  const one = Type.Object({
    asOf: Moment,
    centre: CentreView,
    accreditation: nullable(Type.Omit(ListedView, ['centre'])),
    trustedPersons: Type.Array(TrustedView),
  });
  app.get(
    '/v1/centres/:centreId',
    {
      config: { access },
      schema: {
        tags,
        summary: 'A certification centre: how it stands, and its trusted persons (ES-15.1, ES-13.4)',
        params: Type.Object({ centreId: Id }),
        querystring,
        response: answers({ 200: one }),
      },
    },
    async (request) => {
      const at = asOf(request.query);
      const { centreId } = request.params;
      const centre = orRefuse((await centreById(deps.db, centreId, at)) ?? refuse('CENTRE_UNKNOWN'));
      const found = await centreStanding(deps.db, centreId, at);
      const trusted = await trustedPersons(deps.db, centreId, at);
      return {
        asOf: at.toISOString(),
        centre,
        accreditation: found === null ? null : listedView({ centre, ...found }),
        trustedPersons: trusted.map((person) => trustedView(person, at)),
      };
    },
  );
}
