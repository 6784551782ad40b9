// People who cannot exist: born in 1899, wrong check digit, telephone +996 000, mail at example.kg.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  checkDigit,
  type Keys,
  type KeyStore,
  openFileKeyStore,
  openKeys,
  type PersonRecord,
} from '../../src/keys/index.ts';

/** The n-th test PIN: never valid, never anybody's. Odd n are male. */
export function testPin(n: number): string {
  const day = String((n % 28) + 1).padStart(2, '0');
  const month = String((Math.floor(n / 28) % 12) + 1).padStart(2, '0');
  const head = `${(n % 2) + 1}${day}${month}1899${String(n % 10_000).padStart(4, '0')}`;
  return `${head}${(checkDigit(head) + 1) % 10}`;
}

const surnames = ['Асанова', 'Үсөнов', 'Өмүрбекова', 'Жеңишов', 'Токтогулова', 'Сыдыков'];
const givenNames = ['Айгүл', 'Бакыт', 'Нурзат', 'Эрмек', 'Жылдыз', 'Чыңгыз'];
const patronymics = ['Бакыт кызы', 'Асан уулу', 'Маратовна', 'Эркинович', null, 'Назар уулу'];

/** The n-th test person, complete. */
export function testPerson(n: number, other: Partial<PersonRecord> = {}): PersonRecord {
  const pin = testPin(n);
  return {
    pin,
    surname: surnames[n % 6]!,
    givenName: givenNames[n % 6]!,
    patronymic: patronymics[n % 6]!,
    birthDate: `1899-${pin.slice(3, 5)}-${pin.slice(1, 3)}`,
    sex: pin.startsWith('1') ? 'female' : 'male',
    documents: [
      {
        type: 'id-card-2017',
        series: 'ZZ',
        number: String(n).padStart(7, '0'),
        issuedOn: '2018-05-14',
        issuedBy: 'МКК 218011',
      },
    ],
    address: { kind: 'residence', text: `Бишкек шаары, Үлгү көчөсү, ${n}-үй` },
    contacts: [
      { kind: 'phone', value: `+996000${String(n).padStart(6, '0')}` },
      { kind: 'email', value: `kishi.${n}@example.kg` },
    ],
    ...other,
  };
}

/** A key store of its own in a temporary folder. */
export function testKeys(now: Date): {
  readonly keys: Keys;
  readonly store: KeyStore;
  readonly folder: string;
  readonly drop: () => void;
} {
  const folder = mkdtempSync(join(tmpdir(), 'makulduk-keys-'));
  const store = openFileKeyStore(folder, now);
  const keys = openKeys(store);
  return {
    keys,
    store,
    folder,
    drop() {
      keys.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
