import type { Clock } from '../../platform/clock.ts';
import type { Db, Tx } from '../../platform/db/index.ts';
import { type Certificate, parseCertificate } from '../path/index.ts';
import { issuerOfStatus, type IssuerOfStatus, issuersOfStatus } from './directory-store.ts';

export type NamedIssuer = Omit<IssuerOfStatus, 'place' | 'code'> & {
  /** What its addresses call it. */
  readonly name: string;
  readonly certificate: Certificate;
};

/** The issuers by the names of their addresses; read again when something new may be there. */
export type Directory = {
  /** Everyone, as last read. */
  all(): Promise<readonly NamedIssuer[]>;
  named(name: string): Promise<NamedIssuer | undefined>;
  /** Whom the name was when they were last read: nothing is asked. */
  known(name: string): NamedIssuer | undefined;
  /** Reads them again: somebody was added. */
  refresh(): Promise<readonly NamedIssuer[]>;
};

/**
 * The name of an issuer in addresses: 'root', 'status', the code of a centre; who comes later in the same register carries its place behind
 * (`code.2`): another key signs other lists, and they are not found at one address.
 */
export const nameOfIssuer = ({ kind, code, place }: Pick<IssuerOfStatus, 'kind' | 'code' | 'place'>): string => {
  const first = kind === 'ROOT' ? 'root' : kind === 'STATUS' ? 'status' : (code ?? 'centre');
  return place === 1 ? first : `${first}.${place}`;
};

/** The name of an issuer on record, for the addresses in what it issues: they have to be those that will answer. */
export async function issuerNameOf(tx: Tx, issuerId: string): Promise<string> {
  const issuer = await issuerOfStatus(tx, issuerId);
  if (issuer === undefined) throw new Error('no such issuer');
  return nameOfIssuer(issuer);
}

/** Unknown names are asked for by anybody: the registers are looked at for them once in this time. */
const AGAIN_MS = 1000;

export function openDirectory(db: Db, clock: Pick<Clock, 'real'>): Directory {
  let known: Promise<readonly NamedIssuer[]> | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  let byName: ReadonlyMap<string, NamedIssuer> = new Map();
  const refresh = (): Promise<readonly NamedIssuer[]> => {
    readAt = clock.real().getTime();
    const reading = issuersOfStatus(db).then((rows) =>
      rows.map(({ place, code, ...row }) => ({
        ...row,
        name: nameOfIssuer({ kind: row.kind, code, place }),
        certificate: parseCertificate(row.der),
      })),
    );
    known = reading;
    // What failed is not remembered as an answer.
    reading.then(
      (list) => {
        // Of several of one name the first, as everywhere.
        if (known === reading) byName = new Map(list.toReversed().map((one) => [one.name, one]));
      },
      () => {
        if (known === reading) known = undefined;
      },
    );
    return reading;
  };
  const all = (): Promise<readonly NamedIssuer[]> => known ?? refresh();
  return {
    all,
    refresh,
    known: (name) => byName.get(name),
    async named(name) {
      const of = (list: readonly NamedIssuer[]): NamedIssuer | undefined => list.find((one) => one.name === name);
      const found = of(await all());
      if (found !== undefined || clock.real().getTime() - readAt < AGAIN_MS) return found;
      return of(await refresh());
    },
  };
}
