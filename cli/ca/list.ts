import { readFileSync, writeFileSync } from 'node:fs';
import { type CaKey, contentHash, pemOf } from '../../src/trust/issue/index.ts';
import { type Certificate, formatName } from '../../src/trust/path/index.ts';
import { type EntryFacts, type ListOrder, signCrl } from '../../src/trust/status/index.ts';
import { type CaIo, certificateIn, need, type Values, withKey } from './options.ts';

// The list of an offline root: what the register has goes in as a file, a signed list comes out.

/** `ca show-list`: what the list would say, and the hash that two officers compare and approve. */
export function showList(values: Values, { print }: CaIo): void {
  const [order, issuer] = [orderIn(values), certificateIn(values)];
  print(
    [
      `issuer: ${formatName(issuer.subject)}`,
      `number: ${order.number}`,
      `days: ${order.days}`,
      `entries: ${order.entries.length}`,
      ...order.entries.map(({ serial, endedAt, ground, reason }) =>
        `${serial} ${endedAt} ${ground} ${reason ?? ''}`.trim(),
      ),
      `approve: ${hashOf(order, issuer)}`,
    ].join('\n'),
  );
}

/** `ca list`: signs the list that was approved. */
export const signList = (values: Values, io: CaIo): Promise<void> => withKey(values, (key) => listBy(key, values, io));

async function listBy(key: CaKey, values: Values, { print, clock }: CaIo): Promise<void> {
  const [order, issuer] = [orderIn(values), certificateIn(values)];
  if (!issuer.publicKey.raw.equals(key.spki)) throw new Error('the key is not that of the issuer');
  if (hashOf(order, issuer) !== need(values, 'approved'))
    throw new Error('the list is not the one that was approved: show it again');
  const thisUpdate = new Date(Math.floor(clock.real().getTime() / 1000) * 1000);
  const entries = order.entries.map(
    ({ serial, endedAt, entryNumber, eventAt, ...rest }): EntryFacts => ({
      ...rest,
      serial: Buffer.from(serial, 'hex'),
      endedAt: new Date(endedAt),
      entryNumber: BigInt(entryNumber),
      ...(eventAt === undefined ? {} : { eventAt: new Date(eventAt) }),
    }),
  );
  if (entries.some(({ endedAt }) => endedAt > thisUpdate))
    throw new Error('the list names an end that is still to come: the clock of this machine is behind');
  const list = await signCrl(
    {
      issuer: issuer.subject.raw,
      thisUpdate,
      nextUpdate: new Date(thisUpdate.getTime() + order.days * 86_400_000),
      number: BigInt(order.number),
      keepsExpiredSince: new Date(order.keepsExpiredSince),
      entries,
    },
    key,
  );
  writeFileSync(need(values, 'out'), pemOf('X509 CRL', list), { flag: 'wx' });
  print(`list written: ${values.out}\nnumber: ${order.number}`);
}

const hashOf = (order: ListOrder, issuer: Certificate): string =>
  contentHash(Buffer.from(`${issuer.fingerprint}\n${JSON.stringify(order)}`));

const whole = (value: unknown, most: number): boolean =>
  Number.isSafeInteger(value) && Number(value) > 0 && Number(value) <= most;

function orderIn(values: Values): ListOrder {
  const file = need(values, 'list');
  const order = JSON.parse(readFileSync(file, 'utf8')) as ListOrder;
  const right = order.format === 'makulduk list order' && order.version === 1 && Array.isArray(order.entries);
  if (!right || !whole(order.number, Number.MAX_SAFE_INTEGER) || !whole(order.days, 400))
    throw new Error(`${file} is no order for a list`);
  return order;
}
