import { Type } from 'typebox';
import type { CentreDeps } from '../../centres/index.ts';
import { type App, orRefuse, sendBytes } from '../../../platform/http/index.ts';
import { canonicalBytes, type TypedMember } from '../../../record/index.ts';
import { asicMediaType } from '../../formats/index.ts';
import { momentOfEntry, type RegisterDeps } from '../../issue/index.ts';
import { publishedDocument, rootRegister } from '../lists.ts';
import { refuse } from '../refusals.ts';
import { readEntries } from '../read-entry.ts';
import { transferredRoutes } from './transferred-routes.ts';
import { CertificateView, CentreCertificateView, problemAnswers } from './schemas.ts';

export type RegisterRoutesDeps = CentreDeps & {
  readonly keys: RegisterDeps['keys'];
  /** Files in a container under the installation's automatic signature (ES-12.5); null where it holds no key for one. */
  readonly container: ((members: readonly TypedMember[]) => Promise<Uint8Array>) | null;
};

const tags = ['registers'];
const access = [{ for: 'everyone' as const }];
const asOfQuery = Type.Object({
  asOf: Type.Optional(Type.String({ format: 'date-time', description: 'The moment asked about; now where absent' })),
});
const NumberOrDigest = Type.String({
  pattern: '^([0-9a-f]{2}){1,32}$',
  description: 'Number or SHA-256, hexadecimal',
});

/** ES-8.3b, ES-13.2.3: registers of certificates and signed downloads of what is published, free to anyone, at any hour. */
export function registerRoutes(app: App, deps: RegisterRoutesDeps): void {
  const { db, clock, container } = deps;
  const asOf = (query: { asOf?: string }): Date => {
    // An entry counts from the second that completes it; whoever asks in between hears of it already.
    const now = momentOfEntry(clock.now());
    const at = query.asOf === undefined ? now : new Date(query.asOf);
    return orRefuse(at > now ? refuse('REGISTER_MOMENT_IN_FUTURE', { field: 'asOf' }) : at);
  };
  transferredRoutes(app, deps);
  app.get(
    '/v1/registers/root-certificates',
    {
      config: { access },
      schema: {
        tags,
        summary: 'Certificates that the root has issued and ended, with the root’s own (ES-8.3.2)',
        querystring: asOfQuery,
        response: problemAnswers(
          Type.Object({
            asOf: Type.String({ format: 'date-time' }),
            roots: Type.Array(Type.String({ description: 'DER in base64' })),
            items: Type.Array(CentreCertificateView),
          }),
        ),
      },
    },
    async (request) => {
      const at = asOf(request.query);
      const { roots, items } = await rootRegister(db, at);
      return { asOf: at.toISOString(), roots: [...roots], items: [...items] };
    },
  );
  app.get(
    '/v1/registers/certificates/:id',
    {
      config: { access, rate: 'look-up' },
      schema: {
        tags,
        summary:
          'An entry of a register of certificates, by its number or fingerprint, in full (ES-13.2.3); of a listed one the certificate by its fingerprint only',
        params: Type.Object({ id: NumberOrDigest }),
        querystring: asOfQuery,
        response: problemAnswers(
          Type.Object({ asOf: Type.String({ format: 'date-time' }), items: Type.Array(CertificateView) }),
        ),
      },
    },
    async (request) => {
      const at = asOf(request.query);
      return { asOf: at.toISOString(), items: await inFull(deps, request.params.id, at) };
    },
  );
  app.get(
    '/v1/centres/:centreId/certificates/:id',
    {
      config: { access, rate: 'look-up' },
      schema: {
        tags,
        summary:
          'The same, asked of a centre: what it has issued and what it keeps for a centre whose functions it has taken over (ES-13.6f)',
        params: Type.Object({ centreId: Type.String({ format: 'uuid' }), id: NumberOrDigest }),
        querystring: asOfQuery,
        response: problemAnswers(
          Type.Object({ asOf: Type.String({ format: 'date-time' }), items: Type.Array(CertificateView) }),
        ),
      },
    },
    async (request) => {
      const at = asOf(request.query);
      const { id, centreId } = request.params;
      return { asOf: at.toISOString(), items: await inFull(deps, id, at, centreId) };
    },
  );
  app.get(
    '/registers/signed/:file',
    {
      config: { access, rate: 'heavy' },
      schema: {
        tags,
        summary:
          'A published list as of a moment, signed (ASiC-E with CAdES): accredited, revoked, suspended, ceased, expired, root-certificates, transferred, confirmed-means, certificates-CODE, certificate-NUMBER; with .asice behind',
        params: Type.Object({ file: Type.String() }),
        querystring: asOfQuery,
        response: { 200: Type.Any({ description: asicMediaType }) },
      },
    },
    async (request, reply) => {
      const at = asOf(request.query);
      const [, name] = /^([a-z0-9-]{1,80})\.asice$/.exec(request.params.file) ?? [];
      const id = /^certificate-((?:[0-9a-f]{2}){1,32})$/.exec(name ?? '')?.[1];
      const document =
        id !== undefined
          ? { list: name!, asOf: at.toISOString(), items: await inFull(deps, id, at) }
          : name === undefined
            ? undefined
            : await publishedDocument(db, name, at);
      if (document === undefined) return orRefuse(refuse('REGISTER_UNKNOWN'));
      if (container === null) return orRefuse(refuse('REGISTER_NOT_SIGNED_HERE'));
      const member = { name: `${name}.json`, mediaType: 'application/json', bytes: canonicalBytes(document) };
      void reply.header('content-disposition', `attachment; filename="${name}.asice"`);
      return sendBytes(reply, asicMediaType, await container([member]));
    },
  );
}

/** The entries as they leave: the certificate as its bytes. */
async function inFull(deps: RegisterRoutesDeps, id: string, at: Date, keeperId?: string) {
  const found = await readEntries(deps, id, at, deps.clock.now());
  const items = keeperId === undefined ? found : found.filter((one) => one.keeperId === keeperId);
  return orRefuse(
    items.length === 0
      ? refuse('CERTIFICATE_NOT_IN_REGISTER')
      : items.map((one) => ({ ...one, certificate: one.certificate?.raw.toString('base64') ?? null })),
  );
}
