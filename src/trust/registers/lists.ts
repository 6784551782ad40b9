import { type Db, systemScope } from '../../platform/db/index.ts';
import { centreByCode, listAt, type ListName, listNames, meansList, transfers } from '../centres/index.ts';
import { listedView, meansView } from '../centres/http/schemas.ts';
import type { Kind } from '../issue/index.ts';
import type { JsonValue } from '../../record/index.ts';
import { type PublishedCentreCertificate, publishedCentreCertificate } from './entry.ts';
import { countsBy, entriesBy, rootsOf } from './register-store.ts';

// ES-8.3, ES-8.5.3b, ES-13.2.3: what is published, each as one document that can be signed, as of any moment (DECISIONS 33).

const scope = systemScope('published registers');
const ofRoot: readonly Kind[] = ['ACA', 'STATUS', 'OCSP', 'TSA'];
/** Of a centre's register: who signs and serves there. End users are asked about one by one (DECISIONS 39). */
const ofCentre: readonly Kind[] = ['TP', 'OCSP', 'TSA'];

/** ES-8.3.2: what the root has issued and ended, with its own certificates. */
export async function rootRegister(
  db: Db,
  at: Date,
): Promise<{ readonly roots: readonly string[]; readonly items: readonly PublishedCentreCertificate[] }> {
  return db.tx(scope, async (tx) => ({
    roots: (await rootsOf(tx, at)).map(({ der }) => der.toString('base64')),
    items: (await entriesBy(tx, at, null, ofRoot)).map((row) => publishedCentreCertificate(row, at)),
  }));
}

/** What anybody may have of a centre's register in one piece: its services, and how many end users' certificates there are. */
async function centreRegister(db: Db, code: string, at: Date): Promise<JsonValue | undefined> {
  const centre = await centreByCode(db, code, at);
  if (centre === null) return undefined;
  return db.tx(scope, async (tx) => ({
    centre: { id: centre.id, code, name: centre.name },
    items: (await entriesBy(tx, at, centre.id, ofCentre)).map((row) => publishedCentreCertificate(row, at)),
    counts: await countsBy(tx, at, centre.id),
  }));
}

/** The documents by their names: the six lists of ES-8.3 and ended terms, the confirmed means, `certificates-CODE` for a centre. */
export const documentNames = [...listNames, 'root-certificates', 'transferred', 'confirmed-means'] as const;
const ofOneCentre = /^certificates-([a-z0-9][a-z0-9-]{1,39})$/;

/** A published document as of a moment; undefined where there is none of that name. */
export async function publishedDocument(db: Db, name: string, at: Date): Promise<JsonValue | undefined> {
  const contents = await contentsOf(db, name, at);
  return contents === undefined ? undefined : { list: name, asOf: at.toISOString(), ...(contents as object) };
}

async function contentsOf(db: Db, name: string, at: Date): Promise<JsonValue | undefined> {
  const code = ofOneCentre.exec(name)?.[1];
  if (code !== undefined) return centreRegister(db, code, at);
  if ((listNames as readonly string[]).includes(name))
    return { items: (await listAt(db, name as ListName, at)).map(listedView) as unknown as JsonValue };
  switch (name) {
    case 'root-certificates':
      return rootRegister(db, at) as unknown as Promise<JsonValue>;
    case 'transferred':
      return {
        items: (await transfers(db, at)).map((one) => ({ ...one, acceptedAt: one.acceptedAt.toISOString() })),
      };
    case 'confirmed-means':
      return { items: (await meansList(db, at)).map((one) => meansView(one, at)) as unknown as JsonValue };
    default:
      return undefined;
  }
}
